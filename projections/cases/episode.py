"""How a disappearance changes the case: its newest episode and the phase.

Invariant: the phase follows from the episode alone, except that a closed case is closed.
"""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from domain.case import events as e
from projections.cases.document import Case, Episode
from projections.kept import keep
from projections.views import Fact


def episode(case: Case, event: e.EpisodeEvent, fact: Fact) -> Case:
    """The case after a fact of an episode; a fact of an episode that is not the newest changes nothing."""
    if isinstance(event, e.AbsenceNoticed):
        return _begun(case, event, fact)
    newest = case.episode
    if newest is None or newest.id != event.episode:
        return case
    after = _after(newest, event, fact)
    return replace(case, episode=after, phase=after.phase if case.status == "open" else case.phase)


def _begun(case: Case, event: e.AbsenceNoticed, fact: Fact) -> Case:
    newest = Episode(
        id=event.episode,
        number=1 if case.episode is None else case.episode.number + 1,
        status="absent",
        since=fact.meta.occurred_at.at,
        country=event.country,
        last_seen_at=event.last_seen_at,
        last_seen_place=keep(fact, "last_seen_place", event.last_seen_place),
    )
    return replace(case, phase=newest.phase, episode=newest, interview=None)


def _after(newest: Episode, event: e.EpisodeEvent, fact: Fact) -> Episode:
    at = fact.meta.occurred_at.at
    match event:
        case e.AbsenceNoticed():
            return newest
        case e.AbsenceResolved():
            return replace(newest, status="resolved", ended_at=at)
        case e.DisappearanceReported(to_agency=to, by_agency=by, channel=channel):
            reported = replace(newest, reported_to=to, reported_by=by, reported_at=at, channel=channel)
            return reported if newest.status == "located" else replace(reported, status="reported")
        case e.DisappearanceReportRefused(agency=agency, reason=reason):
            return replace(newest, status="refused", refused_by=agency, refused_because=reason)
        case e.ChildLocated():
            return _located(newest, event, fact)
        case e.SafeAndWellChecked(result=result):
            return replace(newest, checked=result, checked_at=at)
        case e.EpisodeClosed(outcome=outcome):
            return replace(newest, status="closed", ended_at=at, outcome=outcome)
        case e.EpisodeReopened():
            return _reopened(newest)
        case _:
            assert_never(event)


def _located(newest: Episode, event: e.ChildLocated, fact: Fact) -> Episode:
    return replace(
        newest,
        status="located",
        located_at=fact.meta.occurred_at.at,
        located_in=event.country,
        located_how=event.how,
        located_place=keep(fact, "place", event.place),
    )


def _reopened(newest: Episode) -> Episode:
    return replace(
        newest,
        status="absent" if newest.reported_at is None else "reported",
        located_at=None,
        located_in=None,
        located_how=None,
        located_place=None,
        checked=None,
        checked_at=None,
        ended_at=None,
        outcome=None,
    )
