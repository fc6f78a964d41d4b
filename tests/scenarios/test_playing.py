"""Playing scenarios through real handlers on the log in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.case import decider as case
from domain.codes import Country
from domain.conference import decider as conference
from domain.context import Command, Context
from domain.deciding.handling import Handler, Outcome
from domain.directory import decider as directory
from domain.envelope import Recorded, case_of
from domain.events import Event
from domain.task import decider as task
from domain.task import events as t
from domain.task.clocks import next_step
from infra.memory import MemoryEventStore, MemoryKeys
from infra.scenarios import Played, Scenario, ScenarioRefused, already_played, load_scenarios, play
from infra.vault import Keks, KeyRing
from projections.deadlines import VIEW
from tests.playbook.story import SHIPPED
from tests.scenarios.small import FOLDER, PEOPLE, STORY, read

LAST = datetime(2026, 3, 28, 23, 0, tzinfo=UTC)
SHIPPED_STORIES = load_scenarios(FOLDER, PEOPLE)
WORKING = ("police", "guardian", "carer", "protection", "hotline", "asylum")


class Stage:
    """The log in memory and its handlers."""

    def __init__(self) -> None:
        ring = KeyRing(MemoryKeys(), Keks("test", {"test": bytes(32)}))
        self.store = MemoryEventStore(ring)
        self.handlers: dict[str, Handler[Any, Any]] = {
            "task": Handler(task.DECIDER, self.store),
            "conference": Handler(conference.DECIDER, self.store),
            "file": Handler(case.DECIDER, self.store),
            "agency": Handler(directory.DECIDER, self.store),
        }
        self.idle: list[str] = []
        self.left = 100_000

    async def dispatch(self, originator: str, command: Command, context: Context) -> Outcome[Any]:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        kind = next(part for part in originator.split(".")[::-1] if part in self.handlers)
        outcome = await self.handlers[kind].handle(originator, command, context)
        if not outcome.events:
            self.idle.append(f"{type(command).__name__} on {originator}")
        return outcome

    async def play(self, *stories: Scenario, last: datetime = LAST, whole: bool = False) -> Played:
        return await play(PEOPLE, stories, SHIPPED, self.dispatch, last, whole=whole)

    async def log(self) -> Sequence[Recorded[Event]]:
        facts: list[Recorded[Event]] = []
        follower = self.store.follow(0)
        while len(facts) < await self.store.last_position():
            facts += await anext(follower)
        await follower.aclose()
        return facts

    async def tasks(self) -> dict[str, list[str]]:
        """How the tasks of every agency stand."""
        stands: dict[str, tuple[str, str]] = {}
        for fact in await self.log():
            match fact.event:
                case t.TaskOpened(agency=agency):
                    stands[fact.originator] = (agency, "open")
                case t.TaskClaimed() | t.TaskWentOverdue() | t.TaskHandOverOffered() | t.TaskCompleted():
                    agency, _ = stands[fact.originator]
                    stands[fact.originator] = (agency, fact.name)
                case _:
                    pass
        found: dict[str, list[str]] = {}
        for agency, stand in stands.values():
            found.setdefault(agency, []).append(stand)
        return found


@pytest.mark.parametrize("story", SHIPPED_STORIES, ids=lambda story: story.id)
async def test_a_shipped_story_plays_to_its_end_and_every_step_does_something(story: Scenario) -> None:
    stage = Stage()

    played = await stage.play(story, whole=True)

    assert played.steps == len(story.steps)
    assert played.end == LAST
    assert stage.idle == []


async def test_the_demo_gives_every_working_role_a_board_worth_looking_at() -> None:
    stage = Stage()
    await stage.play(*SHIPPED_STORIES)

    tasks = await stage.tasks()

    for role in WORKING:
        for country in Country:
            board = Counter(tasks[PEOPLE.agencies[f"{role}.{country}"]])
            assert board.total() >= 6, f"{role}.{country}"
            assert board["TaskCompleted"], f"{role}.{country}"
            assert board.total() > board["TaskCompleted"], f"{role}.{country}"
    every = Counter(stand for board in tasks.values() for stand in board)
    assert set(every) == {"open", "TaskClaimed", "TaskWentOverdue", "TaskHandOverOffered", "TaskCompleted"}


async def test_the_demo_stops_while_its_clocks_still_run() -> None:
    stage = Stage()
    await stage.play(*SHIPPED_STORIES)
    clocks: dict[str, Any] = {}
    for fact in await stage.log():
        for key in VIEW.keys(fact):
            clocks[key] = VIEW.evolve(clocks.get(key), fact)

    upcoming = [step[0] for running in clocks.values() if (step := next_step(running))]

    assert min(upcoming) > LAST
    assert sum(at < LAST + timedelta(hours=2) for at in upcoming) > 10


async def test_playing_twice_plays_nothing_twice_even_at_another_time() -> None:
    stage = Stage()
    first = await stage.play(*SHIPPED_STORIES)

    again = await stage.play(*SHIPPED_STORIES, last=LAST + timedelta(days=3))

    assert again.facts == 0
    assert (again.start, again.end) == (first.start, first.end)
    assert await stage.store.last_position() == first.position


@pytest.mark.parametrize("killed_after", [1, 95, 300, 1_111])
async def test_a_playing_that_was_killed_goes_on_where_it_stopped(killed_after: int) -> None:
    whole, stage = Stage(), Stage()
    await whole.play(*SHIPPED_STORIES)
    stage.left = killed_after
    with pytest.raises(KeyboardInterrupt):
        await stage.play(*SHIPPED_STORIES)
    stage.left = 100_000

    await stage.play(*SHIPPED_STORIES, last=LAST + timedelta(minutes=5))

    assert [fact.id for fact in await stage.log()] == [fact.id for fact in await whole.log()]


async def test_it_can_be_asked_whether_the_stories_were_played() -> None:
    stage = Stage()

    assert not await already_played(stage.store, SHIPPED_STORIES)
    await stage.play(*SHIPPED_STORIES)
    assert await already_played(stage.store, SHIPPED_STORIES)
    assert await already_played(stage.store, ())


async def test_everything_is_recorded_in_the_order_of_the_storys_time() -> None:
    stage = Stage()
    played = await stage.play(*SHIPPED_STORIES)

    recorded = [fact.recorded_at for fact in await stage.log()]

    assert recorded == sorted(recorded)
    assert recorded[-1] == played.end


async def test_everything_about_a_child_is_marked_as_an_exercise() -> None:
    stage = Stage()
    await stage.play(*SHIPPED_STORIES)

    marks = {fact.meta.exercise for fact in await stage.log() if case_of(fact.originator)}

    assert marks == {story.exercise for story in SHIPPED_STORIES}


async def test_clocks_run_out_at_their_own_moment_between_two_steps(tmp_path: Path) -> None:
    stage = Stage()
    (story,) = read(tmp_path)
    played = await stage.play(story, whole=True)

    absent = played.start + timedelta(hours=2)
    overdue = [fact.recorded_at for fact in await stage.log() if isinstance(fact.event, t.TaskWentOverdue)]

    assert min(overdue) == absent + timedelta(minutes=30)
    assert max(overdue) < played.end


async def test_a_story_stops_at_its_interesting_moment(tmp_path: Path) -> None:
    (story,) = read(tmp_path)

    played = await Stage().play(story)

    assert played.steps == 2


@pytest.mark.parametrize(
    ("line", "instead", "fault"),
    [
        ('as = "notice-absence"', 'as = "reopen-case"', "small.toml:12: reopen-case by carer2.it: "),
        ('task = "search-site"', 'task = "sing"', "small.toml:23: claim by carer.it: carer.it has no task sing"),
    ],
)
async def test_an_impossible_step_is_refused_with_its_line(tmp_path: Path, line: str, instead: str, fault: str) -> None:
    text = STORY.replace(line, instead)
    if "reopen" in instead:
        head, _, rest = text.partition("[step.data]\n")
        text = head + '[step.data]\nreason = "No."\n' + rest[rest.index("\n[[step]]") :]
    (story,) = read(tmp_path, text)

    with pytest.raises(ScenarioRefused) as refused:
        await Stage().play(story, whole=True)

    assert str(refused.value).startswith(fault)
