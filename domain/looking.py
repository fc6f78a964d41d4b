"""Why somebody looks at what is known about a child.

Invariant: a code, once stored in the access log, keeps its meaning; none of them says anything about a child.
"""

from __future__ import annotations

import enum


class LookReason(enum.StrEnum):
    """The justification of a consultation, asked once for each sitting and case."""

    DUTY = "duty"
    STANDING_IN = "standing-in"
    CONFERENCE = "conference"
    QUESTION = "question"
    SUPERVISION = "supervision"
    RIGHTS = "rights"
    EMERGENCY = "emergency"
    PROGRAM = "program"


ASKED = tuple(reason for reason in LookReason if reason not in {LookReason.EMERGENCY, LookReason.PROGRAM})
"""What a person may choose. The others are put down for them: by emergency access, and for a program that gave none."""
