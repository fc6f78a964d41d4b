"""Greece, reckoned by hand from the facts: local time is +02:00 until 29 March at 03:00, then +03:00.

Invariant: a row says what the facts demand; it is never copied from what the program prints.
"""

from __future__ import annotations

ROWS = (
    # C7: 15 working days from Monday 2 March; Clean Monday was in February, 25 March comes after the last
    ("03-02 22:03", "asylum", "appoint-representative", "03-23 23:59 +02:00", "S", "03-03 22:03 protection"),
    # 4.1 Reception: first risk screening within 6 h [D]
    ("03-05 09:01", "carer", "screen-risk", "03-05 15:01 +02:00", "D", "03-05 11:01 protection"),
    # 4.1 Guardian: first meeting within 5 working days [D]
    ("03-05 09:05", "guardian", "meet-child", "03-12 23:59 +02:00", "D", "03-06 09:05 protection"),
    # C11: at the nearest station at any hour, without delay; no number, the installation says 1 h
    ("03-27 22:30", "carer", "report-to-police", "03-27 23:30 +02:00", "D", "03-27 22:45 guardian"),
    # C12: photo, applicant card and guardian's name go with the report, so by the same time
    ("03-27 22:30", "carer", "bring-photo", "03-27 23:30 +02:00", "D", "03-27 22:45 guardian"),
    # 4.2 Carer: own search within 30 minutes [D]
    ("03-27 22:30", "carer", "search-site", "03-27 23:00 +02:00", "D", "03-27 22:40 police"),
    # 4.2 Hotline: opens its file at once; the installation says 1 h
    ("03-27 23:00", "hotline", "open-hotline-file", "03-28 00:00 +02:00", "D", "03-27 23:30 protection"),
    # 4.2 Health: emergency rooms asked within 24 h [D]
    ("03-27 23:00", "protection", "ask-hospitals", "03-28 23:00 +02:00", "D", "03-28 03:00 police"),
    # 4.2 SIRENE: alert within 24 h [D] while the risk is not high
    ("03-27 23:00", "police", "request-sis-alert", "03-28 23:00 +02:00", "D", "03-28 00:00 lead"),
    # 4.2 Lead: review after 14 days, in fourteen times 24 h
    ("03-27 23:00", "carer", "review-14d", "04-11 00:00 +03:00", "D", ""),
    # 4.2 Social services: strategy meeting within 24 h [D] of the high risk
    ("03-28 09:00", "protection", "hold-strategy-meeting", "03-29 10:00 +03:00", "D", "03-28 10:00 guardian"),
    # 4.5: found is the mirror of missing, the reporter tells the police; no number, the installation says 1 h
    ("03-29 08:00", "carer", "warn-police-of-return", "03-29 09:00 +03:00", "D", "03-29 08:30 guardian"),
    # 4.3 Lead: whoever was told of the loss is told within 4 h [D]; first reckoned as the carer’s, who opened the
    # case; but nobody has accepted the lead in this story, and then it is for who recorded that the child was found
    ("03-29 08:00", "police", "tell-everybody", "03-29 12:00 +03:00", "D", "03-29 09:00 protection"),
    # 4.3: offered within 72 h, England's number and so a default [D] here
    ("03-29 08:00", "protection", "offer-return-interview", "04-01 08:00 +03:00", "D", "03-30 08:00 guardian"),
    # C1: twelve hours from 21:00, over the night in which the clocks change
    ("03-28 21:00", "police", "twelve-hour-decision", "03-29 10:00 +03:00", "S", "03-28 21:30 protection"),
    # C10: Italy misses the child and warns; 20:00 here is 19:00 there, 48 h [D] later Italy has summer time
    ("03-27 19:00", "protection.it", "warn-other-state", "03-29 20:00 +02:00", "D", "03-27 23:00 lead"),
    # 4.1 Guardian: 5 working days [D]; Easter is a week later here, so 2, 3, 6, 7 and 8 April
    ("04-01 14:00", "guardian", "meet-child", "04-08 23:59 +03:00", "D", "04-02 14:00 protection"),
    # C7 over the Orthodox Easter: Friday 10 and Monday 13 April are no working days
    ("04-01 10:05", "asylum", "appoint-representative", "04-24 23:59 +03:00", "S", "04-02 10:05 protection"),
)
