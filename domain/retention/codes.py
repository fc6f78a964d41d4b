"""The code lists of keeping and erasing.

Invariant: a code, once stored, keeps its meaning; none of them says anything about a child.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping

from domain.privacy import Purpose


class RecordClass(enum.StrEnum):
    """What is kept for the same time, because the same rule holds for it."""

    CASE_FILE = "case-file"
    HEALTH = "health-record"
    PLACES = "places"
    CONSULTATIONS = "consultations"


PURPOSES: Mapping[RecordClass, tuple[Purpose, ...]] = {
    RecordClass.CASE_FILE: (Purpose.IDENTITY, Purpose.NARRATIVE),
    RecordClass.HEALTH: (Purpose.HEALTH,),
    RecordClass.PLACES: (Purpose.LOCATION,),
}
"""Under which of a child's keys the texts of a class are sealed. The record of who looked holds no text and has no key:
it goes month by month, by itself."""

OF_A_CASE = tuple(PURPOSES)
"""The classes that a case has; the last of them to go leaves nothing that could be read."""


class CountedFrom(enum.StrEnum):
    """What the time of a rule is counted from."""

    CLOSED = "closed"
    """the day on which the case was closed"""
    BIRTH = "birth"
    """the child's birth, which nobody may read for this: at the latest, the youngest that the age group allows"""


class HoldGround(enum.StrEnum):
    """Why a case must not be erased, whatever the rules say."""

    CRIMINAL_PROCEEDINGS = "criminal-proceedings"
    COURT_ORDER = "court-order"
    LEGAL_CLAIM = "legal-claim"
    INQUIRY = "inquiry"
    ASKED_BY_THE_CHILD = "asked-by-the-child"
