"""What can have happened in one disappearance.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from domain.case.codes import AbsenceEnd, Channel, CheckResult, EpisodeOutcome, Located, ReportRefusal
from domain.codes import Country
from domain.events import Event, Upcaster, stored_as
from domain.privacy import NOTHING, Health, Identity, Location, Narrative


@stored_as("AbsenceNoticed")
class AbsenceNoticed(Event, frozen=True, kw_only=True):
    """The child is not where they should be: an episode begins."""

    episode: str
    country: Country
    last_seen_at: datetime | None = None
    last_seen_place: Location = NOTHING
    circumstances: Narrative = NOTHING


@stored_as("AbsenceResolved")
class AbsenceResolved(Event, frozen=True, kw_only=True):
    """The absence ended before anybody took it for a disappearance."""

    episode: str
    how: AbsenceEnd
    note: Narrative = NOTHING


# In the first schema nobody counted what was *answered*, and less was asked.
@stored_as("DisappearanceReported", schema=2, upcasters=(Upcaster(1),))
class DisappearanceReported(Event, frozen=True, kw_only=True):
    """The police agency *to_agency* was told, with what is known; *answered* names the fields that say something."""

    episode: str
    to_agency: str
    by_agency: str
    channel: Channel
    answered: tuple[str, ...] = ()
    clothing: Identity = NOTHING
    companions: Narrative = NOTHING
    circumstances: Narrative = NOTHING
    steps_taken: Narrative = NOTHING
    likely_places: Location = NOTHING
    medical: Health = NOTHING
    last_seen: Location = NOTHING
    means: Narrative = NOTHING
    motives: Narrative = NOTHING
    suspicion: Narrative = NOTHING
    reporter: Identity = NOTHING


@stored_as("ReportSupplemented")
class ReportSupplemented(Event, frozen=True, kw_only=True):
    """What was missing in a report, or has become known since; *answered* names the fields that say something."""

    episode: str
    by_agency: str
    answered: tuple[str, ...] = ()
    clothing: Identity = NOTHING
    companions: Narrative = NOTHING
    circumstances: Narrative = NOTHING
    steps_taken: Narrative = NOTHING
    likely_places: Location = NOTHING
    medical: Health = NOTHING
    last_seen: Location = NOTHING
    means: Narrative = NOTHING
    motives: Narrative = NOTHING
    suspicion: Narrative = NOTHING
    reporter: Identity = NOTHING


@stored_as("DisappearanceReportRefused")
class DisappearanceReportRefused(Event, frozen=True, kw_only=True):
    """The police agency did not take the report; the absence stays open."""

    episode: str
    agency: str
    reason: ReportRefusal
    explanation: Narrative


@stored_as("ChildLocated")
class ChildLocated(Event, frozen=True, kw_only=True):
    """It is known where the child is. How that became known tells of health; that a child died, rules must know."""

    episode: str
    country: Country
    place: Location
    how: Annotated[Health, Located]
    alive: bool = True
    by: str


@stored_as("SafeAndWellChecked")
class SafeAndWellChecked(Event, frozen=True, kw_only=True):
    """Somebody looked after how the child is, or tried to: whether they saw the child, and what they found."""

    episode: str
    seen: bool
    result: Annotated[Health, CheckResult]
    note: Health = NOTHING


@stored_as("EpisodeClosed")
class EpisodeClosed(Event, frozen=True, kw_only=True):
    """The disappearance is over; *exception* says why without a safe-and-well check, where there was none."""

    episode: str
    outcome: Annotated[Health, EpisodeOutcome]
    exception: Narrative = NOTHING


@stored_as("EpisodeReopened")
class EpisodeReopened(Event, frozen=True, kw_only=True):
    """The disappearance turned out not to be over: the child is to be looked for again."""

    episode: str
    reason: Narrative


EpisodeEvent = (
    AbsenceNoticed
    | AbsenceResolved
    | DisappearanceReported
    | ReportSupplemented
    | DisappearanceReportRefused
    | ChildLocated
    | SafeAndWellChecked
    | EpisodeClosed
    | EpisodeReopened
)
