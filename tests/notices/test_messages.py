"""The record of messages: each once, beside the log, and never nowhere."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.notice.delivering import LEASE, Outcome, after, taken_up
from infra.clock import RandomIds
from infra.memory import MemoryKeys
from infra.nats.connection import connect
from infra.nats.keys import KeyStream
from infra.nats.streams import NOTICE_SECONDS, Names, prepare
from infra.notices.messages import OPEN, Shelf, StreamMessages
from infra.proofs.places import place_of
from tests.nats.real_server import RealServer
from tests.notices.parts import LATER, NEVER, NOW, TAKEN, message
from workers.notifying.noticing import HORIZON

DUE = NOW + timedelta(seconds=10)


@pytest.fixture(scope="session", name="notice_server")
def _notice_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    server = RealServer(tmp_path_factory.mktemp("notices"))
    server.start()
    yield server
    server.kill()


@pytest.fixture(name="shelf", params=["memory", "server"])
async def _shelf(request: pytest.FixtureRequest) -> AsyncIterator[Shelf]:
    if request.param == "memory":
        yield MemoryKeys()
        return
    names = Names(f"t{RandomIds().new()}")
    wire = await connect(request.getfixturevalue("notice_server"))
    await prepare(wire, names)
    yield KeyStream(wire, names, stream=names.notices)
    await wire.close()


@pytest.fixture(name="messages")
def _messages(shelf: Shelf) -> StreamMessages:
    return StreamMessages(shelf)


async def test_the_same_message_is_new_once(messages: StreamMessages) -> None:
    assert [await messages.add(message()), await messages.add(message())] == [True, False]
    assert [replace(each, back="") for each in await messages.waiting()] == [message()]


@pytest.mark.parametrize("outcome", [TAKEN, NEVER])
async def test_what_has_ended_is_never_new_again(messages: StreamMessages, outcome: Outcome) -> None:
    await messages.add(message())
    await messages.put(after(taken_up(message(), DUE), outcome, DUE))

    assert await messages.waiting() == []
    assert not await messages.add(message())
    assert [each.taken for each in await messages.of("m1")] == [outcome is TAKEN]


async def test_of_two_who_take_a_message_up_one_has_it(messages: StreamMessages) -> None:
    await messages.add(message())

    mine, other = await messages.take_up(message(), DUE), await messages.take_up(message(), DUE)

    assert mine is not None
    assert (mine.attempts, other) == (1, None)


async def test_who_was_killed_with_a_message_gives_it_back_after_a_while(messages: StreamMessages) -> None:
    await messages.add(message())
    await messages.take_up(message(), DUE)

    again = await messages.take_up(message(), DUE + LEASE)

    assert again is not None
    assert again.attempts == 2


async def test_a_message_that_is_put_off_waits_with_what_was_answered(messages: StreamMessages) -> None:
    await messages.add(message())
    taken = await messages.take_up(message(), DUE)
    assert taken is not None

    await messages.put(after(taken, LATER, DUE))

    (waiting,) = await messages.waiting()
    assert (waiting.code, waiting.attempts, waiting.next_at > DUE) == ("451", 1, True)


async def test_a_crash_between_the_two_writes_of_an_end_sends_nothing_again(
    messages: StreamMessages, shelf: Shelf
) -> None:
    await messages.add(message())
    name = f"{OPEN}.{place_of('m1')}.{message().id}"
    content = (await shelf.find([name]))[name].content
    await messages.put(after(message(), TAKEN, DUE))
    await shelf.create(name, content)

    assert await messages.take_up(message(), DUE) is None
    assert await messages.waiting() == []


async def test_what_came_back_has_failed(messages: StreamMessages) -> None:
    await messages.add(message())
    await messages.put(after(message(), TAKEN, DUE))

    known = await messages.bounced(place_of("m1"), message().id[:20], DUE)

    assert known
    assert [(each.member, each.code) for each in await messages.failed()] == [("m1", "bounced")]
    assert not await messages.bounced(place_of("m1"), message().id[:20], DUE)


@pytest.mark.parametrize(("place", "begins"), [("x", "0" * 20), ("0" * 16, ">"), ("*", "0" * 20), ("0" * 16, "0" * 20)])
async def test_a_made_up_return_address_is_none(messages: StreamMessages, place: str, begins: str) -> None:
    assert not await messages.bounced(place, begins, DUE)


async def test_everybody_has_their_own(messages: StreamMessages) -> None:
    for each in (message(), message("f2"), message(member="m2")):
        await messages.add(each)

    assert [each.member for each in await messages.of("m1")] == ["m1", "m1"]


async def test_a_record_tells_identifiers_and_times_only(messages: StreamMessages, shelf: Shelf) -> None:
    await messages.add(message())

    (stored,), (kept,) = (await shelf.every()).values(), await messages.waiting()

    assert set(stored.content.decode().replace('"', "").strip("{}").split(",")) == {
        f"id:{message().id}", "member:m1", "agency:police-be", "kind:urgent", "way:mail",
        "due:2026-03-02T20:00:02Z", "next_at:2026-03-02T20:00:02Z",
        f"back:{kept.back}",
    }  # fmt: skip


def test_messages_are_kept_for_longer_than_facts_lead_to_one() -> None:
    assert timedelta(seconds=NOTICE_SECONDS) > 2 * HORIZON
