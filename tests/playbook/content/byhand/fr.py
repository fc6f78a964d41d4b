"""France, reckoned by hand from the facts: local time is +01:00 until 29 March at 02:00, then +02:00.

Invariant: a row says what the facts demand; it is never copied from what the program prints.
"""

from __future__ import annotations

ROWS = (
    # C7: 15 working days from Monday 2 March, the last is Monday 23 March
    ("03-02 21:03", "asylum", "appoint-representative", "03-23 23:59 +01:00", "S", "03-03 21:03 protection"),
    # 4.1 Reception: profile within 24 h [D] of the placement
    ("03-05 09:01", "carer", "complete-profile", "03-06 09:01 +01:00", "D", "03-05 13:01 protection"),
    # 4.1 Social services: full screening within 48 h [D]
    ("03-05 09:01", "protection", "screen-risk-fully", "03-07 09:01 +01:00", "D", "03-05 13:01 guardian"),
    # C21: 1 h by night, and 22:30 is night
    ("03-27 22:30", "carer", "report-to-police", "03-27 23:30 +01:00", "S", "03-27 22:45 guardian"),
    # C22: outing, fugue or disparition inquiétante; the source names no time
    ("03-27 22:30", "carer", "classify-absence", "no clock", "S", "03-27 22:45 protection"),
    # 4.2 Carer: all others told within 4 h [D]
    ("03-27 22:30", "carer", "tell-others", "03-28 02:30 +01:00", "D", "03-27 23:30 guardian"),
    # C16: entry in the FPR at once; no number in the source, the installation says 1 h
    ("03-27 23:00", "police", "enter-national-file", "03-28 00:00 +01:00", "D", "03-27 23:20 lead"),
    # C17: prosecutor within 48 h of the declaration, which end an hour later on the clock of summer
    ("03-27 23:00", "police", "inform-prosecutor", "03-30 00:00 +02:00", "S", "03-28 01:00 lead"),
    # C19: the frame of Art 74-1 lasts 8 days, to the end of Saturday 4 April
    ("03-27 23:00", "police", "change-legal-frame", "04-05 00:00 +02:00", "S", "03-28 23:00 lead"),
    # 4.2 Guardian: watches that everybody acts, within 24 h [D]
    ("03-27 23:00", "guardian", "watch-the-search", "03-28 23:00 +01:00", "D", "03-28 01:00 protection"),
    # 4.2 Lead: review after one week, in seven times 24 h
    ("03-27 23:00", "carer", "review-7d", "04-04 00:00 +02:00", "D", ""),
    # 4.2 Police supervisor: reviewed and deployed within 2 h [D] of the high risk
    ("03-28 09:00", "police", "review-and-deploy", "03-28 11:00 +01:00", "D", "03-28 09:20 protection"),
    # C20: the address only with the juge des enfants; a bar and not a clock
    ("03-29 08:00", "police", "ask-judge-for-address", "no clock", "S", "03-29 09:00 protection"),
    # C21: document that ends the search, on return; no number in the source, the installation says 1 h
    ("03-29 08:00", "carer", "send-stop-search", "03-29 09:00 +02:00", "D", "03-29 08:30 guardian"),
    # 4.3 Issuing police: FPR cleared within 24 h [D]
    ("03-29 08:00", "police", "withdraw-national-alert", "03-30 08:00 +02:00", "D", "03-29 10:00 lead"),
    # 4.3 Social services: new safety plan within 72 h [D] of the return
    ("03-29 08:00", "protection", "renew-safety-plan", "04-01 08:00 +02:00", "D", "03-30 08:00 guardian"),
    # C1: twelve hours from 21:00, over the night in which the clocks change
    ("03-28 21:00", "police", "twelve-hour-decision", "03-29 10:00 +02:00", "S", "03-28 21:30 protection"),
    # C21: 2 h by day, and the evening at 21:30 still is
    ("04-02 21:30", "carer", "report-to-police", "04-02 23:30 +02:00", "S", "04-02 21:45 guardian"),
    # C18: whoever disagrees with the police goes to the prosecutor without delay; a right, so no clock
    ("04-02 21:50", "guardian", "ask-prosecutor", "no clock", "S", "04-02 22:20 protection"),
)
