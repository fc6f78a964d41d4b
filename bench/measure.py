"""Times, percentiles and rows of the table.

Invariant: what is compared is measured in turns, so that whatever else the machine does meets both sides alike.
"""

from __future__ import annotations

import asyncio
import gc
import statistics
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

Work = Callable[[], Awaitable[object]]
Timed = Callable[[], Awaitable[float]]
"""Does something once and says how many seconds it took."""

MS = 1_000.0


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured on both sides, the *figure*, and what it should be.

    *verdict* stands there instead of met or missed where neither says enough.
    """

    what: str
    lantern: str
    beside: str
    figure: str
    target: str = ""
    met: bool | None = None
    verdict: str = ""


def at_most(figure: float, target: float) -> tuple[str, bool]:
    """The target as the table says it, and whether *figure* meets it."""
    return f"≤ {target:g}", figure <= target


def at_least(figure: float, target: float) -> tuple[str, bool]:
    """The target as the table says it, and whether *figure* meets it."""
    return f"≥ {target:g}", figure >= target


def percentile(times: Sequence[float], share: float) -> float:
    """The time that *share* of *times* do not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def milliseconds(seconds: float) -> str:
    """*seconds* as the table shows them."""
    return f"{seconds * MS:.2f} ms" if seconds < 0.1 else f"{seconds * MS:.0f} ms"


def timed(work: Work) -> Timed:
    """*work*, timed from before it begins until it has ended."""

    async def once() -> float:
        began = perf_counter()
        await work()
        return perf_counter() - began

    return once


@contextmanager
def undisturbed() -> Iterator[None]:
    """Collect garbage first and not meanwhile; the same for whatever is measured."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@dataclass(frozen=True)
class Pair:
    """Two sides measured in turns: all times of each, and the median over the rounds of the ratio of their p50."""

    ours: Sequence[float]
    theirs: Sequence[float]
    ratio: float


async def in_turns(ours: Timed, theirs: Timed, *, rounds: int, times: int) -> Pair:
    """Measure *ours* and *theirs* alternately, *times* in each of *rounds*, after a round that does not count."""
    all_ours: list[float] = []
    all_theirs: list[float] = []
    ratios: list[float] = []
    for turn in range(rounds + 1):
        mine: list[float] = []
        other: list[float] = []
        with undisturbed():
            for _ in range(times if turn else times // 4):
                mine.append(await ours())
                other.append(await theirs())
        if turn:
            all_ours += mine
            all_theirs += other
            ratios.append(statistics.median(mine) / statistics.median(other))
    return Pair(all_ours, all_theirs, statistics.median(ratios))


async def rate(work: Callable[[int], Awaitable[object]], *, ways: int, each: int) -> float:
    """How often a second *work* is done by *ways* workers, each of which does it *each* times, one after the other."""

    async def worker(number: int) -> None:
        for _ in range(each):
            await work(number)

    began = perf_counter()
    await asyncio.gather(*map(worker, range(ways)))
    return ways * each / (perf_counter() - began)
