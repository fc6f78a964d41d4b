"""How what is known changes the case: alerts, sightings, questions and answers.

Invariant: an alert or a question that is not known here is left as it is; nothing is invented.
"""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from domain.case import events as e
from projections.cases.document import Alert, Case, Request, Sighting
from projections.kept import keep
from projections.views import Fact


def alert(case: Case, event: e.AlertEvent, fact: Fact) -> Case:
    """The case after a fact about an alert."""
    at = fact.meta.occurred_at.at
    before = next((each for each in case.alerts if each.id == event.alert), None)
    others = tuple(each for each in case.alerts if each.id != event.alert)
    match event:
        case e.AlertRequested(alert=id_, kind=kind, of_agency=of, by_agency=by):
            now = Alert(id=id_, kind=kind, state="requested", of_agency=of, by_agency=by, at=at)
        case e.AlertIssued(alert=id_, kind=kind, agency=agency, country=country):
            asked_by = None if before is None else before.by_agency
            now = Alert(id=id_, kind=kind, state="issued", of_agency=agency, by_agency=asked_by, country=country, at=at)
        case e.AlertWithdrawn():
            if before is None:
                return case
            now = replace(before, state="withdrawn", at=at)
        case _:
            assert_never(event)
    return replace(case, alerts=(*others, now))


def information(case: Case, event: e.InformationEvent, fact: Fact) -> Case:
    """The case after a sighting, a question or an answer."""
    at = fact.meta.occurred_at.at
    match event:
        case e.SightingRecorded() | e.ProtectedSightingRecorded():
            return replace(case, sightings=(*case.sightings, _sighting(event, fact)))
        case e.InformationRequested(request=id_, of_agency=of, by_agency=by, question=question):
            asked = Request(id=id_, of_agency=of, by_agency=by, question=keep(fact, "question", question), at=at)
            return replace(case, requests=(*case.requests, asked))
        case e.InformationGiven(request=id_, legal_basis=basis):
            return _answered(case, id_, state="given", ground=None, legal_basis=basis)
        case e.InformationRefused(request=id_, ground=ground):
            return _answered(case, id_, state="refused", ground=ground, legal_basis=None)
        case _:
            assert_never(event)


def _sighting(event: e.SightingRecorded | e.ProtectedSightingRecorded, fact: Fact) -> Sighting:
    return Sighting(
        id=event.sighting,
        protected=isinstance(event, e.ProtectedSightingRecorded),
        country=event.country,
        place=keep(fact, "place", event.place),
        point=keep(fact, "point", event.point),
        seen_at=event.seen_at or fact.meta.occurred_at.at,
        agency=fact.meta.agency,
    )


def _answered(case: Case, request: str, **answer: object) -> Case:
    changed = tuple(replace(each, **answer) if each.id == request else each for each in case.requests)
    return replace(case, requests=changed)
