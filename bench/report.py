"""The table on the terminal and in docs/benchmarks.md.

Invariant: the file says on what machine, when and with which settings, and shows missed targets like met ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.measure import Row

FILE = Path(__file__).resolve().parent.parent / "docs/benchmarks.md"
HEAD = ("what", "Lantern", "beside it", "figure", "target", "")
VERDICT = {True: "met", False: "missed", None: ""}

ABOUT = """# Benchmarks

`make bench` measures all of this anew and writes this file; `python -m bench append --quick` measures one figure, fast.
Every ratio compares two things done in turns in one run, on the same server and the same disk, so that it means the
same on another machine; the times themselves do not. A ratio is the median over the rounds of a run.
"""


def show(rows: Sequence[Row], growth: Sequence[Mapping[str, str]]) -> None:
    """Print both tables."""
    console = Console()
    table = Table(*HEAD)
    for row in rows:
        style = "red" if row.met is False else None
        table.add_row(*_cells(row), style=style)
    console.print(table)
    if growth:
        grown = Table(*growth[0])
        for each in growth:
            grown.add_row(*each.values())
        console.print(grown)


def write(rows: Sequence[Row], growth: Sequence[Mapping[str, str]], about: Mapping[str, str]) -> None:
    """Write docs/benchmarks.md."""
    parts = [
        ABOUT,
        f"Measured {datetime.now(UTC):%Y-%m-%d}.\n",
        _table(("on", ""), about.items()),
        "\n## Targets\n",
        _table(HEAD, map(_cells, rows)),
    ]
    if growth:
        parts += [f"\n## How it grows\n\n{GROWTH}\n", _table(tuple(growth[0]), (each.values() for each in growth))]
    parts.append(NOTES)
    FILE.write_text("\n".join(parts))


GROWTH = """One log that grows, with the made-up world of `bench/world.py`: six facts and six tasks in a case, four in
five of them finished. *start* is `lantern serve` without view files, from its start until it answers, *facts/s* what
all of its views fold a second meanwhile; memory is that process alone, without the nats-server beside it; the board is
that of one agency; *append* and *claim* are measured in turns with a bare publish, and are the ratio; a *first claim*
is one of a task that the process has not met since its start, whose history lies anywhere in the log; the process finds
its copy of the log up to date, as it leaves it itself. *copy* is how large that file is."""

NOTES = """
## How it was measured

* The server is the embedded nats-server of `lantern serve`, with `sync_interval: always`: every acknowledgement comes
  after an fsync. The bare publish is nats-py's `js.publish` to a stream with the same settings on the same server; its
  payload is as long as the headers and the body of the event it stands beside.
* PostgreSQL is Debian's, with its own default settings, over a Unix socket, with the library's own recorder.
* *Cold* loads with a log object that remembers nothing: *without a copy* everything comes from the server and the chain
  is verified; *from the process's own copy* the history comes from a local file and is checked by its seals, and the
  server is asked for what came after (ADR 33, 34). *Warm* has loaded the history before and asks only for what came
  after. All three are as new as the question. To *recall* is not: it asks nobody, and is what a command is decided from
  where the process remembers nothing; an append from an old end is refused and decided again.
* With 16 ways, as one by one, the events are made up beforehand.
* The bare ordered consumer is nats-py's, with a callback that counts.
* Pages and claims are timed by a client on the same machine, from sending the request to the last byte of the answer,
  unpacked where the row does not say otherwise; the process is a `lantern serve` like any other, with its rules,
  clocks and views.
* A first load is the page of a board with 500 open tasks and every style, script and picture it asks for, packed as
  they go over the wire; a click is one in Chromium, from the input event to the second frame after the answer was put
  in. 500 open boards are 500 streams and 500 more connections of another process, which asks for the region as the
  page does and looks for the claim in what comes; the cores are the processor time of the server over the whole run.
* *Verify* reads a log that Lantern wrote and signed, from the server, and checks the chain of every history, every
  position, every leaf beside the one that was signed, every checkpoint's root and the signature of the newest; beside
  it stands a bare consumer that only receives the same messages. A proof is made from the files that `lantern export`
  keeps, over hashes that were drawn: what they are of changes nothing. A fact waits to be signed from the answer to
  its append until the checkpoint over it can be read; a quarter of a second of that is waiting for more.
* A moment of a long case is timed at other facts each time, in no order, as somebody who jumps about would ask. *Its
  record, case and tasks* is what a page of that moment is made from, by the code that makes it; the rest of a page is
  reading who asks, words, and HTML: a replayed page of a case takes as long as the page of a case does, and has no aim.
* The load is what else the machine was doing. Ratios bear it; times, and above all p99, do not.

## Where it misses, and why

* *Load, cold, from the copy.* Faster than PostgreSQL, but not in half of its time: to ask the server what came after
  takes a quarter to a third of PostgreSQL's time, and as much again goes into reading and checking seventy kilobytes.
* *Load, cold, without a copy.* The server alone takes about as long to find and send a hundred messages as PostgreSQL
  takes for everything; splitting, checking and chaining them comes on top. A process reads so only while its copy is
  not there: on its first start, and after damage.
* *First claim.* Its history comes from the process's copy in a quarter of a millisecond, and nobody is asked for it.
  But before it stores the claim, the server compares the expected end of the history with the last message there, and
  reads the whole block of its file in which that lies: in a log of 150,000 facts the publish of a first claim took
  5.9 ms where that of a second took 1.8 ms, on a busy machine. In small logs there is one block, and no difference.
* *Claim.* It costs one append and about two milliseconds of one Python process: HTTP, asking for the session, reading
  what the asker may see, deciding, following the log, folding board and timeline. What nobody waits for, such as the
  audit trail, is folded after the answer. Where other work wants the processor, those two milliseconds grow, and the
  publish, which mostly waits for the disk, does not.
* *Project.* A fact takes 32 µs of processor time (it was 37): 9 to receive and check it, 3 to decode it, 8 for the
  timeline, which writes a document for each, 6 for the board, and 6 that the stages cost each other; the bare consumer
  takes 15. SQLite's share runs beside the interpreter where a second core is free. What helped, and what was tried in
  vain or not done for the sake of safety, is in [ADR 53](adr/0053-a-view-is-filled-with-fewer-steps.md).
* *500 open boards.* Each costs the server a third of a millisecond: the time to parse a request and to find out who
  asks. What they get is made and packed once for each person and change, and a claim is told to all in one go. The
  aim is met with nothing to spare: on the day of the table, which began while the machine was busy, a run by itself
  right after it told the last board after 249 ms.
* *Board, p99.* Five hundred cards are half a megabyte of HTML. Each is written once while it looks the same; finding,
  ordering and joining them remains.
"""


def _cells(row: Row) -> tuple[str, ...]:
    return (row.what, row.lantern, row.beside, row.figure, row.target, row.verdict or VERDICT[row.met])


def _table(head: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return "\n".join(lines) + "\n"
