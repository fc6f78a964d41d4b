"""Where the disappearances of a child stand, folded from what happened.

Invariant: the fold is total. Whatever history holds, also what today's rules would refuse, leads to a state.
"""

from __future__ import annotations

from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.case.codes import ReportRefusal
from domain.case.episode.events import (
    AbsenceNoticed,
    AbsenceResolved,
    ChildLocated,
    DisappearanceReported,
    DisappearanceReportRefused,
    EpisodeClosed,
    EpisodeEvent,
    EpisodeReopened,
    ReportSupplemented,
    SafeAndWellChecked,
)


class Report(msgspec.Struct, frozen=True):
    """A police agency was told; *refused* is why it did not take the report, if it did not."""

    agency: str
    refused: ReportRefusal | None = None


class NoEpisode(msgspec.Struct, frozen=True):
    """The child has never been missing."""


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """The child is not where they should be. A refused report leaves it so."""

    noticed: AbsenceNoticed
    reports: tuple[Report, ...] = ()
    reopened: bool = False

    @property
    def reported(self) -> bool:
        """Whether a police agency was told and has not refused."""
        return any(report.refused is None for report in self.reports)

    def report_to(self, agency: str) -> Report | None:
        """The last report to *agency*."""
        return next((report for report in self.reports if report.agency == agency), None)


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """It is known where the child is; *check* is the last safe-and-well check."""

    was: Missing
    located: ChildLocated
    check: SafeAndWellChecked | None = None


class Over(msgspec.Struct, frozen=True):
    """The episode has ended; *was* is how it stood before."""

    was: Missing | Found
    ended: AbsenceResolved | EpisodeClosed


Episode = NoEpisode | Missing | Found | Over


class Episodes(msgspec.Struct, frozen=True):
    """The *current* episode, open or the last there was, and the identifiers of all."""

    current: Episode = NoEpisode()
    known: tuple[str, ...] = ()


def missing(episode: Missing | Found | Over) -> Missing:
    """How the episode stood while the child was looked for."""
    match episode:
        case Missing():
            return episode
        case Found(was=was):
            return was
        case Over(was=was):
            return missing(was)
        case _:
            assert_never(episode)


def evolve(state: Episodes, event: EpisodeEvent) -> Episodes:
    """The episodes after *event*. What does not fit the state leaves it as it is: history is never rejected."""
    if isinstance(event, AbsenceNoticed):
        return Episodes(Missing(noticed=event), (*state.known, event.episode))
    if isinstance(state.current, NoEpisode):
        return state
    return replace(state, current=_evolve(state.current, event))


LaterEvent = (
    AbsenceResolved
    | DisappearanceReported
    | ReportSupplemented
    | DisappearanceReportRefused
    | ChildLocated
    | SafeAndWellChecked
    | EpisodeClosed
    | EpisodeReopened
)


def _evolve(episode: Missing | Found | Over, event: LaterEvent) -> Episode:
    match event:
        case DisappearanceReported():
            return _reported(episode, event) if isinstance(episode, Missing) else episode
        case ReportSupplemented():
            return episode
        case DisappearanceReportRefused():
            return _refused(episode, event) if isinstance(episode, Missing) else episode
        case ChildLocated():
            return episode if isinstance(episode, Over) else Found(was=missing(episode), located=event)
        case SafeAndWellChecked():
            return replace(episode, check=event) if isinstance(episode, Found) else episode
        case AbsenceResolved() | EpisodeClosed():
            return episode if isinstance(episode, Over) else Over(episode, event)
        case EpisodeReopened():
            return replace(missing(episode), reopened=True)
        case _:
            assert_never(event)


def _reported(episode: Missing, event: DisappearanceReported) -> Missing:
    others = tuple(report for report in episode.reports if report.agency != event.to_agency)
    return replace(episode, reports=(*others, Report(event.to_agency)))


def _refused(episode: Missing, event: DisappearanceReportRefused) -> Missing:
    reports = tuple(
        replace(report, refused=event.reason) if report.agency == event.agency else report for report in episode.reports
    )
    return replace(episode, reports=reports)
