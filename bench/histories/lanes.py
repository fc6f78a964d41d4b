"""The timeline of a long case drawn as lanes: how soon the page is there, and how large it is.

Invariant: the whole page is timed, from sending the request to its last byte, and weighed as it is, not packed; each
view shows every step of the tasks, and its clocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from time import perf_counter

from bench.figures.boards import processor
from bench.histories.longcase import PACE, Long, long_case
from bench.measure import MS, Row, at_most, milliseconds, percentile, undisturbed
from web.casefile.choosing import minute

FACTS, TIMES = 2_000, 60
TARGET_MS, TARGET_KB = 50.0, 100.0


def _views(long: Long) -> dict[str, str]:
    """The whole record, and a fifth of it from its middle."""
    begun = datetime.now(UTC) - timedelta(days=180)
    part = (minute(begun + share * len(long.facts) * PACE) for share in (0.4, 0.6))
    return {
        "": "/timeline?timeline=all",
        ", a fifth of its time": "/timeline?timeline=all&begin={}&end={}".format(*part),
    }


async def _times(long: Long, path: str, times: int) -> tuple[Sequence[float], float]:
    """How long the page at *path* took each time, and the processor time of one."""
    await long.get(path)
    taken, used = [], processor(long.process)
    with undisturbed():
        for _turn in range(times):
            began = perf_counter()
            await long.get(path)
            taken.append(perf_counter() - began)
    return taken, (processor(long.process) - used) / times


async def measure(*, quick: bool) -> list[Row]:
    """Time and size of the page."""
    rows: list[Row] = []
    async with long_case(FACTS) as long:
        for name, path in _views(long).items():
            taken, used = await _times(long, path, TIMES // 4 if quick else TIMES)
            p50, size = percentile(taken, 0.5), len(await long.get(path)) / 1_000
            what = f"swimlanes of a case of {FACTS:,} facts{name}"
            target, met = at_most(p50 * MS, TARGET_MS)
            rows.append(Row(f"{what}, p50", milliseconds(p50), "", "", f"{target} ms", met))
            rows.append(Row("  of it processor time", milliseconds(used), "", ""))
            most, small = at_most(size, TARGET_KB)
            rows.append(Row("  the page, not packed", f"{size:.1f} kB", "", "", f"{most} kB", small))
    return rows
