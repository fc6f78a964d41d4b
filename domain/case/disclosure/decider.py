"""What a command leads to, given which parts are walled off from whom and what was asked before.

Invariant: nobody decides about what they asked for or what is walled off from them; a grant has a purpose, a basis and
an end. What is told about a confidence is for those who may know of it, and for who asked.
"""

from __future__ import annotations

from datetime import timedelta
from typing import assert_never

from domain.case.codes import PROTECTED_CIRCLE, LegalBasis, Part
from domain.case.coordination.state import Party
from domain.case.disclosure import commands as c
from domain.case.disclosure import events as e
from domain.case.disclosure import refusals as r
from domain.case.disclosure.parts import CONFIDENCES, WITH_SUBJECT, by_a_court_only, deciding_roles, shut_to
from domain.case.disclosure.state import Disclosure
from domain.case.episode.state import Found, Over
from domain.case.state import Case
from domain.codes import Country
from domain.context import Context
from domain.deciding import Decided, For, reason_in
from domain.envelope import Audience, AudienceKind
from domain.events import Event
from domain.privacy import Clear

LASTS = timedelta(days=3)
"""How long somebody reads where nobody says until when."""

AT_MOST = timedelta(days=30)
"""A need that lasts longer is looked at again."""


def decide(case: Case, command: c.DisclosureCommand, context: Context) -> Decided:
    """The facts that *command* leads to, none when there is nothing to do; raises a refusal otherwise."""
    match command:
        case c.RequestDisclosure():
            return _ask(case, command, context)
        case c.GrantDisclosure():
            return _grant(case, command, context)
        case c.RefuseDisclosure():
            return _refuse(case, command, context)
        case c.RecallDisclosure():
            return _recall(case, command, context)
        case c.ExpireDisclosure():
            return _expire(case, command, context)
        case _:
            assert_never(command)


def deciders(case: Case, part: Part, asking: str) -> tuple[Party, ...]:
    """The agencies of *case* that decide whether *asking* reads *part*."""
    found = found_in(case)
    others = [p for p in case.coordination.parties if p.agency != asking and not shut_to(part, p.role, found)]
    roles = deciding_roles(part, frozenset(party.role for party in others))
    return tuple(party for party in others if party.role in roles)


def found_in(case: Case) -> Country | None:
    """The country in which the child was found last, None where they were not."""
    current = case.episodes.current
    was = current.was if isinstance(current, Over) else current
    return was.located.country if isinstance(was, Found) else None


def _ask(case: Case, command: c.RequestDisclosure, context: Context) -> Decided:
    if case.disclosures.find(command.disclosure) is not None:
        return ()
    me = case.party(context.agency, "agency")
    if not shut_to(command.part, me.role, found_in(case)):
        raise r.OpenToYou("part")
    if command.part in WITH_SUBJECT and command.subject not in case.information.sightings:
        raise r.SubjectNeeded("subject")
    if command.part not in WITH_SUBJECT and command.subject is not None:
        raise r.NoSubject("subject")
    if command.of_agency not in {party.agency for party in deciders(case, command.part, me.agency)}:
        raise r.DoesNotDecide("of_agency")
    if any(_same(one, command, context) for one in case.disclosures.each):
        raise r.AskedForAlready
    asked = e.DisclosureRequested(
        disclosure=command.disclosure,
        part=command.part,
        subject=command.subject,
        of_agency=command.of_agency,
        by_agency=context.agency,
        purpose=command.purpose,
        legal_basis=command.legal_basis,
        reason=reason_in("reason", command.reason),
    )
    return (_told(case, asked, asked),)


def _same(one: Disclosure, command: c.RequestDisclosure, context: Context) -> bool:
    """Whether the agency has asked for just this before, and waits or reads."""
    same = (one.asked.by_agency, one.asked.part, one.asked.subject) == (context.agency, command.part, command.subject)
    return same and (one.waits or one.runs(context.now))


def _told(case: Case, asked: e.DisclosureRequested, event: Event) -> Event | For:
    """*event* for the whole case, or of a confidence for those who may know that there is one, and for who asked."""
    if asked.part not in CONFIDENCES:
        return event
    inside = {party.agency for party in case.coordination.parties if party.role in PROTECTED_CIRCLE}
    return For(event, Audience(AudienceKind.NAMED, tuple(sorted({*inside, asked.by_agency}))))


def _to_decide(case: Case, disclosure: str, context: Context) -> Disclosure:
    found = case.disclosures.find(disclosure)
    if found is None:
        raise r.NoSuchDisclosure("disclosure")
    who = {party.agency for party in deciders(case, found.asked.part, found.asked.by_agency)}
    if context.agency not in who:
        raise r.NotYoursToDecide
    return found


def _grant(case: Case, command: c.GrantDisclosure, context: Context) -> Decided:
    found = _to_decide(case, command.disclosure, context)
    asked = found.asked
    if found.over or isinstance(found.answer, e.DisclosureGranted):
        raise r.DecidedAlready
    if asked.part is not Part.PROTECTED_SIGHTINGS and command.only is not None:
        raise r.NoSubject("only")
    if command.only is not None and command.only not in case.information.sightings:
        raise r.SubjectNeeded("only")
    role = case.party(asked.by_agency, "disclosure").role
    court = by_a_court_only(asked.part, role, found_in(case))
    if court and command.legal_basis is not LegalBasis.COURT_AUTHORISATION:
        raise r.CourtAuthorises("legal_basis")
    until = command.ends or context.now + LASTS
    if until <= context.now:
        raise r.EndsBefore("ends")
    if until > context.now + AT_MOST:
        raise r.LastsTooLong("ends")
    granted = e.DisclosureGranted(
        disclosure=asked.disclosure,
        part=asked.part,
        subject=asked.subject or command.only,
        to_agency=asked.by_agency,
        by_agency=context.agency,
        until=until,
        legal_basis=command.legal_basis,
        conditions=Clear(command.conditions),
    )
    return (_told(case, asked, granted),)


def _refuse(case: Case, command: c.RefuseDisclosure, context: Context) -> Decided:
    found = _to_decide(case, command.disclosure, context)
    if isinstance(found.answer, e.DisclosureRefused) and found.answer.ground is command.ground:
        return ()
    if found.over or isinstance(found.answer, e.DisclosureGranted):
        raise r.DecidedAlready
    asked = found.asked
    refused = e.DisclosureRefused(
        disclosure=asked.disclosure, to_agency=asked.by_agency, ground=command.ground, note=Clear(command.note)
    )
    return (_told(case, asked, refused),)


def _recall(case: Case, command: c.RecallDisclosure, context: Context) -> Decided:
    found = _to_decide(case, command.disclosure, context)
    if not found.runs(context.now):
        raise r.NotOpen("disclosure")
    reason, asked = reason_in("reason", command.reason), found.asked
    recalled = e.DisclosureRecalled(disclosure=asked.disclosure, to_agency=asked.by_agency, reason=reason)
    return (_told(case, asked, recalled),)


def _expire(case: Case, command: c.ExpireDisclosure, context: Context) -> Decided:
    found = case.disclosures.find(command.disclosure)
    granted = found is not None and not found.over and isinstance(found.answer, e.DisclosureGranted)
    if found is None or not granted or found.runs(context.now):
        return ()
    asked = found.asked
    expired = e.DisclosureExpired(disclosure=asked.disclosure, to_agency=asked.by_agency)
    return (_told(case, asked, expired),)
