"""Italy, reckoned by hand from the facts: local time is +01:00 until 29 March at 02:00, then +02:00.

Invariant: a row says what the facts demand; it is never copied from what the program prints.
"""

from __future__ import annotations

ROWS = (
    # C7: 15 working days from Monday 2 March, the last is Monday 23 March
    ("03-02 21:03", "asylum", "appoint-representative", "03-23 23:59 +01:00", "S", "03-03 21:03 protection"),
    # 4.1 Reception: profile within 24 h [D] of the placement
    ("03-05 09:01", "carer", "complete-profile", "03-06 09:01 +01:00", "D", "03-05 13:01 protection"),
    # 4.1 Guardian: first meeting within 5 working days [D]
    ("03-05 09:05", "guardian", "meet-child", "03-12 23:59 +01:00", "D", "03-06 09:05 protection"),
    # C15: the 48 h of waiting are a myth; C13: at once, which the installation reads as 1 h
    ("03-27 22:30", "carer", "report-to-police", "03-27 23:30 +01:00", "D", "03-27 22:45 guardian"),
    # C13: the copy for who reports, at once
    ("03-27 23:00", "police", "give-receipt", "03-28 00:00 +01:00", "D", "03-27 23:20 protection"),
    # C13: the prefect told at the same time
    ("03-27 23:00", "police", "inform-prefect", "03-28 00:00 +01:00", "D", "03-27 23:20 protection"),
    # C13: entered in the CED
    ("03-27 23:00", "police", "enter-national-file", "03-28 00:00 +01:00", "D", "03-27 23:20 lead"),
    # C13: the search starts at once
    ("03-27 23:00", "police", "start-search", "03-28 00:00 +01:00", "D", "03-27 23:20 protection"),
    # 4.2 Asylum authority: file flagged within 24 h [D], not closed as absconded
    ("03-27 23:00", "asylum", "flag-asylum-file", "03-28 23:00 +01:00", "D", "03-28 03:00 protection"),
    # 4.2 Lead: review after one day
    ("03-27 23:00", "carer", "review-24h", "03-28 23:00 +01:00", "D", ""),
    # 4.2 Lead: review after a month of thirty times 24 h
    ("03-27 23:00", "carer", "review-1m", "04-27 00:00 +02:00", "D", ""),
    # 4.2 SIRENE: 2 h [D] from when the risk is known to be high
    ("03-28 09:00", "police", "request-sis-alert", "03-28 11:00 +01:00", "D", "03-28 09:30 lead"),
    # C14: the reporter warns the police, at once; the installation says 1 h
    ("03-29 08:00", "carer", "warn-police-of-return", "03-29 09:00 +02:00", "D", "03-29 08:30 guardian"),
    # 4.3 Child protection: safe place within 12 h, here [D] for no alert of the SIS is issued
    ("03-29 08:00", "protection", "safe-place", "03-29 20:00 +02:00", "D", "03-29 08:30 police"),
    # 4.3 Interviewer: shared within 24 h [D]
    ("03-31 10:00", "protection", "share-interview", "04-01 10:00 +02:00", "D", "03-31 14:00 guardian"),
    # C2: France, which issued the alert, is told at once; the installation says 1 h
    ("03-28 21:00", "police", "tell-issuing-state", "03-28 22:00 +01:00", "D", "03-28 21:30 protection"),
    # C1: twelve hours from 21:00, over the night in which the clocks change
    ("03-28 21:00", "police", "twelve-hour-decision", "03-29 10:00 +02:00", "S", "03-28 21:30 protection"),
    # C8: best interests of a child found abroad, started within 7 days [D] by both sides
    ("03-28 21:00", "protection", "start-best-interests", "04-04 22:00 +02:00", "D", "03-29 22:00 lead"),
    ("03-28 21:00", "protection.fr", "start-best-interests", "04-04 22:00 +02:00", "D", "03-29 22:00 lead"),
    # 4.1 Safety plan within 72 h [D] of a medium risk, Easter or not
    ("04-01 15:00", "protection", "agree-safety-plan", "04-04 15:00 +02:00", "D", "04-02 15:00 guardian"),
)
