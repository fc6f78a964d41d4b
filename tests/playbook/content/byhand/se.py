"""Sweden, reckoned by hand from the facts: local time is +01:00 until 29 March at 02:00, then +02:00.

Invariant: a row says what the facts demand; it is never copied from what the program prints.
"""

from __future__ import annotations

ROWS = (
    # C7: 15 working days from Monday 2 March, the last is Monday 23 March
    ("03-02 21:03", "asylum", "appoint-representative", "03-23 23:59 +01:00", "S", "03-03 21:03 protection"),
    # 4.1 Reception: first risk screening within 6 h [D]
    ("03-05 09:01", "carer", "screen-risk", "03-05 15:01 +01:00", "D", "03-05 11:01 protection"),
    # 4.1 Social services: full screening within 48 h [D]
    ("03-05 09:01", "protection", "screen-risk-fully", "03-07 09:01 +01:00", "D", "03-05 13:01 guardian"),
    # C26: the assigned municipality gets the child back, at once; it answers for the child and has no hour
    ("03-27 22:30", "protection", "get-child-back", "no clock", "S", "03-27 23:30 guardian"),
    # 4.2 Carer: reported at once (PACE); the installation says 1 h
    ("03-27 22:30", "carer", "report-to-police", "03-27 23:30 +01:00", "D", "03-27 22:45 guardian"),
    # 4.2 Carer: guardian told within 1 h [D]
    ("03-27 22:30", "carer", "tell-guardian", "03-27 23:30 +01:00", "D", "03-27 23:00 protection"),
    # C27: social services keep it open for three months, to the end of 27 June; first reckoned on the calendar, to
    # 23:00, but a clock runs in real hours: 92 days, the longest three months there are, end an hour later in summer
    ("03-27 23:00", "protection", "keep-case-open", "06-28 00:00 +02:00", "S", "03-28 23:00 lead"),
    # C27: so does the chief guardian
    ("03-27 23:00", "guardian", "keep-case-open", "06-28 00:00 +02:00", "S", "03-28 23:00 lead"),
    # C27: so do the police
    ("03-27 23:00", "police", "keep-case-open", "06-28 00:00 +02:00", "S", "03-28 23:00 lead"),
    # 4.2 Carer: what the child wore goes with the report; the installation says 2 h
    ("03-27 23:00", "carer", "send-last-seen", "03-28 01:00 +01:00", "D", "03-27 23:30 protection"),
    # 4.2 Police: national file; no number for Sweden, the installation says 24 h
    ("03-27 23:00", "police", "enter-national-file", "03-28 23:00 +01:00", "D", "03-28 00:00 lead"),
    # 4.2 Lead: review after 72 h, which end an hour later on the clock of summer
    ("03-27 23:00", "carer", "review-72h", "03-31 00:00 +02:00", "D", ""),
    # 4.2 Police: whether the public is asked, at once when the risk is high; the installation says 2 h
    ("03-28 09:00", "police", "decide-child-alert", "03-28 11:00 +01:00", "D", "03-28 09:30 lead"),
    # 4.3 Carer: welcome, no punishment, at once; the installation says 4 h
    ("03-29 08:00", "carer", "welcome-back", "03-29 12:00 +02:00", "D", "03-29 09:00 protection"),
    # C29: seen by the police before anything is closed, within 24 h [D]
    ("03-29 08:00", "police", "check-safe-and-well", "03-30 08:00 +02:00", "D", "03-29 09:00 protection"),
    # 4.3 Social services: new safety plan within 72 h [D] of the return
    ("03-29 08:00", "protection", "renew-safety-plan", "04-01 08:00 +02:00", "D", "03-30 08:00 guardian"),
    # C1: twelve hours from 21:00, over the night in which the clocks change
    ("03-28 21:00", "police", "twelve-hour-decision", "03-29 10:00 +02:00", "S", "03-28 21:30 protection"),
    # 4.1 Guardian: 5 working days [D]; neither Good Friday nor Easter Monday is one, so to Friday 10 April
    ("04-01 14:00", "guardian", "meet-child", "04-10 23:59 +02:00", "D", "04-02 14:00 protection"),
    # C7 over Easter: two holidays, so one day later than in France
    ("04-01 10:05", "asylum", "appoint-representative", "04-24 23:59 +02:00", "S", "04-02 10:05 protection"),
)
