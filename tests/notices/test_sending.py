"""The sending loop: what waits goes out at least once, and as seldom as can be."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from domain.notice.delivering import FIRST, GATHER, GIVEN_UP_AFTER, LEASE, Delivery, Outcome
from domain.notice.wishes import Wishes
from domain.ports import StoreAway
from infra.memory import MemoryKeys
from infra.notices.messages import StreamMessages
from tests.notices.parts import LATER, NEVER, PHONE, TAKEN, Chosen, Clock, Post, message
from workers.notifying.sending import Sending


class Office:
    """Messages, people, ways, and a loop that sends."""

    def __init__(self, post: Post | None = None) -> None:
        self.clock, self.chosen, self.post = Clock(), Chosen(), post or Post()
        self.messages = StreamMessages(MemoryKeys())
        self.loop = self.another()

    def another(self) -> Sending:
        """Another process with the same messages, or this one after a restart."""
        return Sending(self.messages, self.chosen, self.post, self.clock)

    async def keep(self, *messages: Delivery) -> None:
        for each in messages:
            assert await self.messages.add(each)
        self.clock.on(GATHER)

    async def at(self, later: timedelta) -> list[str]:
        """What goes out *later*."""
        self.clock.on(later)
        before = len(self.post.got)
        await self.loop.tick()
        return self.post.got[before:]


NOW = timedelta(0)


async def test_what_is_due_goes_out_once() -> None:
    office = Office()
    await office.keep(message())

    assert await office.at(NOW) == ["m1 mail"]
    assert await office.at(2 * LEASE) == []
    assert [each.taken for each in await office.messages.of("m1")] == [True]


async def test_what_is_not_due_waits_and_the_loop_says_until_when() -> None:
    office = Office()
    await office.messages.add(message())

    assert await office.loop.tick() == message().due
    assert office.post.got == []


async def test_several_to_one_person_by_one_way_are_one() -> None:
    office = Office()
    await office.keep(message("f1"), message("f2"), message("f3"), message("f1", "m2"))

    assert sorted(await office.at(NOW)) == ["m1 mail", "m2 mail"]
    assert await office.messages.waiting() == []
    assert len(await office.messages.of("m1")) == 3


async def test_what_is_not_taken_is_tried_again_later_and_later() -> None:
    office = Office(Post(LATER, LATER))
    await office.keep(message())

    assert await office.at(NOW) == ["m1 mail"]
    assert await office.at(FIRST - timedelta(seconds=1)) == []
    assert await office.at(timedelta(seconds=1)) == ["m1 mail"]
    assert await office.at(FIRST) == []
    assert await office.at(FIRST) == ["m1 mail"]
    assert await office.messages.waiting() == []


async def test_what_nobody_takes_for_a_day_has_failed_and_is_shown() -> None:
    office = Office(Post(*[LATER] * 50))
    await office.keep(message())
    for _ in range(30):
        await office.at(timedelta(hours=1))

    assert await office.messages.waiting() == []
    assert [each.code for each in await office.messages.failed()] == [LATER.code]
    assert len(office.post.got) <= GIVEN_UP_AFTER / timedelta(hours=1) + 1


async def test_what_is_refused_for_good_is_not_tried_again() -> None:
    office = Office(Post(NEVER))
    await office.keep(message())
    await office.at(NOW)

    assert await office.at(2 * LEASE) == []
    assert [(each.member, each.code) for each in await office.messages.failed()] == [("m1", "550")]


@pytest.mark.parametrize(("outcome", "left"), [(NEVER, 0), (LATER, 1), (TAKEN, 1)])
async def test_a_browser_that_is_gone_is_forgotten_and_no_other(outcome: Outcome, left: int) -> None:
    office = Office(Post(outcome))
    office.chosen.by["m1"] = Wishes(mail=False, devices=(PHONE,))
    await office.keep(message(wishes=office.chosen.by["m1"]))

    assert await office.at(NOW) == ["m1 d1"]
    assert len(office.chosen.by["m1"].devices) == left


async def test_a_way_that_was_taken_back_meanwhile_is_not_gone() -> None:
    office = Office()
    await office.keep(message())
    office.chosen.by["m1"] = Wishes(mail=False)

    assert await office.at(NOW) == []
    assert await office.messages.of("m1") == []


async def test_two_processes_send_a_message_once() -> None:
    office = Office()
    await office.keep(message("f1"), message("f2", "m2"))

    await asyncio.gather(office.loop.tick(), office.another().tick())

    assert sorted(office.post.got) == ["m1 mail", "m2 mail"]


class Killed(BaseException):
    """The process is gone."""


def broken() -> None:
    raise LookupError("nobody foresaw this")


async def test_a_message_that_cannot_be_sent_for_a_reason_nobody_foresaw_stops_no_other() -> None:
    office = Office(Post(during=broken))
    await office.keep(message("f1"))
    await office.at(NOW)
    office.post.during = lambda: None
    await office.keep(message("f2", "m2"))

    assert await office.at(NOW) == ["m2 mail"]
    assert {each.code for each in await office.messages.waiting()} == {"LookupError"}


async def killed_while(office: Office) -> None:
    """Send, and be killed once something is under way."""
    task = asyncio.create_task(office.loop.tick())

    def killed() -> None:
        task.cancel()

    office.post.during = killed
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_kill_while_a_message_is_handed_over_sends_it_again_and_loses_none() -> None:
    office = Office()
    await office.keep(message())
    await killed_while(office)
    office.post.during = lambda: None
    office.loop = office.another()

    assert await office.at(LEASE - timedelta(seconds=1)) == []
    assert await office.at(timedelta(seconds=1)) == ["m1 mail"]
    assert await office.at(2 * LEASE) == []


class Away(StreamMessages):
    """A store that is away when it is asked first, and whose machine is killed when it is asked again."""

    def __init__(self) -> None:
        super().__init__(MemoryKeys())
        self.asked, self.hear = 0, asyncio.Event().set

    async def waiting(self) -> list[Delivery]:
        self.asked += 1
        self.hear()
        raise StoreAway("gone") if self.asked == 1 else Killed


async def test_a_store_that_is_away_is_asked_again() -> None:
    office = Office()
    office.messages = away = Away()
    loop = office.another()
    away.hear = loop.hear

    with pytest.raises(Killed):
        await loop.run()

    assert (away.asked, loop.pauses) == (2, 1)
