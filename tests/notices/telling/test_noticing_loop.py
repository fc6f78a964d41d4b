"""The noticing loop: a fact leads to a message that is kept, once, whatever is killed in between."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, timedelta
from typing import Any

import pytest

from domain.notice.delivering import Delivery
from domain.notice.wishes import Kind, Quiet, Wishes
from domain.ports import StoreAway
from infra.memory import MemoryKeys
from infra.notices.messages import StreamMessages
from projections.views import Fact, View
from tests.notices.parts import Chosen, Post
from tests.playbook.rehearsal import HandClock, Positions
from tests.projections.given.facts import START, fold
from tests.projections.noticing.test_noticing import LATE, SOON, TWO, Story
from workers.notifying.noticing import HORIZON, NAME, PAUSE, Noticing


class Views:
    """All views, folded from the facts so far; *behind* views have not seen the newest."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.facts = facts
        self.behind = 0
        self.breaks_at = 0

    def get(self, view: View[Any], key: str) -> Any:
        return fold(view, self.facts).get(key)

    async def reached(self, view: View[Any], position: int, within: float = 5.0) -> None:
        assert (view.name, within) != ("", 0)
        if position == self.breaks_at:
            raise LookupError("nobody foresaw this")
        if self.behind and position:
            self.behind -= 1
            raise TimeoutError

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"nobody asks for {name}")


class Desk:
    """A loop over the facts of a story, and what it keeps."""

    def __init__(self, story: Story, *gone: str) -> None:
        self.log = story.log
        self.views, self.chosen, self.post = Views(story.log.facts), Chosen(), Post()
        self.post.gone = set(gone)
        self.messages, self.positions = StreamMessages(MemoryKeys()), Positions()
        self.clock, self.heard, self.paused = HandClock(START + timedelta(hours=1)), 0, list[timedelta]()
        self.restart()

    def restart(self) -> None:
        self.loop = Noticing(
            self.log,
            self.views,
            self.messages,
            self.chosen,
            self.post,
            self.clock,
            self.positions,
            self.pause,
            self.hear,
        )

    async def pause(self, span: timedelta) -> None:
        self.paused.append(span)

    def hear(self) -> None:
        self.heard += 1

    async def take(self) -> list[str]:
        """Who is to be told after the facts so far."""
        await self.loop.take(self.log.facts)
        return sorted(f"{each.kind} {each.member}" for each in await self.messages.waiting())


async def test_a_fact_leads_to_messages_and_the_position_is_remembered() -> None:
    desk = Desk(Story(*TWO).told(SOON))

    assert await desk.take() == ["urgent p1", "urgent p2"]
    assert (desk.positions.get(NAME), desk.heard) == (len(desk.log.facts), 2)


async def test_the_same_facts_taken_again_lead_to_nothing_more() -> None:
    desk = Desk(Story(*TWO).told(SOON))
    await desk.take()
    desk.restart()

    assert await desk.take() == ["urgent p1", "urgent p2"]
    assert desk.heard == 2


async def test_a_kill_before_the_position_is_remembered_tells_nobody_twice() -> None:
    desk = Desk(Story(*TWO).told(SOON))
    desk.positions.broken = True
    with pytest.raises(KeyboardInterrupt):
        await desk.take()
    desk.positions.broken = False
    desk.restart()

    await desk.take()

    assert (desk.heard, desk.positions.get(NAME)) == (2, len(desk.log.facts))


async def test_each_fact_is_told_for_itself() -> None:
    desk = Desk(Story(*TWO).told(SOON, LATE))

    assert await desk.take() == ["urgent p1", "urgent p1", "urgent p2", "urgent p2"]


async def test_a_lost_position_and_an_old_log_tell_nobody_of_last_month() -> None:
    desk = Desk(Story(*TWO).told(SOON))
    desk.clock.on(HORIZON)

    assert await desk.take() == []
    assert desk.positions.get(NAME) == len(desk.log.facts)


async def test_what_a_person_does_not_wish_is_not_kept() -> None:
    desk = Desk(Story(*TWO).told(SOON))
    desk.chosen.by["p1"] = Wishes(kinds=(Kind.EMERGENCY,))

    assert await desk.take() == ["urgent p2"]


async def test_where_there_is_no_mail_no_mail_is_kept() -> None:
    assert await Desk(Story(*TWO).told(SOON), "mail").take() == []


async def test_quiet_hours_are_those_of_the_zone_of_the_agency_until_somebody_chooses_another() -> None:
    desk = Desk(Story(*TWO).told(SOON))
    night = Quiet(time(21), time(6))
    desk.chosen.by["p1"], desk.chosen.by["p2"] = Wishes(quiet=night), Wishes(quiet=night, zone="Europe/Athens")

    await desk.take()

    due = {each.member: each.due for each in await desk.messages.waiting()}
    assert (due["p1"] - START, due["p2"] - START) == (timedelta(hours=10), timedelta(hours=8))


async def test_a_zone_that_this_machine_does_not_know_is_that_of_the_agency() -> None:
    desk = Desk(Story(*TWO).told(SOON))
    desk.chosen.by["p1"] = Wishes(zone="Mars/Olympus")

    assert await desk.take() == ["urgent p1", "urgent p2"]


async def test_a_fact_about_which_something_fails_is_passed_by_and_the_next_is_told() -> None:
    desk = Desk(Story(*TWO).told(SOON, LATE))
    desk.views.breaks_at = len(desk.log.facts) - 1

    assert await desk.take() == ["urgent p1", "urgent p2"]
    assert (desk.loop.passed_by, desk.positions.get(NAME)) == (1, len(desk.log.facts))


class Shut(StreamMessages):
    """A store that is away once."""

    away = True

    async def add(self, delivery: Delivery) -> bool:
        if self.away:
            self.away = False
            raise StoreAway("gone")
        return await super().add(delivery)


@pytest.mark.parametrize("late", [0, 2])
async def test_views_and_stores_are_waited_for_from_the_remembered_position(late: int) -> None:
    desk = Desk(Story(*TWO).told(SOON))
    desk.messages, desk.views.behind = Shut(MemoryKeys()), late
    desk.restart()
    desk.positions.broken = True

    with pytest.raises(KeyboardInterrupt):
        await desk.loop.run()

    assert desk.paused == [PAUSE] * (late + 1)
    assert len(await desk.messages.waiting()) == 2
