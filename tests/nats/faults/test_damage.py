"""A message that was changed, put in, moved or removed is found the first time it is read, and named."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Callable

import pytest

from domain.envelope import Recorded
from domain.events import Event
from domain.ports import Damaged, EventStore, HistoryDamaged
from infra.codec.facts import Unreadable
from infra.nats.connection import Wire, connect
from infra.nats.errors import LogLostItsTail
from infra.nats.log import JetStreamLog, Outgoing
from infra.nats.log.message import LOCATION, Entry, Raw, parse
from infra.nats.store import NatsEventStore
from infra.nats.streams import Names
from infra.vault import KeyRing
from tests.contracts.event_store import followed
from tests.contracts.facts import NOW, a_task, claimed, new_id, noted, overdue
from tests.nats.forging import prepare_unprotected, stored, with_body, with_headers, write
from tests.nats.real_server import RealServer

TASK = a_task()


@pytest.fixture(name="elsewhere")
async def _elsewhere(own_server: RealServer, names: Names) -> AsyncIterator[Wire]:
    """Another server, on which the same log can be laid out anew, message by message."""
    wire = await connect(own_server)
    await prepare_unprotected(wire, names)
    yield wire
    await wire.close()


@pytest.fixture(name="history")
async def _history(store: NatsEventStore, wire: Wire, names: Names) -> list[Raw]:
    await store.append(TASK, 0, [claimed(), noted(), overdue()], NOW)
    return await stored(wire, names)


def flip(server: RealServer) -> None:
    """Change one bit of the first body on the disk."""
    block = next(server.store.rglob("*.blk"))
    block.write_bytes(block.read_bytes().replace(b"inspector", b"inspectos", 1))


async def reopened(wire: Wire, names: Names, ring: KeyRing) -> NatsEventStore:
    return NatsEventStore(await JetStreamLog.open(wire, names=names), ring)


async def fault_in(store: EventStore) -> HistoryDamaged:
    """The fault that loading names; following has a mark in its place."""
    with pytest.raises(HistoryDamaged) as loading:
        await store.load(TASK)
    fault = loading.value
    marked = [mark for mark in await marks(store, fault.position) if mark.position == fault.position]
    assert [(mark.originator, mark.version) for mark in marked] == [(fault.originator, fault.version)]
    return fault


async def marks(store: EventStore, count: int) -> list[Recorded[Event]]:
    """What stands for damaged messages among the first *count* of the log."""
    return [fact for fact in await followed(store, 0, count) if isinstance(fact.event, Damaged)]


CHANGES = {
    "a byte of the body": with_body(lambda body: body.replace(b"inspector", b"inspectos", 1)),
    "another body": with_body(lambda _: b"{}"),
    "the time": with_headers(b"2026-03-01T21:30:00.000000Z", b"2026-03-01T20:30:00.000000Z"),
    "the schema": with_headers(b"Lantern-Schema: 1", b"Lantern-Schema: 2"),
    "the id": with_headers(b"Nats-Msg-Id: 0", b"Nats-Msg-Id: 1"),
    "the name": lambda raw: raw._replace(subject=raw.subject.replace(b"TaskNoted", b"TaskWaived")),
    "the chain": with_headers(b"Lantern-Chain: ", b"Lantern-Chain: 00"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
async def test_a_changed_message_is_named(
    history: list[Raw], elsewhere: Wire, names: Names, ring: KeyRing, change: Callable[[Raw], Raw]
) -> None:
    history[1] = change(history[1])
    await write(elsewhere, history)

    fault = await fault_in(await reopened(elsewhere, names, ring))

    assert (fault.originator, fault.version, fault.position) == (TASK, 2, 2)


async def test_an_unchanged_copy_is_whole(history: list[Raw], elsewhere: Wire, names: Names, ring: KeyRing) -> None:
    await write(elsewhere, history)

    assert len(await (await reopened(elsewhere, names, ring)).load(TASK)) == 3


async def test_headers_in_another_order_are_no_damage(
    history: list[Raw], elsewhere: Wire, names: Names, ring: KeyRing
) -> None:
    lines = history[1].headers.split(b"\r\n")
    history[1] = history[1]._replace(headers=b"\r\n".join([lines[0], *reversed(lines[1:6]), b"", b""]))
    await write(elsewhere, history)

    assert len(await (await reopened(elsewhere, names, ring)).load(TASK)) == 3


async def test_a_message_put_in_is_named(history: list[Raw], elsewhere: Wire, names: Names, ring: KeyRing) -> None:
    forged = history[2]._replace(headers=history[2].headers.replace(b"Nats-Msg-Id: 0", b"Nats-Msg-Id: f"))
    await write(elsewhere, [*history, forged])

    with pytest.raises(HistoryDamaged) as fault:
        await (await reopened(elsewhere, names, ring)).load(TASK)

    assert (fault.value.version, fault.value.position) == (3, 4)


async def test_a_message_without_our_headers_is_named(
    history: list[Raw], elsewhere: Wire, names: Names, ring: KeyRing
) -> None:
    history[1] = history[1]._replace(headers=b"")
    await write(elsewhere, history)

    fault = await fault_in(await reopened(elsewhere, names, ring))

    assert (fault.originator, fault.position) == (TASK, 2)


async def test_a_removed_message_is_noticed_at_the_one_after_it(
    history: list[Raw], elsewhere: Wire, names: Names, ring: KeyRing
) -> None:
    await write(elsewhere, history)
    await elsewhere.api(f"STREAM.MSG.DELETE.{names.events}", {"seq": 2})
    store = await reopened(elsewhere, names, ring)

    with pytest.raises(HistoryDamaged) as loading:
        await store.load(TASK)

    assert (loading.value.version, loading.value.position) == (3, 3)
    assert [mark.position for mark in await marks(store, 3)] == [2, 3]


async def test_what_stands_before_the_damage_is_still_followed(
    history: list[Raw], elsewhere: Wire, names: Names, ring: KeyRing
) -> None:
    history[2] = with_body(lambda _: b"{}")(history[2])
    await write(elsewhere, history)

    facts = await followed(await reopened(elsewhere, names, ring), 0, 2)

    assert [fact.position for fact in facts] == [1, 2]


async def test_a_follower_can_go_on_behind_the_damage(
    history: list[Raw], elsewhere: Wire, names: Names, ring: KeyRing
) -> None:
    history[1] = with_body(lambda _: b"{}")(history[1])
    await write(elsewhere, history)

    facts = await followed(await reopened(elsewhere, names, ring), 2, 1)

    assert [fact.version for fact in facts] == [3]


async def test_one_damaged_history_does_not_stop_those_who_follow_the_others(
    history: list[Raw], elsewhere: Wire, names: Names, ring: KeyRing
) -> None:
    history[1] = with_body(lambda _: b"{}")(history[1])
    await write(elsewhere, history)
    store = await reopened(elsewhere, names, ring)
    other = a_task()
    await store.append(other, 0, [claimed()], NOW)

    facts = await followed(store, 0, 4)

    assert [(fact.position, isinstance(fact.event, Damaged)) for fact in facts] == [
        (1, False),
        (2, True),
        (3, False),
        (4, False),
    ]


async def malformed(store: NatsEventStore, wire: Wire, names: Names) -> None:
    """Six messages on three histories, the fifth of which somebody wrote by hand."""
    root, second, third = names.root(names.events), a_task(), a_task()
    await store.append(TASK, 0, [claimed(), noted()], NOW)
    await store.append(second, 0, [claimed()], NOW)
    await store.append(third, 0, [claimed()], NOW)
    await write(wire, [Raw(0, f"{root}.{TASK}.TaskNoted".encode(), b"", b"{}")])
    await store.append(second, 1, [noted()], NOW)


@pytest.mark.parametrize("after", range(5))
async def test_a_malformed_message_is_marked_alone_wherever_a_reader_begins(
    store: NatsEventStore, wire: Wire, names: Names, after: int
) -> None:
    await malformed(store, wire, names)

    facts = await followed(store, after, 6 - after)

    assert [fact.position for fact in facts] == list(range(after + 1, 7))
    assert [fact.position for fact in facts if isinstance(fact.event, Damaged)] == [5]


def test_a_message_whose_subject_is_no_text_is_damage_without_an_originator() -> None:
    with pytest.raises(HistoryDamaged) as fault:
        parse(Raw(2, b"root.\xff.TaskNoted", b"", b""), len("root."))

    assert (fault.value.originator, fault.value.position) == (LOCATION, 2)


class Elsewhere(JetStreamLog):
    """Tells at first of a fault that lies further on than what comes next."""

    told = False

    async def follow(self, after: int) -> AsyncGenerator[list[Entry], None]:
        if not self.told:
            self.told = True
            raise HistoryDamaged(TASK, 0, after + 3, "it lacks the headers of a fact")
        async with contextlib.aclosing(super().follow(after)) as batches:
            async for batch in batches:
                yield batch


async def test_a_fault_further_on_skips_nothing_that_lies_before_it(
    store: NatsEventStore, wire: Wire, names: Names, ring: KeyRing
) -> None:
    await store.append(TASK, 0, [claimed(), noted(), overdue()], NOW)
    log = JetStreamLog(wire, names.events, names.root(names.events))
    log.__class__ = Elsewhere

    facts = await followed(NatsEventStore(log, ring), 0, 3)

    assert [(fact.position, fact.name) for fact in facts] == [
        (1, "TaskClaimed"),
        (2, "TaskNoted"),
        (3, "TaskWentOverdue"),
    ]


async def test_a_body_that_is_no_envelope_is_unreadable_at_its_place(store: NatsEventStore, log: JetStreamLog) -> None:
    await store.append(TASK, 0, [claimed()], NOW)
    (good,) = await log.history(TASK)
    await log.append(TASK, 1, [Outgoing("TaskNoted", new_id(), 1, good.recorded_at, b"not an envelope")])

    fault = await fault_in(store)

    assert isinstance(fault, Unreadable)
    assert (fault.version, fault.position) == (2, 2)
    assert "not an envelope" not in str(fault)


@pytest.fixture(name="flipped")
async def _flipped(
    request: pytest.FixtureRequest, own_server: RealServer, elsewhere: Wire, history: list[Raw]
) -> AsyncIterator[Wire]:
    """A connection after a bit has flipped on the disk, while the server was stopped or after it was killed."""
    await write(elsewhere, history)
    getattr(own_server, request.param)()
    flip(own_server)
    own_server.start()
    again = await connect(own_server)
    yield again
    await again.close()


@pytest.mark.parametrize("flipped", ["stop"], indirect=True)
async def test_a_byte_that_flips_on_the_disk_makes_a_message_missing(
    flipped: Wire, names: Names, ring: KeyRing
) -> None:
    store = await reopened(flipped, names, ring)

    with pytest.raises(HistoryDamaged) as loading:
        await store.load(TASK)

    assert loading.value.version == 2
    assert next(mark.position for mark in await marks(store, 3)) == 1


@pytest.mark.parametrize("flipped", ["kill"], indirect=True)
async def test_a_log_that_the_server_cut_short_is_an_alarm(flipped: Wire, names: Names, ring: KeyRing) -> None:
    # After a crash nats-server reads all files, ends the log at the first bad checksum, and starts without a word.
    with pytest.raises(LogLostItsTail):
        await JetStreamLog.open(flipped, names=names, seen=3)
    with pytest.raises(LogLostItsTail):
        await followed(await reopened(flipped, names, ring), 3, 1)
