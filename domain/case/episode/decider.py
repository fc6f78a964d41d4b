"""What a command leads to, given where the disappearances of a child stand.

Invariant: at most one episode is open, and none closes unless somebody saw the child or answers for closing.
"""

from __future__ import annotations

from typing import assert_never

from domain.case.codes import SEEN, Located
from domain.case.episode import commands as c
from domain.case.episode import events as e
from domain.case.episode import refusals as r
from domain.case.episode.reporting import refuse, report, supplement
from domain.case.episode.state import Found, Missing, NoEpisode, Over, missing
from domain.case.state import Case
from domain.context import Context
from domain.deciding import Decided, check_past, reason_in
from domain.privacy import Clear


def decide(case: Case, command: c.EpisodeCommand, context: Context) -> Decided:
    """The facts that *command* leads to, none when there is nothing to do; raises a refusal otherwise."""
    match command:
        case c.NoticeAbsence():
            return _notice(case, command, context)
        case c.ResolveAbsence():
            return _resolve(case, command)
        case c.ReportDisappearance():
            return report(case, command, context)
        case c.SupplementReport():
            return supplement(case, command, context)
        case c.RefuseReport():
            return refuse(case, command, context)
        case c.LocateChild():
            return _locate(case, command, context)
        case c.CheckSafeAndWell():
            return _check(case, command)
        case c.CloseEpisode():
            return _close(case, command)
        case c.ReopenEpisode():
            return _reopen(case, command)
        case _:
            assert_never(command)


def _notice(case: Case, command: c.NoticeAbsence, context: Context) -> Decided:
    check_past(command.last_seen_at, "last_seen_at", context)
    if command.episode in case.episodes.known:
        return ()
    if isinstance(case.episodes.current, Missing | Found):
        raise r.EpisodeOpen
    return (
        e.AbsenceNoticed(
            episode=command.episode,
            country=command.country,
            last_seen_at=command.last_seen_at,
            last_seen_place=Clear(command.last_seen_place),
            circumstances=Clear(command.circumstances),
        ),
    )


def _resolve(case: Case, command: c.ResolveAbsence) -> Decided:
    match case.episodes.current:
        case Missing(reported=True):
            raise r.AlreadyReported
        case Missing(noticed=noticed):
            return (e.AbsenceResolved(episode=noticed.episode, how=command.how, note=Clear(command.note)),)
        case Over(ended=e.AbsenceResolved(how=how)) if how is command.how:
            return ()
        case Found():
            raise r.AlreadyLocated
        case _:
            raise r.NoAbsenceNoticed


def _locate(case: Case, command: c.LocateChild, context: Context) -> Decided:
    match case.episodes.current:
        case Missing(noticed=noticed):
            located = e.ChildLocated(
                episode=noticed.episode,
                country=command.country,
                place=Clear(command.place),
                how=Clear(command.how.value),
                alive=command.how is not Located.DECEASED,
                by=context.agency,
            )
            return (located,)
        case Found():
            raise r.AlreadyLocated
        case _:
            raise r.NoAbsenceNoticed


def _check(case: Case, command: c.CheckSafeAndWell) -> Decided:
    match case.episodes.current:
        case Found(located=located):
            return (_checked(located.episode, command),)
        case Missing():
            raise r.NotLocatedYet
        case _:
            raise r.NoAbsenceNoticed


def _checked(episode: str, command: c.CheckSafeAndWell) -> e.SafeAndWellChecked:
    return e.SafeAndWellChecked(
        episode=episode,
        seen=command.result in SEEN,
        result=Clear(command.result.value),
        note=Clear(command.note),
    )


def _close(case: Case, command: c.CloseEpisode) -> Decided:
    match case.episodes.current:
        case Found(check=e.SafeAndWellChecked(seen=True), located=located):
            return (_closed(located.episode, command),)
        case Missing() | Found() as current:
            if not command.exception.strip():
                raise r.SafeAndWellFirst("exception")
            return (_closed(missing(current).noticed.episode, command),)
        case _:
            raise r.NoAbsenceNoticed


def _closed(episode: str, command: c.CloseEpisode) -> e.EpisodeClosed:
    return e.EpisodeClosed(episode=episode, outcome=Clear(command.outcome.value), exception=Clear(command.exception))


def _reopen(case: Case, command: c.ReopenEpisode) -> Decided:
    reason = reason_in("reason", command.reason)
    match case.episodes.current:
        case Over(ended=ended):
            return (e.EpisodeReopened(episode=ended.episode, reason=reason),)
        case Missing(reopened=True):
            return ()
        case NoEpisode():
            raise r.NoEpisodeYet
        case _:
            raise r.EpisodeNotClosed
