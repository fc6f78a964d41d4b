"""Who may know what of a story, by the law of the house as a person would tell it.

What is not for whom is said here by hand, and not asked of the rules that are tried.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace as changed

from domain.auditing.events import RemarkMade
from domain.case import events as e
from domain.codes import Role
from domain.conference.events import ConferenceCalled, FactPinned, FactUnpinned
from domain.envelope import AudienceKind
from domain.events import REGISTER, Event, Unknown
from domain.privacy import Purpose
from projections.views import Fact
from tests.projections.given.facts import sealed
from tests.web.unseen.agencies import AUDITOR, ROLES, TRUSTED


def seen(facts: Sequence[Fact], reader: str) -> list[Fact]:
    """The facts that *reader* may know of, by the law of the house as a person would tell it."""
    return [fact for fact in facts if may_know(fact, facts, reader)]


def otherwise(facts: Sequence[Fact], reader: str) -> list[Fact]:
    """*facts* with other words where *reader* reads none: auditors anywhere, the asylum authority of places."""
    return [changed(fact, event=_otherwise(fact.event, reader)) for fact in facts]


def _otherwise(event: Event, reader: str) -> Event:
    kind = REGISTER.get(event.NAME) if not isinstance(event, Unknown) else None
    if kind is None or ROLES.get(reader, Role.ASYLUM) is not Role.ASYLUM or isinstance(event, RemarkMade):
        return event  # Who learns of a remark reads it.
    shut = {
        field: sealed("said otherwise")
        for field, purpose in kind.private.items()
        if reader not in ROLES or purpose is Purpose.LOCATION
    }
    return changed(event, **shut)


def may_know(fact: Fact, facts: Sequence[Fact], reader: str) -> bool:
    """Whether *reader* may know of *fact*, where these *facts* are all there is."""
    _, case, kind, *_task = fact.originator.split(".")
    of_task = [each for each in facts if each.originator == fact.originator]
    if kind == "task" and any(_names(each.event, reader) for each in of_task):
        return fact.meta.audience.kind is not AudienceKind.PROTECTED or reader in TRUSTED
    if isinstance(fact.event, e.CaseOpened) and any(
        may_know(each, facts, reader) for each in facts if _is_task(each, case) or _asks(each, case, reader)
    ):
        return True  # The number of a case stands in the task that somebody has in it, and in what asks them.
    inside, ever = members(facts, case)
    if isinstance(fact.event, RemarkMade):
        concerned = reader == AUDITOR and any(agency.endswith("-be") for agency in ever)
        return concerned or _asks(fact, case, reader)
    if kind == "conference":
        supervises = reader == AUDITOR and any(agency.endswith("-be") for agency in ever)
        return _may_know_of_meeting(fact, facts, reader, supervises=supervises, inside=reader in inside)
    if reader.startswith("auditor"):
        open_ = fact.meta.audience.kind is AudienceKind.CASE or isinstance(fact.event, e.DisclosureEvent)
        return open_ and any(agency.endswith("-be") for agency in ever)
    if reader not in inside:
        own = reader in ever and isinstance(fact.event, e.CaseOpened | e.AgencyJoined | e.AgencyLeft)
        return own and (isinstance(fact.event, e.CaseOpened) or _names(fact.event, reader))
    match fact.meta.audience.kind:
        case AudienceKind.CASE:
            return True
        case AudienceKind.PROTECTED:
            return reader in TRUSTED
        case _:
            return reader in {*fact.meta.audience.agencies, fact.meta.agency}


def _may_know_of_meeting(fact: Fact, facts: Sequence[Fact], reader: str, *, supervises: bool, inside: bool) -> bool:
    """A conference is known to those who were invited; a pin to those of them who know the fact that it is about."""
    event = fact.event
    if not isinstance(event, FactPinned | FactUnpinned):
        return supervises or (inside and reader in _invited(facts, fact.originator))
    about = next(each for each in facts if each.id == event.fact)
    return inside and reader in _invited(facts, fact.originator) and may_know(about, facts, reader)


def _invited(facts: Sequence[Fact], originator: str) -> set[str]:
    events = [each.event for each in facts if each.originator == originator]
    return {each.agency for event in events if isinstance(event, ConferenceCalled) for each in event.invited}


def _is_task(fact: Fact, case: str) -> bool:
    return fact.originator.startswith(f"case.{case}.task.")


def _asks(fact: Fact, case: str, agency: str) -> bool:
    """Whether it is a remark on the case that asks this agency, whether or not it still takes part."""
    return isinstance(fact.event, RemarkMade) and fact.event.case == case and fact.event.agency == agency


def _names(event: Event, agency: str) -> bool:
    """Whether a task is, or is offered to, this agency because of *event*."""
    return agency in {getattr(event, "agency", None), getattr(event, "to_agency", None)}


def members(facts: Sequence[Fact], case: str) -> tuple[set[str], set[str]]:
    """The agencies that take part in a case, and those that ever did."""
    inside: set[str] = set()
    ever: set[str] = set()
    for fact in [each for each in facts if each.originator == f"case.{case}.file"]:
        if isinstance(fact.event, e.CaseOpened | e.AgencyJoined):
            inside.add(fact.event.agency)
            ever.add(fact.event.agency)
        if isinstance(fact.event, e.AgencyLeft):
            inside.discard(fact.event.agency)
    return inside, ever
