"""A copy that is damaged, of another log, or cannot be written costs time, never a wrong answer."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from infra.nats.connection import Wire, connect
from infra.nats.errors import LogIsAnother, LogLostItsTail
from infra.nats.log import JetStreamLog
from infra.nats.log.copying import CopyAway, CopyDamaged, Item, LogCopy
from infra.nats.store import NatsEventStore
from infra.nats.streams import Names
from infra.sqlite.copy import CopyFile
from tests.contracts.facts import NOW, a_task, claimed, noted, overdue
from tests.nats.copy.conftest import KEY, PATIENCE, Fresh, copied, keeping, standing
from tests.nats.forging import prepare_unprotected, stored, write
from tests.nats.real_server import RealServer

TASK = a_task()


def alter(path: Path, *statements: str) -> None:
    """Change the file behind its owner's back."""
    with closing(sqlite3.connect(path)) as file:
        for statement in statements:
            file.execute(statement)
        file.commit()


def read(file: CopyFile) -> None:
    file.end()
    file.history(TASK, None)


CHANGES = {
    "a byte of a body": "UPDATE pages SET entries = CAST(replace(entries, 'inspector', 'inspectos') AS BLOB)",
    "a page of another place": "UPDATE pages SET entries = (SELECT entries FROM pages LIMIT 1)",
    "a page gone": "DELETE FROM pages WHERE place = (SELECT min(place) + 1 FROM pages)",
    "an end earlier": "UPDATE histories SET version = version - 1",
    "another history": "UPDATE histories SET number = number + 1",
    "a seal": "UPDATE pages SET seal = x'00'",
    "the end of all": "UPDATE ends SET position = position - 1",
}


@pytest.fixture(name="left")
async def _left(store: NatsEventStore, log: JetStreamLog, path: Path) -> Path:
    """A copy of twenty facts of the task and one of another."""
    await store.append(TASK, 0, [claimed(), *(noted() for _ in range(18)), overdue()], NOW)
    await store.append(a_task(), 0, [claimed()], NOW)
    await copied(log, path)
    return path


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
async def test_a_changed_copy_is_noticed_bypassed_and_made_anew(left: Path, fresh: Fresh, change: str) -> None:
    alter(left, change)
    log = await fresh()
    expected = await (await fresh()).history(TASK)

    async with keeping(log, left) as copy:
        assert await log.history(TASK) == expected
        await copy.reached(21, PATIENCE)

    async with standing(again := await fresh(), left):
        assert again.recall(TASK) == expected


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
async def test_a_change_is_damage_to_the_file(left: Path, change: str) -> None:
    file = CopyFile(left, KEY)
    alter(left, change)

    with pytest.raises(CopyDamaged):
        read(file)

    file.close()


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\0" + bytes(200)])
async def test_a_file_that_is_no_copy_is_made_anew(left: Path, fresh: Fresh, content: bytes) -> None:
    left.write_bytes(content)  # noqa: ASYNC240  a few bytes

    async with keeping(log := await fresh(), left):
        assert len(log.recall(TASK)) == 20


async def test_a_copy_sealed_under_another_key_is_made_anew(left: Path) -> None:
    file = CopyFile(left, bytes(32))

    assert file.end().position == 0
    file.close()


async def test_a_copy_in_which_the_log_does_not_go_on_is_not_believed(
    store: NatsEventStore, log: JetStreamLog, fresh: Fresh, path: Path
) -> None:
    await store.append(TASK, 0, [claimed()], NOW)
    (entry,) = await log.history(TASK)
    await store.append(TASK, 1, [noted()], NOW)
    other = CopyFile(path, KEY)
    other.write([msgspec.structs.replace(entry, chain=bytes(32))])
    other.close()
    log = await fresh()
    log.copy = copy = LogCopy(CopyFile(path, KEY))
    copy._reach(1)

    assert [entry.version for entry in await log.history(TASK)] == [1, 2]
    assert copy.position == 0
    copy.close()


