"""What a command leads to, given what became known and what was asked.

Invariant: a question and its answer are for the two agencies alone, a sighting told in confidence for the protected
circle.
"""

from __future__ import annotations

from typing import assert_never

from domain.case.codes import PROTECTED_CIRCLE
from domain.case.information import commands as c
from domain.case.information import events as e
from domain.case.information import refusals as r
from domain.case.information.points import written
from domain.case.information.state import Request
from domain.case.state import Case
from domain.context import Context
from domain.deciding import Decided, For, check_past, reason_in
from domain.envelope import Audience, AudienceKind
from domain.privacy import Clear


def decide(case: Case, command: c.InformationCommand, context: Context) -> Decided:
    """The facts that *command* leads to, none when there is nothing to do; raises a refusal otherwise."""
    match command:
        case c.RecordSighting():
            return _sight(case, command, context)
        case c.RecordProtectedSighting():
            return _sight_protected(case, command, context)
        case c.RequestInformation():
            return _ask(case, command, context)
        case c.GiveInformation():
            return _give(case, command, context)
        case c.RefuseInformation():
            return _refuse(case, command, context)
        case _:
            assert_never(command)


def _sight(case: Case, command: c.RecordSighting, context: Context) -> Decided:
    check_past(command.seen_at, "seen_at", context)
    if command.sighting in case.information.sightings:
        return ()
    return (
        e.SightingRecorded(
            sighting=command.sighting,
            country=command.country,
            place=Clear(command.place),
            seen_at=command.seen_at,
            note=Clear(command.note),
            source=Clear(command.source),
            point=written(command.point, command.within),
        ),
    )


def _sight_protected(case: Case, command: c.RecordProtectedSighting, context: Context) -> Decided:
    if case.party(context.agency, "agency").role not in PROTECTED_CIRCLE:
        raise r.ProtectedCircleOnly
    check_past(command.seen_at, "seen_at", context)
    if command.sighting in case.information.sightings:
        return ()
    recorded = e.ProtectedSightingRecorded(
        sighting=command.sighting,
        country=command.country,
        place=Clear(command.place),
        seen_at=command.seen_at,
        note=Clear(command.note),
        source=Clear(command.source),
        point=written(command.point, command.within),
    )
    return (For(recorded, Audience(AudienceKind.PROTECTED)),)


def _ask(case: Case, command: c.RequestInformation, context: Context) -> Decided:
    if case.information.find(command.request) is not None:
        return ()
    if command.of_agency == context.agency:
        raise r.AskAnotherAgency("of_agency")
    case.party(command.of_agency, "of_agency")
    asked = e.InformationRequested(
        request=command.request,
        of_agency=command.of_agency,
        by_agency=context.agency,
        question=reason_in("question", command.question),
    )
    return (For(asked, _between(asked)),)


def _between(asked: e.InformationRequested) -> Audience:
    """What is asked tells as much as what is answered, so both stay between the two agencies."""
    return Audience(AudienceKind.NAMED, (asked.by_agency, asked.of_agency))


def _asked_of_me(case: Case, request: str, context: Context) -> Request:
    found = case.information.find(request)
    if found is None:
        raise r.NoSuchRequest("request")
    if found.asked.of_agency != context.agency:
        raise r.NotAskedOfYou
    return found


def _give(case: Case, command: c.GiveInformation, context: Context) -> Decided:
    request = _asked_of_me(case, command.request, context)
    given = e.InformationGiven(
        request=command.request,
        to_agency=request.asked.by_agency,
        answer=reason_in("answer", command.answer),
        legal_basis=command.legal_basis,
    )
    if isinstance(request.answer, e.InformationGiven):
        raise r.AlreadyAnswered
    return (For(given, _between(request.asked)),)


def _refuse(case: Case, command: c.RefuseInformation, context: Context) -> Decided:
    request = _asked_of_me(case, command.request, context)
    match request.answer:
        case e.InformationGiven():
            raise r.AlreadyAnswered
        case e.InformationRefused(ground=ground) if ground is command.ground:
            return ()
        case _:
            return (e.InformationRefused(request=command.request, ground=command.ground, note=Clear(command.note)),)
