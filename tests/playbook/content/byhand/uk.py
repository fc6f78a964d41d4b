"""The United Kingdom, reckoned by hand from the facts: local time is +00:00 until 29 March at 01:00, then +01:00.

Invariant: a row says what the facts demand; it is never copied from what the program prints.
"""

from __future__ import annotations

ROWS = (
    # C36: Operation Innerste, the first 72 h after the police meet the child
    ("03-05 09:03", "police", "innerste", "03-08 09:03 +00:00", "S", "03-05 10:03 protection"),
    # 4.1 Reception: profile within 24 h [D] of the placement
    ("03-05 09:01", "carer", "complete-profile", "03-06 09:01 +00:00", "D", "03-05 13:01 protection"),
    # 4.1 Reception: first risk screening within 6 h [D]
    ("03-05 09:01", "carer", "screen-risk", "03-05 15:01 +00:00", "D", "03-05 11:01 protection"),
    # PACE: at once (C34 is one agency's own rule); the installation says 1 h
    ("03-27 22:30", "carer", "report-to-police", "03-27 23:30 +00:00", "D", "03-27 22:45 guardian"),
    # C31: the local authority tells the Home Office once it is reported; the source has no hour
    ("03-27 23:00", "protection", "notify-home-office-missing", "no clock", "S", "03-28 00:00 police"),
    # C32: on the PNC within 48 h of the report, which end on the clock of summer
    ("03-27 23:00", "police", "enter-national-file", "03-30 00:00 +01:00", "S", "03-28 00:00 lead"),
    # C33: to the Missing Persons Unit after 14 days (the old number)
    ("03-27 23:00", "police", "transfer-to-missing-persons-unit", "04-11 00:00 +01:00", "S", "03-28 23:00 lead"),
    # 4.2 NCB, 4.5: the UK is outside the SIS, so the yellow notice from the report on, within 24 h [D]; the rule waited
    # for a medium risk, which left a child without any alert abroad, and was mended
    ("03-27 23:00", "police", "request-yellow-notice", "03-28 23:00 +00:00", "D", "03-28 03:00 lead"),
    # 4.2 Police: risk level within 1 h [D]
    ("03-27 23:00", "police", "assess-risk", "03-28 00:00 +00:00", "D", "03-27 23:20 protection"),
    # C30: strategy meeting chaired by children's services, within 24 h [D] of the high risk
    ("03-28 09:00", "protection", "hold-strategy-meeting", "03-29 10:00 +01:00", "D", "03-28 10:00 police"),
    # C35: decision on the NRM, no consent needed, within 24 h [D]
    ("03-28 09:00", "protection", "decide-nrm", "03-29 10:00 +01:00", "D", "03-28 13:00 police"),
    # C31: the Home Office is told both ways
    ("03-29 08:00", "protection", "notify-home-office-found", "no clock", "S", "03-29 09:00 police"),
    # C29: prevention interview by the police before anything is closed, within 24 h [D]
    ("03-29 08:00", "police", "check-safe-and-well", "03-30 08:00 +01:00", "D", "03-29 09:00 protection"),
    # C28: return home interview offered within 72 h, here the source's own number
    ("03-29 08:00", "protection", "offer-return-interview", "04-01 08:00 +01:00", "S", "03-30 08:00 guardian"),
    # C35: signs of exploitation on return, within 24 h [D]
    ("03-29 08:00", "protection", "refer-to-nrm", "03-30 08:00 +01:00", "D", "03-29 12:00 police"),
    # 4.3 Interviewer: shared within 24 h [D]
    ("03-31 10:00", "protection", "share-interview", "04-01 10:00 +01:00", "D", "03-31 14:00 guardian"),
    # 4.3 Child protection: safe place within 12 h [D]; Art 33 does not bind the UK
    ("03-28 21:00", "protection", "safe-place", "03-29 10:00 +01:00", "D", "03-28 21:30 police"),
    # C10: Italy misses the child and warns; 20:00 here is 21:00 there, 48 h [D] later Italy has summer time
    ("03-27 21:00", "protection.it", "warn-other-state", "03-29 22:00 +02:00", "D", "03-28 01:00 lead"),
    # 4.1 Guardian: 5 working days [D]; in England neither Good Friday nor Easter Monday is one
    ("04-01 14:00", "guardian", "meet-child", "04-10 23:59 +01:00", "D", "04-02 14:00 protection"),
)

NEVER = (
    # C7: the directive does not bind the UK
    "appoint-representative",
    # 4.5: no Schengen Information System since Brexit
    "request-sis-alert",
    # C1: nor Art 33 of its regulation
    "twelve-hour-decision",
)
