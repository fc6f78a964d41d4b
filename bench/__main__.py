"""`python -m bench [FIGURE …] [--quick] [--million]`.

Invariant: only a whole run that was not cut short writes docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Mapping, Sequence

import structlog
import uvloop
from rich.console import Console

from bench import machine, report
from bench.figures import append, load, project
from bench.measure import Row

FIGURES = {"append": append.measure, "load": load.measure, "project": project.measure}
SAID = Console(stderr=True)


async def run(chosen: Sequence[str], *, quick: bool, million: bool) -> tuple[list[Row], list[Mapping[str, str]]]:
    """Measure the *chosen* figures."""
    rows: list[Row] = []
    growth: list[Mapping[str, str]] = []
    for name in chosen:
        began = time.monotonic()
        SAID.print(f"{name} …", end=" ")
        rows += await FIGURES[name](quick=quick)
        SAID.print(f"{time.monotonic() - began:.0f} s")
    return rows, growth


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write the file after a whole run."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures Lantern beside something simpler.")
    parser.add_argument("figure", nargs="*", choices=[*FIGURES, []], help="only these figures")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions; for a first impression")
    parser.add_argument("--million", action="store_true", help="let the log grow to a million events as well")
    wanted = parser.parse_args(arguments)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    began, load = time.monotonic(), machine.load()
    rows, growth = uvloop.run(run(wanted.figure or list(FIGURES), quick=wanted.quick, million=wanted.million))
    report.show(rows, growth)
    if not wanted.figure and not wanted.quick:
        about = machine.description() | {
            "load when it began": f"{load:.1f}",
            "took": f"{time.monotonic() - began:.0f} s",
        }
        report.write(rows, growth, about)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
