"""A replayed screen is the screen that was there: the same parts as the page of then, for stories drawn at random."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from domain.envelope import Audience
from projections.views import Fact
from tests.projections.given.facts import START
from tests.web.harness.reading import Page
from tests.web.unseen.agencies import CASES, ROLES
from tests.web.unseen.law import otherwise, seen
from tests.web.unseen.telling import Step, Story, facts_of, numbered, stories
from tests.web.unseen.twins import Answer, Seat, Twin, seat, twins
from tests.web.world import World

CASE = CASES[0]
READERS = (*ROLES, "auditor-be")
PARTS = ("flowing", "identity", "own-tasks", "other-tasks", "clocks", "risk", "alerts", "timeline")
FEW = settings(max_examples=20, phases=set(Phase) - {Phase.explain})


@dataclass(frozen=True)
class Both:
    """A process of then and one of now, and everybody who reads."""

    then: Twin
    now: Twin
    seats: Mapping[str, Seat]
    at: datetime


@pytest.fixture(name="both", scope="module")
async def _both(shared_world: World) -> AsyncIterator[Both]:
    seats = {each: await seat(shared_world, each.replace("-", ".")) for each in READERS}
    async with twins(shared_world) as (then, now):
        yield Both(then, now, seats, shared_world.clock.now())


def story_of(both: Both, story: Story) -> list[Fact]:
    """What happens in one case outside conferences, with duties that all know of: nobody sees less of them later."""
    steps = [
        replace(step, audience=Audience()) if step.task is not None else step
        for step in story.steps
        if isinstance(step, Step) and step.case == 0
    ]
    return facts_of(Story(tuple(steps), story.reader), both.at - START - timedelta(hours=2))


async def ask(twin: Twin, seat: Seat, path: str) -> Answer:
    return await twin.ask("GET", path, seat.headers(path))


def parts(answer: Answer, of: Sequence[str]) -> dict[str, list[tuple[str, str, str]]]:
    """What parts of a page are made of, by id or .class, but for what makes a control work."""
    page = Page(answer.body.decode())
    found = {}
    for part in of:
        whole = next(each for each in page.root.iter() if part in (each.get("id"), f".{each.get('class')}"))
        elements = [each for each in whole.iter() if each.get("type") != "hidden"]
        found[part] = [
            (str(each.tag).replace("form", "div"), each.get("class", ""), " ".join((each.text or "").split()))
            for each in elements
        ]
    return found


SCREENS = {
    "case": (f"/cases/{CASE}", PARTS),
    "lanes": (f"/cases/{CASE}/timeline", ("timeline",)),
    "board": ("/board?scope=team", (".board",)),
}


@FEW
@given(stories(10), st.sampled_from(tuple(ROLES)), st.integers(0, 3), st.sampled_from(tuple(SCREENS)))
async def test_at_each_fact_it_is_what_the_screen_was(
    both: Both, story: Story, reader: str, offset: int, screen: str
) -> None:
    facts, who, (path, of) = story_of(both, story), both.seats[reader], SCREENS[screen]
    both.now.tell(facts, ())
    for fact in facts[offset::4]:
        both.then._at = fact.recorded_at
        both.then.tell(facts[: fact.position], ())
        replayed = await ask(both.now, who, f"/cases/{CASE}/replay?at={fact.id}&screen={screen}")
        inside = (await ask(both.then, who, f"/cases/{CASE}")).status == 200

        if replayed.status == 200 and inside:
            assert parts(replayed, of) == parts(await ask(both.then, who, path), of)
        elif replayed.status == 200:
            assert b"They were not shown this case" in replayed.body


@FEW
@given(stories(10), st.sampled_from(READERS), st.integers(1, 12), st.sampled_from(("", "&screen=board")))
async def test_what_the_reader_may_not_know_of_changes_no_byte_of_a_replay(
    both: Both, story: Story, reader: str, step: int, screen: str
) -> None:
    facts = facts_of(story, both.at - START - timedelta(hours=2))
    for twin, its in ((both.then, facts), (both.now, numbered(otherwise(seen(facts, reader), reader)))):
        twin._at = both.at
        twin.tell(its, ())

    moved = [await ask(twin, both.seats[reader], f"/cases/{CASE}/replay?step={step}") for twin in (both.then, both.now)]
    assert moved[0] == moved[1]
    path = dict(moved[0].headers).get(b"location", b"/cases").decode() + screen
    assert await ask(both.then, both.seats[reader], path) == await ask(both.now, both.seats[reader], path)
