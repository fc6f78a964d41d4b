"""500 open boards: how long until a claim is shown on all of them, and what that costs the server.

Invariant: the boards are open in another process, over HTTP like a browser's; a claim counts as shown on a board when
the last byte of an answer that says who holds the task has arrived there.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import msgspec

from bench.figures.board import VIEWS
from bench.measure import MS, Row, at_most, milliseconds, percentile
from bench.seeding import enrol, seed
from bench.serving import ROOT, Client, Serving, serving
from bench.stage import folder, stage
from bench.world import MEASURED, MEMBERS, OneBoard
from infra.composition.positions import FilePositions
from workers import reacting

BOARDS = 500
CASES = 417
"""After so many cases the board has 500 open tasks."""

LIMIT_MS, CORE = 250.0, 1.0
PAUSE = 1.0
"""Between two claims, as on a busy day of the whole country."""


QUIET = 3.0


@dataclass(frozen=True)
class Stand:
    """A folder with one crowded board in it, and sessions of the people who look at it."""

    data: Path
    cookies: Sequence[str]
    bearer: str


@asynccontextmanager
async def crowded(boards: int) -> AsyncIterator[Stand]:
    """A log with 500 open tasks on one board, and sessions for so many *boards*."""
    made = OneBoard(datetime.now(UTC))
    with folder() as data:
        async with stage(data) as (base, _):
            await enrol(base, made)
            while made.cases < CASES:
                await seed(base.log, made, 500)
            sessions = [await base.sessions.start(MEASURED.member(i % MEMBERS), MEASURED.id) for i in range(boards)]
            bearer = await base.sessions.start(MEASURED.member(0), MEASURED.id, "api")
            FilePositions(data / VIEWS).set(reacting.NAME, await base.log.last_position())
        yield Stand(data, [each.token for each in sessions], bearer.token)


async def measure(*, quick: bool) -> list[Row]:
    """Claim a task again and again while all boards are open."""
    async with (
        crowded(BOARDS) as stand,
        serving(stand.data) as process,
        process.client() as client,
        _crowd(process.port, stand.cookies) as crowd,
    ):
        await _once_quiet(client, f"Authorization: Bearer {stand.bearer}")
        began, used = perf_counter(), processor(process)
        times = await _claims(client, crowd, stand.cookies[0], stand.bearer, 5 if quick else 30)
        used, took = processor(process) - used, perf_counter() - began
    return _rows(times, used, took)


async def _claims(
    client: Client, crowd: asyncio.subprocess.Process, cookie: str, bearer: str, turns: int
) -> list[float]:
    authorised = f"Authorization: Bearer {bearer}"
    board = msgspec.json.decode((await client.get("/api/v1/board", authorised)).body)
    free = [task["id"] for task in board["tasks"] if task["state"] in ("open", "acknowledged")]
    page = (await client.get("/board", f"Cookie: lantern_session={cookie}")).body.decode()
    tasks = [task for task in free if f'id="task-{task}"' in page]
    times: list[float] = []
    for turn, task in enumerate(tasks[: turns + 1]):
        # The clocks of the process may have told something of the task since the board was read.
        before = msgspec.json.decode((await client.get(f"/api/v1/tasks/{task}", authorised)).body)
        await _say(crowd, f'id="task-{task}" data-card data-version="{before["version"] + 1}"')
        began = perf_counter()
        answer = await client.post(f"/api/v1/tasks/{task}/claim", {}, authorised)
        if answer.status != 200:
            raise RuntimeError(f"a claim was answered with {answer.status}")
        shown = msgspec.json.decode(await _line(crowd), type=list[float])
        if turn:
            times += [at - began for at in shown]
        await asyncio.sleep(PAUSE)
    return times


async def _once_quiet(client: Client, authorised: str) -> bytes:
    """The board, once the clocks of the process have told of all that ran out before it was started."""
    before = b""
    while (now := (await client.get("/api/v1/board", authorised)).body) != before:
        before = now
        await asyncio.sleep(QUIET)
    return now


def _rows(times: Sequence[float], used: float, took: float) -> list[Row]:
    p99 = percentile(times, 0.99)
    target, met = at_most(p99 * MS, LIMIT_MS)
    core, under = at_most(used / took, CORE)
    claims = len(times) // BOARDS + 1
    return [
        Row(f"claim on {BOARDS} open boards, p99", milliseconds(p99), "", "", f"{target} ms", met),
        Row(f"claim on {BOARDS} open boards, p50", milliseconds(percentile(times, 0.5)), "", ""),
        Row(f"lantern serve meanwhile, a claim every {PAUSE:g} s", f"{used / took:.2f} cores", "", "", core, under),
        Row("  its processor's time for each claim, all told", milliseconds(used / claims), "", ""),
    ]


def processor(process: Serving) -> float:
    """Seconds of processor time that *process* has used."""
    fields = Path(f"/proc/{process.process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def _crowd(port: int, cookies: Sequence[str]) -> AsyncIterator[asyncio.subprocess.Process]:
    crowd = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.crowd", str(port)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
        limit=2**20,
    )
    try:
        if crowd.stdin is None:
            raise RuntimeError("the crowd has no input")
        crowd.stdin.write("".join(f"{cookie}\n" for cookie in cookies).encode() + b"\n")
        if int(await _line(crowd)) != len(cookies):
            raise RuntimeError("not every board was opened")
        yield crowd
    finally:
        if crowd.returncode is None:
            crowd.terminate()
        await crowd.wait()


async def _say(crowd: asyncio.subprocess.Process, words: str) -> None:
    if crowd.stdin is None:
        raise RuntimeError("the crowd has no input")
    crowd.stdin.write(f"{words}\n".encode())
    await _line(crowd)


async def _line(crowd: asyncio.subprocess.Process) -> bytes:
    if crowd.stdout is None:
        raise RuntimeError("the crowd has no output")
    line = await crowd.stdout.readline()
    if not line:
        raise RuntimeError("the crowd has gone")
    return line.strip()
