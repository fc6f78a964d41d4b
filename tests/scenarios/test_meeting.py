"""A story tells of conferences, and what they decide becomes tasks, like everywhere."""

from __future__ import annotations

from domain.conference.following import CODE
from domain.task.events import TaskOpened
from projections.conferences import VIEW
from tests.projections.given.facts import fold
from tests.scenarios.test_playing import SHIPPED_STORIES, Stage


async def test_a_conference_is_held_its_decisions_become_tasks_and_the_next_one_is_called() -> None:
    stage, abena = Stage(), next(story for story in SHIPPED_STORIES if story.id == "abena")
    await stage.play(abena)

    log = await stage.log()
    held, ahead = sorted(fold(VIEW, log).values(), key=lambda each: each.starts_at)
    opened = {fact.event.task for fact in log if isinstance(fact.event, TaskOpened) and fact.event.code == CODE}
    assert opened == {decision.task for decision in held.decisions}
    assert len(opened) == 3
    assert (len(held.pins), len(held.approved_by), held.minutes_stand) == (2, 5, False)
    assert held.minutes is not None
    named = {fact.position: fact.name for fact in log}
    assert [named[held.minutes.first], named[held.minutes.last]] == ["ConferenceBegun", "ConferenceEnded"]
    assert ahead.open
