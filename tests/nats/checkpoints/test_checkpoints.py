"""What is recorded is signed, on a real server, through breaks and beside others who sign."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.ports import HistoryDamaged, VersionTaken
from infra.clock import SystemClock
from infra.evidence.signing import KeyFile, SignedHeads, key_file, settle, signer_of
from infra.faults import SettingsRefused
from infra.nats.checkpoints import CheckpointStream, LogLeaves, Record, leaf_of
from infra.nats.connection import Wire
from infra.nats.errors import LogLostItsTail
from infra.nats.log.message import Raw
from infra.nats.store import NatsEventStore
from infra.nats.streams import Names
from merkle.checkpoints import opened
from merkle.edges import Edge
from merkle.hashing import entry_leaf
from merkle.notes import ED25519, Signer
from tests.contracts.facts import NOW, a_task, claimed, noted
from tests.merkle import naive
from tests.nats.forging import stored, write
from workers.checkpointing import Checkpointing

SIGNER = Signer("lantern", ED25519, Ed25519PrivateKey.from_private_bytes(bytes(32)))
KEY = SIGNER._replace(name="lantern/events").key


async def pause(span: timedelta) -> None:
    await asyncio.sleep(span.total_seconds())


@asynccontextmanager
async def signing(wire: Wire, names: Names, folder: Path) -> AsyncIterator[CheckpointStream]:
    checkpoints = CheckpointStream(wire, "events", names)
    settle(folder / "key", SIGNER.text)
    keys = KeyFile(folder / "key", "events")
    loop = Checkpointing(
        LogLeaves(wire, names.events), checkpoints, SignedHeads(folder, "events"), keys, SystemClock(), pause
    )
    task = asyncio.create_task(loop.run())
    try:
        yield checkpoints
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def signed_up_to(checkpoints: CheckpointStream, size: int) -> Record:
    """The first checkpoint over so many; asked for again and again, since nobody is told of one."""
    async with asyncio.timeout(10):
        while True:
            record = await checkpoints.last()
            if record is not None and record.size >= size:
                return record


async def test_a_fact_is_signed_without_anybody_asking(
    store: NatsEventStore, wire: Wire, names: Names, tmp_path: Path
) -> None:
    async with signing(wire, names, tmp_path) as checkpoints:
        await store.append(a_task(), 0, [claimed(), noted()], NOW)
        record = await signed_up_to(checkpoints, 2)

    checkpoint, _ = opened(record.note, KEY)
    assert checkpoint.root == naive.root([leaf_of(raw) for raw in await stored(wire, names)])


async def test_signing_goes_on_after_a_restart_from_what_is_stored(
    store: NatsEventStore, wire: Wire, names: Names, tmp_path: Path
) -> None:
    checkpoints = CheckpointStream(wire, "events", names)
    for _ in range(3):
        await store.append(a_task(), 0, [claimed()], NOW)
        async with signing(wire, names, tmp_path):
            await signed_up_to(checkpoints, (await stored(wire, names))[-1].position)

    records = [record async for record in checkpoints.since()]
    leaves = [leaf for record in records for leaf in record.each]
    assert leaves == [leaf_of(raw) for raw in await stored(wire, names)]
    assert [record.start for record in records] == [0, *(record.size for record in records[:-1])]
    assert Edge().grown(leaves) == records[-1].tree


async def test_of_two_processes_each_signs_behind_the_other(
    store: NatsEventStore, wire: Wire, names: Names, tmp_path: Path
) -> None:
    async with signing(wire, names, tmp_path / "a"), signing(wire, names, tmp_path / "b") as checkpoints:
        for _ in range(5):
            await store.append(a_task(), 0, [claimed()], NOW)
            await signed_up_to(checkpoints, len(await stored(wire, names)))
        records = [record async for record in checkpoints.since()]

    assert [record.start for record in records] == [0, *(record.size for record in records[:-1])]


async def test_a_message_that_is_no_fact_has_a_leaf_without_a_chain(
    store: NatsEventStore, wire: Wire, names: Names, tmp_path: Path
) -> None:
    subject = f"{names.root(names.events)}.case.1.file.Anything".encode()
    await write(wire, [Raw(0, subject, b"NATS/1.0\r\n\r\n", b"{}")])

    async with signing(wire, names, tmp_path) as checkpoints:
        record = await signed_up_to(checkpoints, 1)

    assert record.each == [entry_leaf(1, subject, b"")]


async def test_a_log_that_is_shorter_than_its_checkpoint_is_not_followed(wire: Wire, names: Names) -> None:
    with pytest.raises(LogLostItsTail, match="ends at 0, but position 5 was seen"):
        await anext(LogLeaves(wire, names.events).follow(5))


async def test_a_checkpoint_is_stored_behind_its_predecessor_only(wire: Wire, names: Names) -> None:
    checkpoints = CheckpointStream(wire, "events", names)
    assert await checkpoints.last() is None
    first = await checkpoints.keep("a note", Edge().grown([bytes(32)]), [bytes(32)], "now", 0)

    with pytest.raises(VersionTaken):
        await checkpoints.keep("another", Edge().grown([bytes(32)]), [bytes(32)], "now", 0)
    await checkpoints.cosign("police.be", "a note that was co-signed")

    assert [record.position async for record in checkpoints.since()] == [first]
    assert [(each.witness, each.note) for each in await checkpoints.cosigned()] == [
        ("police-be", "a note that was co-signed")
    ]


async def test_the_records_beyond_a_size_are_found_without_reading_them_all(wire: Wire, names: Names) -> None:
    checkpoints, edge, places = CheckpointStream(wire, "events", names), Edge(), [0]
    assert await checkpoints.place_of(5) == 0
    for _ in range(7):
        edge = edge.grown([bytes(32)] * 3)
        await checkpoints.cosign("somebody", "between two records")
        places.append(await checkpoints.keep("a note", edge, [bytes(32)] * 3, "now", places[-1]))

    assert [await checkpoints.place_of(size) for size in range(24)] == [places[size // 3] for size in range(24)]


@pytest.mark.parametrize("body", [b"", b"{}", b'{"note": "", "size": 1, "at": "", "leaves": "AAAA", "edge": ""}'])
async def test_what_is_no_checkpoint_is_named(wire: Wire, names: Names, body: bytes) -> None:
    checkpoints = CheckpointStream(wire, "events", names)
    await wire.request_reply(f"{names.root(names.checkpoints)}.events.signed", body)

    with pytest.raises(HistoryDamaged, match="at position 1: it is not a checkpoint"):
        await checkpoints.last()


def test_a_key_is_made_once_and_names_the_log(tmp_path: Path) -> None:
    path = key_file(tmp_path)

    first, again, access = (signer_of(path, log) for log in ("events", "events", "access"))

    assert first.key == again.key
    assert (first.key.public, first.name.partition("/")[0]) == (access.key.public, access.name.partition("/")[0])
    assert path.stat().st_mode & 0o077 == 0


def test_a_damaged_key_is_refused_and_not_repeated(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("PRIVATE+KEY+lantern+00000000+AAAA")
    path.chmod(0o600)

    with pytest.raises(SettingsRefused) as refused:
        signer_of(path, "events")

    assert "AAAA" not in str(refused.value)