@pytest.fixture(name="elsewhere")
async def _elsewhere(own_server: RealServer, names: Names) -> JetStreamLog:
    wire = await connect(own_server)
    await prepare_unprotected(wire, names)
    return await JetStreamLog.open(wire, names=names)


async def test_a_copy_that_has_met_more_than_the_log_has_is_an_alarm(
    left: Path, wire: Wire, names: Names, elsewhere: JetStreamLog
) -> None:
    await write(elsewhere._wire, (await stored(wire, names))[:-1])

    with pytest.raises(LogLostItsTail):
        async with standing(elsewhere, left):
            pass


async def test_a_log_that_holds_something_else_where_the_copy_ends_is_an_alarm(
    left: Path, wire: Wire, names: Names, elsewhere: JetStreamLog
) -> None:
    raws = await stored(wire, names)
    forged = raws[-1]._replace(headers=raws[-1].headers.replace(b"Lantern-Chain: ", b"Lantern-Chain: 00"))
    await write(elsewhere._wire, [*raws[:-1], forged])

    with pytest.raises(LogIsAnother):
        async with standing(elsewhere, left):
            pass


async def test_a_copy_leaves_the_last_of_the_disk_to_the_log(log: JetStreamLog, left: Path) -> None:
    file = CopyFile(left, KEY, room=2**60)

    with pytest.raises(CopyAway):
        file.write(await log.history(TASK))

    assert len(file.history(TASK, None) or ()) == 20
    file.close()


async def test_a_copy_that_cannot_grow_serves_what_it_has_and_goes_on_later(
    store: NatsEventStore, log: JetStreamLog, path: Path
) -> None:
    await store.append(TASK, 0, [claimed()], NOW)
    async with keeping(log, path) as copy:
        writing = copy._file._writing  # type: ignore[attr-defined]
        writing.execute("PRAGMA max_page_count=1")
        await store.append(TASK, 1, [noted("x" * 4_000) for _ in range(60)], NOW)
        with pytest.raises(TimeoutError):
            await copy.reached(61, 0.6)
        assert len(await log.history(TASK)) == 61

        writing.execute("PRAGMA max_page_count=1000000")
        await copy.reached(61, PATIENCE)


class Slow(CopyFile):
    """Once it has written, it comes back no earlier than it may, and notes how far the copy said it knew before."""

    copy: LogCopy

    def __init__(self, path: Path, key: bytes) -> None:
        self.known: list[int] = []
        self.written, self.may_go_on = threading.Event(), threading.Event()
        super().__init__(path, key)

    def write(self, items: Sequence[Item]) -> int:
        self.known.append(self.copy.position)
        position = super().write(items)
        self.written.set()
        self.may_go_on.wait(PATIENCE)
        return position


async def test_what_is_distrusted_while_it_is_written_is_not_read_from_while_it_is_made_anew(
    store: NatsEventStore, fresh: Fresh, left: Path
) -> None:
    await store.append(a_task(), 0, [claimed()], NOW)
    file = Slow(left, KEY)
    copy = file.copy = LogCopy(file)
    await copy.check(log := await fresh())
    log.copy = copy
    running = asyncio.create_task(copy.run())
    assert await asyncio.to_thread(file.written.wait, PATIENCE)

    copy.distrust("it was altered meanwhile")
    file.may_go_on.set()
    await copy.reached(22, PATIENCE)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    copy.close()

    assert file.known[:2] == [21, 0]


class Failing(CopyFile):
    """On a disk that does not keep what is written: made anew, it is damaged at once, for the first time."""

    made = 0

    def renew(self) -> None:
        super().renew()
        self.made += 1
        if self.made == 1:
            raise CopyDamaged("its end does not fit its seal")


async def test_a_copy_that_is_damaged_as_soon_as_it_is_made_is_made_again(left: Path, fresh: Fresh) -> None:
    log = await fresh()
    copy = log.copy = LogCopy(file := Failing(left, KEY), rest=0.0)
    await copy.check(log)
    copy.distrust("a test says so")

    running = asyncio.create_task(copy.run())
    await copy.reached(21, PATIENCE)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    copy.close()

    assert file.made == 2
