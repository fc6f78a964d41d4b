"""Reads: whole or not at all, never older than the question, and cheap when little is new."""

from __future__ import annotations

import pytest

from domain.ports import StoreAway
from infra.nats.connection import Reply, Wire
from infra.nats.errors import LogLostItsTail, StreamUnfit
from infra.nats.log import Entry, JetStreamLog, Outgoing
from infra.nats.log.reading import Reader, whole
from infra.nats.log.remembered import Remembered
from infra.nats.streams import Names
from tests.contracts.facts import a_task, new_id

AT = "2026-03-01T21:30:00.000000Z"
END = "NATS/1.0 204 EOB\r\nNats-Num-Pending: 0\r\nNats-Last-Sequence: {}\r\n\r\n"
PART = "NATS/1.0\r\nNats-Subject: a.b\r\nNats-Sequence: {}\r\n\r\n"


def message(body: bytes = b"{}") -> Outgoing:
    return Outgoing("TaskNoted", new_id(), 1, AT, body)


async def written(log: JetStreamLog, task: str, count: int) -> list[Entry]:
    return [(await log.append(task, version, [message()]))[0] for version in range(count)]


class Lagging(Reader):
    """A replica that has heard nothing since position *knows*."""

    knows = 0

    async def since(self, subjects: str, position: int, limit: int | None = None) -> list[Entry]:
        return [entry for entry in await super().since(subjects, position, limit) if entry.position <= self.knows]


@pytest.mark.parametrize("names_in_order", ["", "A", "AB", "ABBC", "ABAC", "AAA", "ABCB"])
async def test_a_history_is_read_whole_however_its_names_repeat(
    wire: Wire, log: JetStreamLog, names: Names, names_in_order: str
) -> None:
    task = a_task()
    for version, name in enumerate(names_in_order):
        await written(log, a_task(), 1)
        await log.append(task, version, [Outgoing(name, new_id(), 1, AT, b"{}")])

    fresh = await JetStreamLog.open(wire, names=names)

    assert "".join(entry.name for entry in await fresh.history(task)) == names_in_order


@pytest.mark.parametrize("names_in_order", ["AB", "AAA", "ABAB"])
async def test_a_predecessor_is_found_however_names_repeat(
    wire: Wire, log: JetStreamLog, names: Names, names_in_order: str
) -> None:
    task = a_task()
    entries = [
        (await log.append(task, version, [Outgoing(name, new_id(), 1, AT, b"{}")]))[0]
        for version, name in enumerate(names_in_order)
    ]
    reader = Reader(wire, names.events, names.root(names.events))

    found = [await reader.before(f"{reader.root}.{task}.*", entry) for entry in entries[1:]]

    assert found == entries[:-1]


@pytest.mark.parametrize("knows", [0, 1, 2, 3])
async def test_a_replica_that_lags_behind_is_made_up_for_by_the_leader(
    wire: Wire, log: JetStreamLog, names: Names, knows: int
) -> None:
    task = a_task()
    await written(log, task, 3)
    replicated = JetStreamLog(wire, names.events, names.root(names.events), replicas=3)
    replicated._reader = lagging = Lagging(wire, names.events, names.root(names.events))
    lagging.knows = knows

    assert [entry.version for entry in await replicated.history(task)] == [1, 2, 3]


def test_an_answer_without_its_end_is_not_taken_for_a_whole_one() -> None:
    parts = [Reply(PART.format(1).encode(), b""), Reply(END.format(2).encode(), b"")]

    with pytest.raises(StoreAway, match="cut short before position 2"):
        whole(parts)


def test_an_answer_with_another_end_is_a_fault() -> None:
    with pytest.raises(StoreAway):
        whole([Reply(PART.format(1).encode(), b""), Reply(b"NATS/1.0 404 Message Not Found\r\n\r\n", b"")])


async def test_a_history_longer_than_a_batch_is_read_whole(log: JetStreamLog, names: Names, wire: Wire) -> None:
    task = a_task()
    for start in (0, 1_000, 2_000):
        await log.append(task, start, [message() for _ in range(1_000)])

    fresh = await JetStreamLog.open(wire, names=names)

    assert [entry.version for entry in await fresh.history(task)] == list(range(1, 3_001))
    assert [entry.version for entry in await fresh.history(task, 2_999)] == [3_000]


async def test_positions_are_read_in_order_up_to_a_limit(log: JetStreamLog) -> None:
    await written(log, a_task(), 5)

    assert [entry.position for entry in await log.read(1, 3)] == [2, 3, 4]


async def test_a_remembered_history_is_read_on(log: JetStreamLog, names: Names, wire: Wire) -> None:
    task = a_task()
    other = await JetStreamLog.open(wire, names=names)
    await written(log, task, 3)
    assert len(await other.history(task)) == 3

    await log.append(task, 3, [message()])

    assert [entry.version for entry in await other.history(task, 1)] == [2, 3, 4]


async def test_a_body_larger_than_the_server_takes_is_refused_before_it_is_sent(log: JetStreamLog) -> None:
    with pytest.raises(StreamUnfit):
        await log.append(a_task(), 0, [message(bytes(5_000_000))])


async def test_a_log_that_ends_before_a_position_that_was_seen_is_refused(wire: Wire, names: Names) -> None:
    with pytest.raises(LogLostItsTail, match="ends at 0, but position 7 was seen"):
        await JetStreamLog.open(wire, names=names, seen=7)


async def test_remembering_is_bounded_in_bytes_and_keeps_where_histories_end(log: JetStreamLog) -> None:
    tasks = [a_task() for _ in range(4)]
    histories = [await written(log, task, 1) for task in tasks]
    remembered = Remembered(size=3 * 1_000)
    for task, history in zip(tasks, histories, strict=True):
        remembered.learn(task, history)

    assert remembered.after(tasks[0], 0) is None
    assert remembered.after(tasks[3], 0) == histories[3]
    assert [remembered.tail(task) for task in tasks] == [history[0].tail for history in histories]
    assert remembered.after(tasks[0], 1) == []
