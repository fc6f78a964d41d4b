"""Proving: a whole log verified, one fact among ten million proved, and how long a fact waits to be signed.

Invariant: the log that is verified was written and signed by Lantern's own loops; of the ten million, the hashes are
drawn, since what they are of changes nothing about a proof.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import statistics
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from bench.figures.project import received
from bench.measure import Row, at_least, at_most, milliseconds, percentile, undisturbed
from bench.seeding import seed
from bench.stage import folder, stage
from bench.world import World
from infra.composition.ground import Ground
from infra.evidence.online import verify_log
from infra.evidence.rows import FileRows
from infra.evidence.running import checkpointing
from infra.evidence.signing import key_file, signer_of
from infra.nats.checkpoints import CheckpointStream
from merkle.edges import Edge
from merkle.hashing import HASH
from merkle.levels import Levels
from merkle.proofs import check_inclusion, inclusion_proof

MANY = 10_000_000
CHUNK = 500_000
PROOFS = 2_000
VERIFIED = 50_000
PROOF_MS = 1.0
LAG_SECONDS = 1.0


async def measure(*, quick: bool) -> list[Row]:
    """All rows of this figure."""
    facts = 20_000 if quick else 100_000
    rows: list[Row] = []
    with folder() as data:
        async with stage(data) as (base, bare), _signing(base):
            made = World(datetime.now(UTC))
            lags = await _lags(base, made, 20 if quick else 100)
            await seed(base.log, made, facts)
            await _signed_up_to(base, await base.log.last_position())
            theirs = statistics.median([await received(bare, facts) for _ in range(3)])
            ours = statistics.median([await _verified(base, data) for _ in range(3)])
        target, met = at_least(ours, VERIFIED)
        what = f"verify a log of {facts:,} facts: chains, positions, leaves, checkpoints"
        rows.append(Row(what, f"{ours:,.0f}/s", f"{theirs:,.0f}/s", f"{ours:,.0f}/s", target, met))
        slowest = percentile(lags, 0.99)
        target, met = at_most(slowest, LAG_SECONDS)
        rows.append(
            Row("a fact waits to be signed, p99", milliseconds(slowest), "", milliseconds(slowest), f"{target} s", met)
        )
        rows += _proved(data, MANY // 10 if quick else MANY)
    return rows


@asynccontextmanager
async def _signing(base: Ground) -> AsyncIterator[None]:
    tasks = [asyncio.ensure_future(loop()) for loop in checkpointing(base)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


async def _signed_up_to(base: Ground, position: int) -> None:
    checkpoints = CheckpointStream(base.wire, "events")
    while (record := await checkpoints.last()) is None or record.size < position:  # noqa: ASYNC110  nobody is told
        await asyncio.sleep(0.005)


async def _lags(base: Ground, made: World, times: int) -> list[float]:
    """How many seconds pass between the answer to an append and the checkpoint over it."""
    found: list[float] = []
    for _ in range(times):
        await seed(base.log, made, 1)
        began = perf_counter()
        await _signed_up_to(base, await base.log.last_position())
        found.append(perf_counter() - began)
    return found


async def _verified(base: Ground, data: Path) -> float:
    """How many facts a second are verified, from the first request to the last checkpoint."""
    key = signer_of(key_file(data), "events").key
    with undisturbed():
        began = perf_counter()
        verified = await verify_log(base.wire, "events", [key], [])
        took = perf_counter() - began
    if verified.faults:
        raise RuntimeError(f"the bench's own log has faults: {verified.faults[:3]}")
    return verified.examination.messages / took


def _proved(data: Path, count: int) -> list[Row]:
    """One of *count* leaves, proved from the files of the tree."""
    edge = Edge()
    with FileRows(data / "tree") as rows:
        tree = Levels(rows)
        for start in range(0, count, CHUNK):
            drawn = os.urandom(min(CHUNK, count - start) * HASH)
            leaves = [drawn[at : at + HASH] for at in range(0, len(drawn), HASH)]
            tree.add(leaves)
            edge = edge.grown(leaves)
        chance, times = random.Random(1), []  # noqa: S311  which ones is of no matter
        with undisturbed():
            for _ in range(PROOFS):
                index = chance.randrange(count)
                began = perf_counter()
                proof = inclusion_proof(tree, index, count)
                times.append(perf_counter() - began)
                check_inclusion(tree.node(0, index), index, count, proof, edge.root)
    half, slow = statistics.median(times), percentile(times, 0.99)
    target, met = at_most(half * 1_000, PROOF_MS)
    what = f"prove one fact among {count:,}, p50"
    return [
        Row(what, milliseconds(half), "", milliseconds(half), f"{target} ms", met),
        Row("  p99", milliseconds(slow), "", milliseconds(slow)),
    ]
