"""One log that grows, and what each figure is at each size; also the board of 10,000 cases, which is one of the sizes.

Invariant: at every size the same things are measured in the same way, on the same log.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import append, load
from bench.figures.board import Looked, look, prepare, rows_of
from bench.measure import Row, Timed, milliseconds
from bench.seeding import enrol, seed
from bench.stage import folder, stage
from bench.world import World

CASES = 10_000
SIZES = (1_000, 10_000, 100_000)
MILLION = 1_000_000
LOADED = 10


@dataclass(frozen=True)
class Size:
    """So many facts, or so many cases."""

    facts: int = 0
    cases: int = 0

    def more(self, made: World) -> int:
        """About how many facts are missing."""
        if self.cases:
            return (self.cases - made.cases) * made.told // max(made.cases, 1) if made.cases else 1_000
        return self.facts - made.told

    def reached(self, made: World) -> bool:
        """Whether the world is as large as that."""
        return made.cases >= self.cases and made.told >= self.facts


async def measure(sizes: Sequence[Size], *, quick: bool) -> tuple[list[Row], list[Mapping[str, str]]]:
    """The rows of the board with 10,000 cases, if that is one of *sizes*, and a line for each size."""
    rows: list[Row] = []
    lines: list[Mapping[str, str]] = []
    made = World(datetime.now(UTC))
    with folder() as data:
        async with stage(data) as (base, _):
            await enrol(base, made)
            await load.seed(base.log, LOADED)
        for size in sizes:
            line, looked = await _at(size, data, made, quick=quick)
            lines.append(line)
            if size.cases == CASES:
                rows = rows_of(looked)
    return rows, lines


async def _at(size: Size, data: Path, made: World, *, quick: bool) -> tuple[Mapping[str, str], Looked]:
    async with stage(data) as (base, beside):
        while not size.reached(made):
            await seed(base.log, made, max(1, size.more(made)))
        names = [load.history(number, made.now)[0].originator for number in range(LOADED)]
        times = 50 if quick else 200
        async with load.up_to_date(base, "serve") as copy:
            # The process finds it as it leaves it itself after it has run for a while.
            copied, loads = [await _median(load.cold(base, names, each), times) for each in (copy, None)]
            copy_size = (data / "copy/serve.sqlite").stat().st_size
        appending = await append.sequential(base, beside, quick=True)
        tokens = await prepare(base, data)
    looked = await look(data, tokens, quick=quick)
    line = {
        "facts": f"{made.told:,}",
        "cases": f"{made.cases:,}",
        "append": appending.figure,
        "load 100, copied": milliseconds(copied),
        "load 100, no copy": milliseconds(loads),
        "copy": f"{copy_size / made.told:,.0f} B a fact",
        "start": f"{looked.start:.1f} s",
        "facts/s": f"{made.told / looked.start:,.0f}",
        "memory": f"{looked.resident:.0f} MiB",
        "open tasks": str(looked.tasks),
        "board p50": milliseconds(looked.page),
        "board p99": milliseconds(looked.page_p99),
        "claim": f"{looked.claim / looked.publish:.1f} ×",
        "first claim": f"{looked.first_claim / looked.publish:.1f} ×",
    }
    return line, looked


async def _median(work: Timed, times: int) -> float:
    return statistics.median([await work() for _ in range(times)])
