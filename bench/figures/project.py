"""Projecting board and timeline from an empty file, against a bare ordered consumer that receives the same messages.

Invariant: both begin at the first message and end when they have the last one; ours has then folded and committed it.
"""

from __future__ import annotations

import asyncio
import itertools
import statistics
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from nats.aio.msg import Msg

from bench.measure import Row, at_least, undisturbed
from bench.seeding import seed
from bench.stage import Bare, folder, stage
from bench.world import World
from infra.composition.ground import Ground
from infra.nats.streams import LANTERN
from infra.sqlite.views import Views
from projections import board, timeline
from workers.projecting import Projecting

TARGET = 0.5
_runs = itertools.count()


async def measure(*, quick: bool) -> list[Row]:
    """All rows of this figure."""
    with folder() as data:
        async with stage(data) as (base, bare):
            facts = 10_000 if quick else 40_000
            await seed(base.log, World(datetime.now(UTC)), facts)
            ratios, mine, other = [], [], []
            for _ in range(3 if quick else 5):
                with undisturbed():
                    theirs = await received(bare, facts)
                with undisturbed():
                    ours = await projected(base, data)
                mine.append(ours)
                other.append(theirs)
                ratios.append(ours / theirs)
    ratio = statistics.median(ratios)
    target, met = at_least(ratio, TARGET)
    ours, theirs = statistics.median(mine), statistics.median(other)
    what = f"project board and timeline, {facts:,} facts"
    return [Row(what, f"{ours:,.0f}/s", f"{theirs:,.0f}/s", f"{ratio:.2f} ×", target, met)]


async def received(bare: Bare, facts: int) -> float:
    """How many messages a second the bare ordered consumer receives."""
    done = asyncio.Event()
    count = 0

    async def take(_: Msg) -> None:
        nonlocal count
        count += 1
        if count >= facts:
            done.set()

    began = perf_counter()
    consumer = await bare.js.subscribe(f"{LANTERN.root(LANTERN.events)}.>", cb=take, ordered_consumer=True)
    await done.wait()
    took = perf_counter() - began
    await consumer.unsubscribe()
    return count / took


async def projected(base: Ground, data: Path) -> float:
    """How many facts a second both views fold, from opening their empty files on."""
    views = Views(data / f"projected-{next(_runs)}", [board.VIEW, timeline.VIEW])
    began = perf_counter()
    folded = await Projecting(base.store, views, base.clock).drain()
    took = perf_counter() - began
    views.close()
    return folded / took
