"""What can be asked about a disappearance.

Invariant: a command says everything its decision needs that history and circumstances do not.
"""

from __future__ import annotations

from domain.case.codes import AbsenceEnd, Channel, CheckResult, EpisodeOutcome, Located, ReportRefusal
from domain.codes import Country
from domain.context import Command, MaybeText, Moment, NewId, Text, Token


class NoticeAbsence(Command, frozen=True, kw_only=True):
    """Say that the child is not where they should be."""

    episode: NewId
    country: Country
    last_seen_at: Moment | None = None
    last_seen_place: MaybeText = ""
    circumstances: MaybeText = ""


class ResolveAbsence(Command, frozen=True, kw_only=True):
    """Say that it was no disappearance."""

    how: AbsenceEnd
    note: MaybeText = ""


class ReportDisappearance(Command, frozen=True, kw_only=True):
    """Tell a police agency of the case, with what is known."""

    to_agency: Token
    channel: Channel
    clothing: MaybeText = ""
    companions: MaybeText = ""
    circumstances: MaybeText = ""
    steps_taken: MaybeText = ""
    likely_places: MaybeText = ""
    medical: MaybeText = ""
    last_seen: MaybeText = ""
    means: MaybeText = ""
    motives: MaybeText = ""
    suspicion: MaybeText = ""
    reporter: MaybeText = ""


class SupplementReport(Command, frozen=True, kw_only=True):
    """Add to a report what was not known when it was made; what is left empty stays as it was told."""

    clothing: MaybeText = ""
    companions: MaybeText = ""
    circumstances: MaybeText = ""
    steps_taken: MaybeText = ""
    likely_places: MaybeText = ""
    medical: MaybeText = ""
    last_seen: MaybeText = ""
    means: MaybeText = ""
    motives: MaybeText = ""
    suspicion: MaybeText = ""
    reporter: MaybeText = ""


class RefuseReport(Command, frozen=True, kw_only=True):
    """Do not take the report, and say why."""

    reason: ReportRefusal
    explanation: Text


class LocateChild(Command, frozen=True, kw_only=True):
    """Say where the child is."""

    country: Country
    place: Text
    how: Located


class CheckSafeAndWell(Command, frozen=True, kw_only=True):
    """Say how the child is."""

    result: CheckResult
    note: MaybeText = ""


class CloseEpisode(Command, frozen=True, kw_only=True):
    """Say that the disappearance is over; *exception* where nobody could check that the child is safe and well."""

    outcome: EpisodeOutcome
    exception: MaybeText = ""


class ReopenEpisode(Command, frozen=True, kw_only=True):
    """Say that the disappearance is not over."""

    reason: Text


EpisodeCommand = (
    NoticeAbsence
    | ResolveAbsence
    | ReportDisappearance
    | SupplementReport
    | RefuseReport
    | LocateChild
    | CheckSafeAndWell
    | CloseEpisode
    | ReopenEpisode
)
