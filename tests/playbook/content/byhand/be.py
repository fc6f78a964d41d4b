"""Belgium, reckoned by hand from the facts: local time is +01:00 until 29 March at 02:00, then +02:00.

Invariant: a row says what the facts demand; it is never copied from what the program prints.
"""

from __future__ import annotations

ROWS = (
    # C7: 15 working days from the Monday on which the asylum authority comes in; no holiday before 23 March
    ("03-02 21:03", "asylum", "appoint-representative", "03-23 23:59 +01:00", "S", "03-03 21:03 protection"),
    # 4.1 Reception: profile within 24 h [D] of the placement
    ("03-05 09:01", "carer", "complete-profile", "03-06 09:01 +01:00", "D", "03-05 13:01 protection"),
    # 4.1 Reception: first risk screening within 6 h [D]
    ("03-05 09:01", "carer", "screen-risk", "03-05 15:01 +01:00", "D", "03-05 11:01 protection"),
    # C25: 30 days at most in the observation and orientation centre; thirty times 24 h, so an hour later in summer
    ("03-05 09:01", "carer", "leave-orientation-centre", "04-04 10:01 +02:00", "S", "03-06 09:01 protection"),
    # 4.1 Guardian: first meeting within 5 working days [D], here 6, 9, 10, 11 and 12 March
    ("03-05 09:05", "guardian", "meet-child", "03-12 23:59 +01:00", "D", "03-06 09:05 protection"),
    # 4.2 Carer: own search within 30 minutes [D]
    ("03-27 22:30", "carer", "search-site", "03-27 23:00 +01:00", "D", "03-27 22:40 police"),
    # C23: 24 h, for the child is known to be 13 or older and nothing worrying is known
    ("03-27 22:30", "carer", "report-to-police", "03-28 22:30 +01:00", "S", "03-27 22:45 guardian"),
    # 4.2 Carer: guardian told within 1 h [D]
    ("03-27 22:30", "carer", "tell-guardian", "03-27 23:30 +01:00", "D", "03-27 23:00 protection"),
    # C24: worrying or not is decided at the report; no number in the source, the installation says 1 h
    ("03-27 23:00", "police", "decide-worrying", "03-28 00:00 +01:00", "D", "03-27 23:20 protection"),
    # 4.2 Police: risk level within 1 h [D]
    ("03-27 23:00", "police", "assess-risk", "03-28 00:00 +01:00", "D", "03-27 23:20 protection"),
    # 4.2 SIRENE: alert within 24 h [D] while the risk is not high; nobody acknowledges, so the lead hears of it
    ("03-27 23:00", "police", "request-sis-alert", "03-28 23:00 +01:00", "D", "03-28 00:00 lead"),
    # 4.2 Lead: review after 72 h; 72 h on Friday evening end an hour later on the clock, on Tuesday
    ("03-27 23:00", "carer", "review-72h", "03-31 00:00 +02:00", "D", ""),
    # 4.2 SIRENE: 2 h [D] from when the risk is known to be high
    ("03-28 09:00", "police", "request-sis-alert", "03-28 11:00 +01:00", "D", "03-28 09:30 lead"),
    # 4.2 Social services: strategy meeting within 24 h [D] of the high risk
    ("03-28 09:00", "protection", "hold-strategy-meeting", "03-29 10:00 +02:00", "D", "03-28 10:00 guardian"),
    # C29: seen by the police before anything is closed, within 24 h [D]
    ("03-29 08:00", "police", "check-safe-and-well", "03-30 08:00 +02:00", "D", "03-29 09:00 protection"),
    # C28 is England's; elsewhere its 72 h are a default [D]
    ("03-29 08:00", "protection", "offer-return-interview", "04-01 08:00 +02:00", "D", "03-30 08:00 guardian"),
    # 4.3 Interviewer: what it brought is shared within 24 h [D]; nobody is told of their own delay
    ("03-31 10:00", "protection", "share-interview", "04-01 10:00 +02:00", "D", "03-31 14:00 guardian"),
    # C1: twelve hours from 21:00, over the night in which the clocks change
    ("03-28 21:00", "police", "twelve-hour-decision", "03-29 10:00 +02:00", "S", "03-28 21:30 protection"),
    # C10: the State that misses the child warns this one, within 48 h [D] of the sighting here
    ("03-27 20:00", "protection.it", "warn-other-state", "03-29 21:00 +02:00", "D", "03-28 00:00 lead"),
    # C23: where the age is not known nobody may wait; at once, which the installation reads as 1 h
    ("04-02 21:30", "carer", "report-to-police", "04-02 22:30 +02:00", "D", "04-02 21:45 guardian"),
    # C7 over Easter: Good Friday is worked, Monday 6 April is not
    ("04-01 10:05", "asylum", "appoint-representative", "04-23 23:59 +02:00", "S", "04-02 10:05 protection"),
)
