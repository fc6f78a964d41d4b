"""Any moment of a long case: what was known, through whose eyes, and the screens as they were.

Invariant: a page is timed from its address to its last byte, and each moment is another than the one before. What the
moment itself costs is measured beside it, by the code that pages call.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from time import perf_counter

from bench.figures.boards import processor
from bench.histories.longcase import INSIDE, READER, Long, long_case, recorded
from bench.measure import MS, Row, at_most, milliseconds, percentile, undisturbed
from projections import timeline
from projections.replaying import Past
from projections.visibility import Strand, Viewer, eye_of

FACTS = 5_000
MOMENTS = 100
TARGET_MS = 20.0
OTHER = next(agency for agency in INSIDE if agency.role.value == "guardian")

PAGES = {
    "what was known then": ("/then?at={at}", TARGET_MS),
    "what another agency knew then": (f"/then?at={{at}}&by={OTHER.id}", TARGET_MS),
    "the board of then, replayed": ("/replay?at={at}&screen=board", None),
    "the page of the case of then, replayed": ("/replay?at={at}", None),
}


def _moment() -> Sequence[float]:
    """How long it takes to have the record, the case and the tasks of a moment, for one agency."""
    facts = list(recorded(FACTS))
    entries = [entry for fact in facts if (entry := timeline.VIEW.evolve(None, fact)) is not None]
    past, taken = Past(READER.country), []
    past.follow(entries)
    case = past.at(FACTS).case
    if case is None:
        raise RuntimeError("the case tells of no case")
    strand = Strand([eye_of(Viewer(READER.id, READER.role, READER.country), case, datetime.now(UTC))])
    strand.follow(entries)
    with undisturbed():
        for moment in range(MOMENTS):
            position = 1 + moment * 2_477 % FACTS
            began = perf_counter()
            strand.until(position), strand.case(position), past.at(position)
            taken.append(perf_counter() - began)
    return taken


async def _pages(long: Long, path: str, moments: int) -> tuple[Sequence[float], float]:
    """How long the page at *path* took at moments all over the case, and the processor time of one."""
    main = long.main[len(INSIDE) :]
    await long.get(path.format(at=main[0]))
    taken, used = [], processor(long.process)
    with undisturbed():
        for moment in range(moments):
            began = perf_counter()
            await long.get(path.format(at=main[moment * 617 % len(main)]))
            taken.append(perf_counter() - began)
    return taken, (processor(long.process) - used) / moments


async def measure(*, quick: bool) -> list[Row]:
    """The moment itself, and the pages of it."""
    what = f"any moment of a case of {FACTS:,} facts"
    moments = _moment()
    target, met = at_most(percentile(moments, 0.95) * MS, TARGET_MS)
    rows = [
        Row(
            f"{what}: its record, case and tasks, p95",
            milliseconds(percentile(moments, 0.95)),
            "",
            "",
            f"{target} ms",
            met,
        )
    ]
    async with long_case(FACTS) as long:
        for name, (path, most) in PAGES.items():
            taken, used = await _pages(long, path, MOMENTS // 5 if quick else MOMENTS)
            p50 = percentile(taken, 0.5)
            row = Row(f"{what}: {name}, p50", milliseconds(p50), "", "")
            rows.append(row if most is None else replace(row, target=f"≤ {most:g} ms", met=p50 * MS <= most))
            rows.append(Row("  of it processor time", milliseconds(used), "", ""))
    return rows
