"""How a disappearance changes the case: its newest episode and the phase.

Invariant: the phase follows from the episode alone, except that a closed case is closed.
"""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from domain.case import events as e
from domain.case.episode.state import LaterEvent
from domain.codes import Classification
from domain.events import REGISTER
from projections.cases.document import Case, Episode, Report
from projections.kept import keep
from projections.views import Fact

_TOLD = frozenset(REGISTER[e.ReportSupplemented.NAME].private)


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
    return replace(case, phase=newest.phase, episode=newest, interview=None, called=Classification.UNKNOWN)


def _after(newest: Episode, event: LaterEvent, fact: Fact) -> Episode:
    at = fact.meta.occurred_at.at
    over = newest.status in {"resolved", "closed"}
    match event:
        case e.DisappearanceReported():
            return _reported(_told(newest, event, fact), event, fact)
        case e.DisappearanceReportRefused():
            return _reported(newest, event, fact)
        case e.ReportSupplemented():
            return _told(newest, event, fact)
        case e.ChildLocated():
            return newest if over else _located(newest, event, fact)
        case e.SafeAndWellChecked():
            return _checked(newest, event, fact) if newest.status == "located" else newest
        case e.AbsenceResolved():
            return newest if over else replace(newest, status="resolved", ended_at=at)
        case e.EpisodeClosed(outcome=outcome):
            how = keep(fact, "outcome", outcome)
            return newest if over else replace(newest, status="closed", ended_at=at, outcome=how)
        case e.EpisodeReopened():
            return _searching(_not_located(newest))
        case _:
            assert_never(event)


def _told(newest: Episode, event: e.DisappearanceReported | e.ReportSupplemented, fact: Fact) -> Episode:
    """What the police know by now: each answer as it was given last."""
    kept = {field: keep(fact, field, getattr(event, field)) for field in event.answered if field in _TOLD}
    texts = {**newest.told_texts, **{field: text for field, text in kept.items() if text is not None}}
    return replace(newest, told=tuple(dict.fromkeys((*newest.told, *event.answered))), told_texts=texts)


def _reported(newest: Episode, event: e.DisappearanceReported | e.DisappearanceReportRefused, fact: Fact) -> Episode:
    if newest.phase != "missing":
        return newest
    if isinstance(event, e.DisappearanceReportRefused):
        changed = tuple(
            replace(report, refused=event.reason) if report.to_agency == event.agency else report
            for report in newest.reports
        )
        return _searching(replace(newest, reports=changed))
    told = Report(
        to_agency=event.to_agency, by_agency=event.by_agency, channel=event.channel, at=fact.meta.occurred_at.at
    )
    others = tuple(report for report in newest.reports if report.to_agency != event.to_agency)
    return _searching(replace(newest, reports=(*others, told)))


def _searching(newest: Episode) -> Episode:
    if not newest.reports:
        return replace(newest, status="absent")
    taken = any(report.refused is None for report in newest.reports)
    return replace(newest, status="reported" if taken else "refused")


def _located(newest: Episode, event: e.ChildLocated, fact: Fact) -> Episode:
    return replace(
        _not_located(newest),
        status="located",
        located_at=fact.meta.occurred_at.at,
        located_in=event.country,
        located_how=keep(fact, "how", event.how),
        alive=event.alive,
        located_place=keep(fact, "place", event.place),
    )


def _checked(newest: Episode, event: e.SafeAndWellChecked, fact: Fact) -> Episode:
    result = keep(fact, "result", event.result)
    return replace(newest, checked_at=fact.meta.occurred_at.at, checked_seen=event.seen, checked=result)


def _not_located(newest: Episode) -> Episode:
    return replace(
        newest,
        located_at=None,
        located_in=None,
        located_how=None,
        located_place=None,
        alive=True,
        checked_at=None,
        checked_seen=None,
        checked=None,
        ended_at=None,
        outcome=None,
    )
