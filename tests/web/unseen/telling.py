"""Stories of several cases that agencies work on together, and what of them is not for a reader.

What is not for whom is said here by hand, and not asked of the rules that are tried.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from hypothesis import strategies as st
from msgspec.structs import replace as changed

from domain.auditing.events import RemarkMade
from domain.case import codes
from domain.case import events as e
from domain.codes import Country, Role
from domain.envelope import Audience, AudienceKind, Meta, Occurred, Recorded
from domain.events import REGISTER, Event, Unknown
from domain.privacy import Purpose
from domain.task.events import TaskOpened
from projections.views import Fact
from tests.projections.given import cases as c
from tests.projections.given import tasks as t
from tests.projections.given.facts import PROTECTED, START, named, sealed

CASES = ("0190f3a07c1c7c0fa4c36b6f2f6d1e01", "0190f3a07c1c7c0fa4c36b6f2f6d1e11")
TASKS = ("0190f3a07c1c7c0fa4c36b6f2f6d1e02", "0190f3a07c1c7c0fa4c36b6f2f6d1e03")
ROLES = {
    "police-be": Role.POLICE,
    "carer-be": Role.CARER,
    "guardian-be": Role.GUARDIAN,
    "protection-be": Role.PROTECTION,
    "asylum-be": Role.ASYLUM,
    "police-fr": Role.POLICE,
}
COUNTRY = {agency: Country(agency[-2:]) for agency in ROLES}
TRUSTED = frozenset({"police-be", "carer-be", "guardian-be", "protection-be", "police-fr"})
"""The agencies whose role belongs to the protected circle, written down once more."""

READERS = ("asylum-be", "police-be", "guardian-be", "police-fr", "auditor-be", "admin-be")
AGENCIES = st.sampled_from(sorted(ROLES))
TASK = st.integers(0, len(TASKS) - 1)
IN_CONFIDENCE = (c.PROTECTED_SIGHTING, c.TALKED)
OPEN = tuple(each for each in c.EVENTS[1:] if each not in (*IN_CONFIDENCE, c.QUESTION, c.GIVEN, c.NOT_GIVEN))
CONFIDED = Audience(AudienceKind.NAMED, tuple(sorted(TRUSTED)))


EVERYBODY = Audience()


@dataclass(frozen=True)
class Step:
    """Something that happens in a case, or in a task of it, by an agency; for whom."""

    case: int
    event: Event
    by: str
    audience: Audience = EVERYBODY
    task: int | None = None


def _joined(case: int, agency: str) -> Step:
    return Step(case, c.joined(agency, ROLES[agency], COUNTRY[agency]), OPENERS[case])


def _between_two(case: int, asks: str, asked: str) -> tuple[Step, ...]:
    """What one agency asks of another, and is answered."""
    pair = named(*sorted({asks, asked}))
    question = changed(c.QUESTION, by_agency=asks, of_agency=asked)
    given, not_given = changed(c.GIVEN, to_agency=asks), c.NOT_GIVEN
    return tuple(Step(case, event, by, pair) for event, by in ((question, asks), (given, asked), (not_given, asked)))


def _disclosed(case: int, asks: str, asked: str) -> tuple[Step, ...]:
    """That one agency asks for something that was told in confidence, of another, and is refused."""
    what = e.DisclosureRequested(
        disclosure="disclosure-1",
        part=codes.Part.PROTECTED_SIGHTINGS,
        of_agency=asked,
        by_agency=asks,
        purpose=codes.SharedFor.SEARCH,
        legal_basis=codes.LegalBasis.PUBLIC_TASK,
        reason=sealed("asks"),
    )
    refused = e.DisclosureRefused(disclosure="disclosure-1", to_agency=asks, ground=codes.RefusalGround.SECRECY)
    told = Audience(AudienceKind.NAMED, tuple(sorted({*TRUSTED, asks})))
    return Step(case, what, asks, told), Step(case, refused, asked, told)


def _remarked(case: int, asked: str) -> Step:
    """That an auditor asks an agency something; each remark has an identifier of its own."""
    one = f"{1 + 10 * case + sorted(ROLES).index(asked):032x}"
    event = RemarkMade(case=CASES[case], remark=one, by_agency=AUDITOR, agency=asked, words=sealed("asks"))
    return Step(case, event, AUDITOR, named(AUDITOR, asked))


AUDITOR = "auditor-be"
KINDS = ("open", "place", "joined", "left", "confidence", "between", "disclosed", "duty", "task", "task", "remark")
PLACES = (c.SIGHTING, c.PLACED, c.LOCATED, c.noticed())


@st.composite
def steps(draw: st.DrawFn) -> Step:
    """One step that a case can take, for those whom a decider would have it for."""
    case, by, other = draw(st.integers(0, len(CASES) - 1)), draw(AGENCIES), draw(AGENCIES)
    match draw(st.sampled_from(KINDS)):
        case "joined":
            return _joined(case, by)
        case "left":
            return Step(case, c.left(by), by)
        case "confidence":
            return Step(case, draw(st.sampled_from(IN_CONFIDENCE)), by, PROTECTED)
        case "between":
            return draw(st.sampled_from(_between_two(case, by, other)))
        case "disclosed":
            return draw(st.sampled_from(_disclosed(case, by, other)))
        case "remark":
            return _remarked(case, other)
        case "place":
            return Step(case, draw(st.sampled_from(PLACES)), by)
        case "open":
            return Step(case, draw(st.sampled_from(OPEN)), by)
        case "duty":
            audience = draw(st.sampled_from((EVERYBODY, PROTECTED, named(other))))
            return Step(case, t.opened(agency=other), by, audience, draw(TASK))
        case _:
            return Step(case, draw(st.sampled_from(t.EVENTS[2:])), by, task=draw(TASK))


@dataclass(frozen=True)
class Story:
    """What happened, and who reads it."""

    steps: tuple[Step, ...]
    reader: str


@st.composite
def stories(draw: st.DrawFn, most: int = 14) -> Story:
    """Some agencies come together, the reader's among them more often than not; then some things happen.

    What opens tasks comes first, so that there is something to do with them.
    """
    reader = draw(st.sampled_from(("asylum-be", *READERS)))
    inside = draw(st.lists(AGENCIES, max_size=3, unique=True))
    if reader in ROLES and draw(st.integers(0, 3)):
        inside = list(dict.fromkeys([reader, *inside]))
    together = tuple(_joined(case, agency) for case in range(draw(st.integers(1, len(CASES)))) for agency in inside)
    happens = draw(st.lists(steps(), min_size=most // 2, max_size=most))
    happens.sort(key=lambda step: not isinstance(step.event, TaskOpened))
    return Story((*together, *happens), reader)


OPENERS = ("carer-be", "protection-be")
NUMBERS = ("BE-2026-0001", "BE-2026-0002")


def _opening(case: int) -> Step:
    by = OPENERS[case]
    return Step(case, e.CaseOpened(reference=NUMBERS[case], country=Country.BE, agency=by, role=ROLES[by]), by)


def facts_of(story: Story, start: timedelta) -> list[Fact]:
    """The story as facts; what happens to a task before it is opened is left out, and that it is opened again."""
    told = [_opening(case) for case in range(len(CASES))]
    audiences: dict[tuple[int, int], Audience] = {}
    for step in story.steps:
        if step.task is None:
            told.append(step)
        elif isinstance(step.event, TaskOpened) != ((step.case, step.task) in audiences):
            first = audiences.setdefault((step.case, step.task), step.audience)
            told.append(replace(step, audience=first, event=_of(step.event, step.case, step.task)))
    return numbered([_fact(number, step, start) for number, step in enumerate(told, 1)])


def task_of(case: int, task: int) -> str:
    return TASKS[task][:-2] + f"{case}{task}"


def _of(event: Event, case: int, task: int) -> Event:
    if not isinstance(event, TaskOpened):
        return event
    return changed(event, case=CASES[case], task=task_of(case, task), reference=NUMBERS[case])


def _fact(number: int, step: Step, start: timedelta) -> Fact:
    at = START + start + number * timedelta(minutes=1)
    part = "file" if step.task is None else f"task.{task_of(step.case, step.task)}"
    return Recorded(
        id=f"{number:032x}",
        originator=f"case.{CASES[step.case]}.{'audit' if isinstance(step.event, RemarkMade) else part}",
        version=0,
        position=0,
        schema=1,
        recorded_at=at,
        meta=Meta(
            occurred_at=Occurred(at - timedelta(minutes=1)),
            actor=step.by,
            agency=step.by,
            purpose="protection",
            legal_basis="vital interests",
            jurisdiction=Country.BE,
            audience=step.audience,
            command_id=f"command-{number}",
        ),
        event=step.event,
    )


def numbered(facts: Sequence[Fact]) -> list[Fact]:
    """*facts* with the places they have in a log that holds these and no others."""
    versions = Counter[str]()
    found = []
    for position, fact in enumerate(facts, 1):
        versions[fact.originator] += 1
        found.append(changed(fact, position=position, version=versions[fact.originator]))
    return found


def seen(facts: Sequence[Fact], reader: str) -> list[Fact]:
    """The facts that *reader* may know of, by the law of the house as a person would tell it."""
    return [fact for fact in facts if _may_know(fact, facts, reader)]


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


def _may_know(fact: Fact, facts: Sequence[Fact], reader: str) -> bool:
    _, case, kind, *_task = fact.originator.split(".")
    of_task = [each for each in facts if each.originator == fact.originator]
    if kind == "task" and any(_names(each.event, reader) for each in of_task):
        return fact.meta.audience.kind is not AudienceKind.PROTECTED or reader in TRUSTED
    if isinstance(fact.event, e.CaseOpened) and any(
        _may_know(each, facts, reader) for each in facts if _is_task(each, case) or _asks(each, case, reader)
    ):
        return True  # The number of a case stands in the task that somebody has in it, and in what asks them.
    inside, ever = _members([each for each in facts if each.originator == f"case.{case}.file"])
    if isinstance(fact.event, RemarkMade):
        concerned = reader == AUDITOR and any(agency.endswith("-be") for agency in ever)
        return concerned or _asks(fact, case, reader)
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


def _is_task(fact: Fact, case: str) -> bool:
    return fact.originator.startswith(f"case.{case}.task.")


def _asks(fact: Fact, case: str, agency: str) -> bool:
    """Whether it is a remark on the case that asks this agency, whether or not it still takes part."""
    return isinstance(fact.event, RemarkMade) and fact.event.case == case and fact.event.agency == agency


def _names(event: Event, agency: str) -> bool:
    """Whether a task is, or is offered to, this agency because of *event*."""
    return agency in {getattr(event, "agency", None), getattr(event, "to_agency", None)}


def _members(facts: Sequence[Fact]) -> tuple[set[str], set[str]]:
    inside: set[str] = set()
    ever: set[str] = set()
    for fact in facts:
        if isinstance(fact.event, e.CaseOpened | e.AgencyJoined):
            inside.add(fact.event.agency)
            ever.add(fact.event.agency)
        if isinstance(fact.event, e.AgencyLeft):
            inside.discard(fact.event.agency)
    return inside, ever
