"""What can have happened to the two codes that rules depend on.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
"""

from __future__ import annotations

from domain.codes import AgeBand, Classification
from domain.events import Event, stored_as
from domain.privacy import NOTHING, Narrative


@stored_as("AgeBandRecorded")
class AgeBandRecorded(Event, frozen=True, kw_only=True):
    """How old the child is, as coarsely as rules need it. The date of birth stays sealed."""

    band: AgeBand


@stored_as("AbsenceClassified")
class AbsenceClassified(Event, frozen=True, kw_only=True):
    """What an authority took the absence for. It says how it was dealt with, and not how the child is."""

    episode: str
    classification: Classification
    reason: Narrative = NOTHING


ClassingEvent = AgeBandRecorded | AbsenceClassified
