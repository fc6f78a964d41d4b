"""What is read from a process's own copy is what the log would have said."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from domain.deciding.handling import Handler
from domain.events import Unknown
from domain.ports import HistoryDamaged, VersionTaken
from domain.privacy import Erased, Purpose
from domain.task.commands import Claim, Release
from domain.task.decider import DECIDER
from domain.task.events import TaskNoted
from domain.task.refusals import TaskAlreadyClaimed
from infra.nats.connection import Wire
from infra.nats.log import JetStreamLog, Outgoing
from infra.nats.log.message import Raw
from infra.nats.store import NatsEventStore
from infra.nats.streams import Names
from infra.vault import KeyRing
from tests.contracts.event_store import EventStoreContract
from tests.contracts.facts import NOW, SECRET, a_task, claimed, new_id, noted, overdue
from tests.nats.copy.conftest import PATIENCE, Fresh, copied, keeping, standing
from tests.nats.faults.test_races import acting, opening
from tests.nats.forging import write

TASK = "case.c1.task.t1"


class TestWithACopy(EventStoreContract):
    @pytest.fixture(name="ring")
    def _ring(self, made_ring: KeyRing) -> KeyRing:
        return made_ring

    @pytest.fixture(name="store")
    async def _store(self, log: JetStreamLog, ring: KeyRing, path: Path) -> AsyncIterator[NatsEventStore]:
        async with keeping(log, path):
            yield NatsEventStore(log, ring)


async def test_a_history_is_at_hand_in_a_process_that_has_just_started(
    store: NatsEventStore, log: JetStreamLog, fresh: Fresh, ring: KeyRing, path: Path
) -> None:
    await store.append(TASK, 0, [claimed(), *(noted() for _ in range(40)), overdue()], NOW)
    await copied(log, path)

    other = NatsEventStore(again := await fresh(), ring)
    async with standing(again, path):
        assert tuple(other.recall(TASK)) == tuple(await store.load(TASK)) == tuple(await other.load(TASK))
        assert other.recall(a_task()) == ()


async def test_nothing_is_at_hand_without_a_copy(store: NatsEventStore, fresh: Fresh, ring: KeyRing) -> None:
    await store.append(TASK, 0, [claimed()], NOW)

    assert NatsEventStore(await fresh(), ring).recall(TASK) == ()
    assert len(store.recall(TASK)) == 1


@pytest.mark.parametrize("length", [1, 15, 16, 17, 33])
async def test_a_load_has_what_came_after_the_copy(
    store: NatsEventStore, log: JetStreamLog, fresh: Fresh, path: Path, length: int
) -> None:
    await store.append(TASK, 0, [noted() for _ in range(length)], NOW)
    await copied(log, path)
    await store.append(TASK, length, [overdue()], NOW)

    async with standing(again := await fresh(), path) as copy:
        assert copy.position == length
        assert len(again.recall(TASK)) == length
        assert [entry.version for entry in await again.history(TASK)] == list(range(1, length + 2))


@pytest.mark.parametrize("met", [1, 16, 17, 20])
async def test_what_a_process_has_met_before_goes_on_from_its_copy(
    store: NatsEventStore, fresh: Fresh, path: Path, met: int
) -> None:
    await store.append(TASK, 0, [noted() for _ in range(met)], NOW)
    other = await fresh()
    await other.history(TASK)
    await store.append(TASK, met, [noted() for _ in range(20)], NOW)
    await copied(await fresh(), path)

    async with standing(other, path):
        assert await other.history(TASK) == await (await fresh()).history(TASK)


async def test_what_comes_by_while_the_process_runs_is_copied(
    log: JetStreamLog, store: NatsEventStore, fresh: Fresh, path: Path
) -> None:
    async with keeping(log, path) as copy:
        await store.append(TASK, 0, [claimed(), noted()], NOW)
        await store.append(a_task(), 0, [claimed()], NOW)
        await copy.reached(3, PATIENCE)

    async with standing(again := await fresh(), path):
        assert len(again.recall(TASK)) == 2


async def test_who_decides_from_a_stale_copy_and_is_refused_decides_again(
    store: NatsEventStore, log: JetStreamLog, fresh: Fresh, ring: KeyRing, path: Path
) -> None:
    there = Handler(DECIDER, store)
    await there.handle(TASK, opening("t1"), acting("chair"))
    await there.handle(TASK, Claim(), acting("one"))
    await copied(log, path)
    await there.handle(TASK, Release(reason="-"), acting("one"))

    async with standing(again := await fresh(), path):
        outcome = await Handler(DECIDER, NatsEventStore(again, ring)).handle(TASK, Claim(), acting("two"))

    assert outcome.version == 4


async def test_who_claims_from_a_stale_copy_hears_who_was_first(
    store: NatsEventStore, log: JetStreamLog, fresh: Fresh, ring: KeyRing, path: Path
) -> None:
    there = Handler(DECIDER, store)
    await there.handle(TASK, opening("t1"), acting("chair"))
    await copied(log, path)
    await there.handle(TASK, Claim(), acting("one"))

    async with standing(again := await fresh(), path):
        with pytest.raises(TaskAlreadyClaimed) as refused:
            await Handler(DECIDER, NatsEventStore(again, ring)).handle(TASK, Claim(), acting("two"))

    assert refused.value.member == "one"
    assert len(await store.load(TASK)) == 2


async def test_of_processes_that_claim_from_stale_copies_of_their_own_one_wins(
    store: NatsEventStore, log: JetStreamLog, fresh: Fresh, ring: KeyRing, tmp_path: Path
) -> None:
    await Handler(DECIDER, store).handle(TASK, opening("t1"), acting("chair"))
    paths = [tmp_path / name for name in ("web", "workers", "other")]
    async with AsyncExitStack() as stack:
        claims = []
        for number, path in enumerate(paths):
            await copied(log, path)
            await stack.enter_async_context(standing(own := await fresh(), path))
            claims.append(Handler(DECIDER, NatsEventStore(own, ring)).handle(TASK, Claim(), acting(f"m{number}")))

        answers = await asyncio.gather(*claims, return_exceptions=True)

    assert sum(isinstance(answer, TaskAlreadyClaimed) for answer in answers) == 2
    assert len(await store.load(TASK)) == 2


async def test_a_command_repeated_where_the_copy_does_not_know_it_is_recorded_once(
    store: NatsEventStore, log: JetStreamLog, fresh: Fresh, ring: KeyRing, path: Path
) -> None:
    there, claim = Handler(DECIDER, store), acting("one")
    await there.handle(TASK, opening("t1"), acting("chair"))
    await copied(log, path)
    first = await there.handle(TASK, Claim(), claim)

    async with standing(again := await fresh(), path):
        outcome = await Handler(DECIDER, NatsEventStore(again, ring)).handle(TASK, Claim(), claim)

    assert outcome.events == first.events
    assert len(await store.load(TASK)) == 2


async def test_a_write_behind_what_only_the_copy_knows_is_told_so(
    store: NatsEventStore, log: JetStreamLog, fresh: Fresh, path: Path
) -> None:
    await store.append(TASK, 0, [claimed()], NOW)
    await copied(log, path)
    await store.append(TASK, 1, [noted()], NOW)

    async with standing(again := await fresh(), path):
        with pytest.raises(VersionTaken):
            await NatsEventStore(again, store._vault).append(TASK, 1, [overdue()], NOW)
        assert len(await again.history(TASK)) == 2


async def test_text_whose_key_was_destroyed_is_erased_in_the_copy_as_well(
    store: NatsEventStore, log: JetStreamLog, fresh: Fresh, ring: KeyRing, path: Path
) -> None:
    (fact,) = await store.append(TASK, 0, [noted()], NOW)
    await copied(log, path)
    await ring.destroy("c1", Purpose, NOW)

    async with standing(again := await fresh(), path):
        (read,) = await NatsEventStore(again, ring).load(TASK)

    assert isinstance(read.event, TaskNoted)
    assert await ring.reveal(read.event.note, TASK, fact.id, "note") == Erased(NOW)
    assert SECRET.encode() not in b"".join(file.read_bytes() for file in path.parent.iterdir())


async def test_a_damaged_message_is_passed_by_and_its_history_left_to_the_log(
    store: NatsEventStore, log: JetStreamLog, wire: Wire, names: Names, fresh: Fresh, path: Path
) -> None:
    other = a_task()
    await store.append(TASK, 0, [claimed()], NOW)
    await write(wire, [Raw(0, f"{names.root(names.events)}.{TASK}.TaskNoted".encode(), b"", b"{}")])
    await store.append(other, 0, [claimed(), noted()], NOW)
    await copied(log, path)

    async with standing(again := await fresh(), path) as copy:
        assert copy.position == 4
        assert (len(again.recall(other)), again.recall(TASK)) == (2, [])
        with pytest.raises(HistoryDamaged):
            await again.history(TASK)


async def test_a_fact_of_an_unknown_name_is_copied_like_any_other(
    store: NatsEventStore, log: JetStreamLog, fresh: Fresh, ring: KeyRing, path: Path
) -> None:
    await store.append(TASK, 0, [claimed()], NOW)
    (known,) = await log.history(TASK)
    await log.append(TASK, 1, [Outgoing("TaskDreamtOf", new_id(), 3, known.recorded_at, known.body)])
    await copied(log, path)

    async with standing(again := await fresh(), path):
        recalled = NatsEventStore(again, ring).recall(TASK)

    assert isinstance(recalled[1].event, Unknown)
    assert tuple(recalled) == tuple(await store.load(TASK))
