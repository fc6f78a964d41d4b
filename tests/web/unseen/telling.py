"""Stories of several cases that agencies work on together, and of conferences about them.

For whom something is is said here by hand, and not asked of the rules that are tried; only of what is said in a
conference it is asked, of the decider.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import zip_longest

from hypothesis import strategies as st
from msgspec.structs import replace as changed

from domain.auditing.events import RemarkMade
from domain.case import codes
from domain.case import events as e
from domain.codes import Country
from domain.envelope import Audience, AudienceKind
from domain.events import Event
from domain.task.events import TaskOpened
from projections.views import Fact
from tests.projections.given import cases as c
from tests.projections.given import tasks as t
from tests.projections.given.facts import PROTECTED, START, named, sealed
from tests.web.unseen.agencies import (
    AUDITOR,
    CASES,
    COUNTRY,
    NUMBERS,
    OPENERS,
    READERS,
    ROLES,
    TASKS,
    TRUSTED,
    task_of,
)
from tests.web.unseen.meeting import Wish, granted, meetings, moved
from tests.web.unseen.recording import circumstances, recorded

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
    """What one agency asks of another, and is answered; between other two it is another question."""
    pair, request = named(*sorted({asks, asked})), f"request-{asks}-{asked}"
    question = changed(c.QUESTION, request=request, by_agency=asks, of_agency=asked)
    given, not_given = changed(c.GIVEN, request=request, to_agency=asks), changed(c.NOT_GIVEN, request=request)
    return tuple(Step(case, event, by, pair) for event, by in ((question, asks), (given, asked), (not_given, asked)))


def _disclosed(case: int, asks: str, asked: str) -> tuple[Step, ...]:
    """That one agency asks for something that was told in confidence, of another, and is refused."""
    one = f"disclosure-{asks}-{asked}"
    what = e.DisclosureRequested(
        disclosure=one,
        part=codes.Part.PROTECTED_SIGHTINGS,
        of_agency=asked,
        by_agency=asks,
        purpose=codes.SharedFor.SEARCH,
        legal_basis=codes.LegalBasis.PUBLIC_TASK,
        reason=sealed("asks"),
    )
    refused = e.DisclosureRefused(disclosure=one, to_agency=asks, ground=codes.RefusalGround.SECRECY)
    told = Audience(AudienceKind.NAMED, tuple(sorted({*TRUSTED, asks})))
    return Step(case, what, asks, told), Step(case, refused, asked, told)


def _remarked(case: int, asked: str) -> Step:
    """That an auditor asks an agency something; each remark has an identifier of its own."""
    one = f"{1 + 10 * case + sorted(ROLES).index(asked):032x}"
    event = RemarkMade(case=CASES[case], remark=one, by_agency=AUDITOR, agency=asked, words=sealed("asks"))
    return Step(case, event, AUDITOR, named(AUDITOR, asked))


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

    steps: tuple[Step | Wish, ...]
    reader: str


@st.composite
def stories(draw: st.DrawFn, most: int = 14) -> Story:
    """Some agencies come together, the reader's among them more often than not; then some things happen.

    What opens tasks comes first, so that there is something to do with them.
    """
    wishes = draw(meetings())
    reader = draw(st.sampled_from((*["asylum-be"] * (2 if wishes else 1), *READERS)))
    inside = draw(st.lists(AGENCIES, min_size=1 if wishes else 0, max_size=3, unique=True))
    if reader in ROLES and draw(st.integers(0, 3)):
        inside = list(dict.fromkeys([reader, *inside]))
    cases = max(draw(st.integers(1, len(CASES))), *(1 + wish.case for wish in wishes), 1)
    together = tuple(_joined(case, agency) for case in range(cases) for agency in inside)
    happens = draw(st.lists(steps(), min_size=most // 2, max_size=most))
    happens.sort(key=lambda step: not isinstance(step.event, TaskOpened))
    confided = tuple(draw(st.sampled_from(_told_to_few(wish.case))) for wish in wishes[:1])
    return Story((*together, *confided, *_in_turn(happens, wishes)), reader)


def _told_to_few(case: int) -> tuple[Step, ...]:
    """What a conference may have to be silent about before some of those at its table."""
    by = OPENERS[case]
    confided = (Step(case, event, by, PROTECTED) for event in IN_CONFIDENCE)
    return (*confided, *_between_two(case, by, "police-be"))


def _in_turn(happens: Sequence[Step], wishes: Sequence[Wish]) -> list[Step | Wish]:
    """What happens in the cases, and what is asked of a conference meanwhile."""
    return [each for pair in zip_longest(happens, wishes) for each in pair if each is not None]


def _opening(case: int) -> Step:
    by = OPENERS[case]
    return Step(case, e.CaseOpened(reference=NUMBERS[case], country=Country.BE, agency=by, role=ROLES[by]), by)


def facts_of(story: Story, start: timedelta) -> list[Fact]:
    """The story as facts; what happens to a task before it is opened is left out, and that it is opened again.

    What a conference refuses is left out as well; what follows from what it decides is told with it.
    """
    facts: list[Fact] = []
    audiences: dict[tuple[int, int], Audience] = {}
    for step in (*map(_opening, range(len(CASES))), *story.steps):
        at = START + start + (len(facts) + 1) * timedelta(minutes=1)
        if isinstance(step, Wish):
            facts += granted(step, facts, at)
        elif step.task is None:
            facts.append(_fact(len(facts) + 1, step, at))
        elif isinstance(step.event, TaskOpened) != ((step.case, step.task) in audiences):
            first = audiences.setdefault((step.case, step.task), step.audience)
            told = replace(step, audience=first, event=_of(step.event, step.case, step.task))
            facts.append(_fact(len(facts) + 1, told, at))
    return numbered(facts)


def _of(event: Event, case: int, task: int) -> Event:
    if not isinstance(event, TaskOpened):
        return event
    return changed(event, case=CASES[case], task=task_of(case, task), reference=NUMBERS[case])


def _fact(number: int, step: Step, at: datetime) -> Fact:
    part = "file" if step.task is None else f"task.{task_of(step.case, step.task)}"
    originator = f"case.{CASES[step.case]}.{'audit' if isinstance(step.event, RemarkMade) else part}"
    return recorded(number, originator, step.event, circumstances(step.by, at, number).meta(step.audience), at)


def numbered(facts: Sequence[Fact]) -> list[Fact]:
    """*facts* with the places they have in a log that holds these and no others."""
    versions = Counter[str]()
    places = {fact.position: place for place, fact in enumerate(facts, 1)}
    found = []
    for fact in facts:
        versions[fact.originator] += 1
        event = moved(fact.event, places)
        found.append(changed(fact, position=places[fact.position], version=versions[fact.originator], event=event))
    return found
