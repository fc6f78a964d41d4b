"""`python -m bench [FIGURE …] [--quick] [--million]`.

Invariant: only a whole run that was not cut short writes docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import structlog
import uvloop
from rich.console import Console

from bench import machine, postgres, report
from bench.figures import append, boards, clocks, growth, load, project, proof, screens, seeing
from bench.figures.growth import CASES, MILLION, SIZES, Size
from bench.histories import lanes, moments
from bench.measure import Row

RATIOS = {
    "append": append.measure,
    "load": load.measure,
    "project": project.measure,
    "clocks": clocks.measure,
    "proof": proof.measure,
}
SCREENS = {
    "screens": screens.measure,
    "boards": boards.measure,
    "seeing": seeing.measure,
    "moments": moments.measure,
    "lanes": lanes.measure,
}
GROWING = ("board", "growth")
SAID = Console(stderr=True)


async def run(chosen: Sequence[str], *, quick: bool, million: bool) -> tuple[list[Row], list[Mapping[str, str]]]:
    """Measure the *chosen* figures."""
    rows: list[Row] = []
    lines: list[Mapping[str, str]] = []
    for name, measure in (RATIOS | SCREENS).items():
        if name in chosen:
            with _telling(name):
                rows += await measure(quick=quick)
    sizes = [Size(facts=facts) for facts in SIZES] if "growth" in chosen else []
    sizes += [Size(cases=CASES)] if "board" in chosen else []
    sizes += [Size(facts=MILLION)] if million else []
    if sizes:
        with _telling("board and growth"):
            more, lines = await growth.measure(sizes, quick=quick)
            rows += more
    return rows, lines


@contextmanager
def _telling(name: str) -> Iterator[None]:
    began = time.monotonic()
    SAID.print(f"{name} …")
    yield
    SAID.print(f"{name}: {time.monotonic() - began:.0f} s")


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write the file after a whole run."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures Lantern beside something simpler.")
    parser.add_argument("figure", nargs="*", choices=[*RATIOS, *SCREENS, *GROWING, []], help="only these figures")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions; for a first impression")
    parser.add_argument("--million", action="store_true", help="let the log grow to a million events as well")
    wanted = parser.parse_args(arguments)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    chosen = wanted.figure or [*RATIOS, *SCREENS, *GROWING]
    began, busy = time.monotonic(), machine.load()
    rows, growth_lines = uvloop.run(run(chosen, quick=wanted.quick, million=wanted.million))
    report.show(rows, growth_lines)
    if not wanted.figure and not wanted.quick:
        about = machine.description() | {
            "PostgreSQL": postgres.version(),
            "load when it began": f"{busy:.1f}",
            "it took": f"{time.monotonic() - began:.0f} s",
        }
        report.write(rows, growth_lines, about)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
