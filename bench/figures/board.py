"""The board of an agency with 500 open tasks among 10,000 cases, and a claim; from `lantern serve` over HTTP.

Invariant: what is looked at and claimed went through the log and was projected by the process itself.
"""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bench.measure import MS, Row, at_most, milliseconds, percentile, timed
from bench.serving import Client, serving
from bench.stage import Bare, bare
from bench.world import MEASURED
from infra.composition.ground import Ground
from infra.composition.positions import FilePositions
from workers import reacting

PAGE_MS, CLAIM = 15.0, 4.0
VIEWS = Path("views/serve")


@dataclass(frozen=True)
class Tokens:
    """Two sessions of one member of the agency that is measured."""

    cookie: str
    bearer: str


@dataclass(frozen=True)
class Looked:
    """What the process was like: its memory and start, its board, its claims beside bare publishes."""

    resident: float
    start: float
    tasks: int
    page: float
    page_p99: float
    packed_p99: float
    unchanged_p99: float
    changed: float
    changed_p99: float
    api_p99: float
    claim: float
    first_claim: float
    publish: float


async def prepare(base: Ground, data: Path) -> Tokens:
    """Sign somebody in, and let the process find all rules applied and no view built."""
    member = MEASURED.member(0)
    sessions = [await base.sessions.start(member, MEASURED.id, kind) for kind in ("browser", "api")]
    for file in (data / VIEWS).glob("*.sqlite*"):
        file.unlink()
    FilePositions(data / VIEWS).set(reacting.NAME, await base.log.last_position())
    return Tokens(*(session.token for session in sessions))


async def look(data: Path, tokens: Tokens, *, quick: bool) -> Looked:
    """Start the process, look at the board and claim tasks."""
    async with serving(data) as process, bare(data) as beside, process.client() as client:
        cookie = f"Cookie: lantern_session={tokens.cookie}"
        bearer = f"Authorization: Bearer {tokens.bearer}"
        plain = await _pages(client, "/board", cookie, quick=quick)
        packed = await _pages(client, "/board", cookie, "Accept-Encoding: gzip", quick=quick)
        api = await _pages(client, "/api/v1/board", bearer, quick=quick)
        unchanged = await _updates(client, cookie, quick=quick)
        board = msgspec.json.decode((await client.get("/api/v1/board", bearer)).body)
        tasks = [task["id"] for task in board["tasks"] if task["state"] in ("open", "acknowledged")]
        some = tasks[: 30 if quick else 250]
        first, _ = await _claims(client, beside, some, bearer)
        again = list(itertools.islice(itertools.cycle(some), 30 if quick else 250))
        claims, publishes = await _claims(client, beside, again, bearer)
        changed = await _after_changes(client, again, cookie, bearer)
        return Looked(
            resident=process.resident,
            start=process.seconds,
            tasks=sum(task["state"] not in ("completed", "waived") for task in board["tasks"]),
            page=plain[0],
            page_p99=plain[1],
            packed_p99=packed[1],
            unchanged_p99=unchanged,
            changed=percentile(changed, 0.5),
            changed_p99=percentile(changed, 0.99),
            api_p99=api[1],
            claim=percentile(claims, 0.5),
            first_claim=percentile(first, 0.5),
            publish=percentile(publishes, 0.5),
        )


def rows_of(looked: Looked) -> list[Row]:
    """What *looked* like, against its targets."""
    rows = []
    for what, seconds in (
        ("page", looked.page_p99),
        ("page, packed", looked.packed_p99),
        ("update of an open page after a change, packed", looked.changed_p99),
        ("update without a change", looked.unchanged_p99),
        ("API", looked.api_p99),
    ):
        target, met = at_most(seconds * MS, PAGE_MS)
        rows.append(
            Row(f"board {what}, {looked.tasks} open tasks, p99", milliseconds(seconds), "", "", f"{target} ms", met)
        )
    rows.insert(1, Row(f"board page, {looked.tasks} open tasks, p50", milliseconds(looked.page), "", ""))
    for what, seconds in (("", looked.claim), (" of a task that the process has not met before", looked.first_claim)):
        ratio = seconds / looked.publish
        target, met = at_most(ratio, CLAIM)
        name = f"claim{what}, own board up to date, p50"
        rows.append(Row(name, milliseconds(seconds), milliseconds(looked.publish), f"{ratio:.1f} ×", target, met))
    rows.append(Row("memory of lantern serve, 10,000 cases", f"{looked.resident:.0f} MiB", "", ""))
    return rows


async def _pages(client: Client, path: str, *headers: str, quick: bool) -> tuple[float, float]:
    """The medians, over some rounds, of their p50 and of their p99."""
    halves, nearly_all = [], []
    for turn in range(3 if quick else 6):
        times = []
        for _ in range(30 if quick else 150):
            answer = await client.get(path, *headers)
            if answer.status != 200:
                raise RuntimeError(f"{path} was answered with {answer.status}")
            times.append(answer.seconds)
        if turn:
            halves.append(percentile(times, 0.5))
            nearly_all.append(percentile(times, 0.99))
    return statistics.median(halves), statistics.median(nearly_all)


FRAGMENT = ("HX-Request: true", "HX-Request-Type: partial", "Accept-Encoding: gzip")
"""What an open page sends to be brought up to date."""


async def _updates(client: Client, cookie: str, *, quick: bool) -> float:
    """The 99th percentile of updates that bring nothing new."""
    page = (await client.get("/board?scope=team", cookie)).body.decode()
    mark = page.partition('data-mark="')[2].partition('"')[0]
    times = []
    for _ in range(50 if quick else 500):
        answer = await client.get("/board?scope=team", cookie, *FRAGMENT, f'If-None-Match: "{mark}"')
        if answer.status != 304:
            raise RuntimeError(f"an update without a change was answered with {answer.status}")
        times.append(answer.seconds)
    return percentile(times, 0.99)


async def _after_changes(client: Client, tasks: Sequence[str], cookie: str, bearer: str) -> list[float]:
    """Updates of an open page, each after a task of its agency was claimed or released."""
    times = []
    for task in tasks:
        for step in ("claim", "release"):
            answer = await client.post(f"/api/v1/tasks/{task}/{step}", {}, bearer)
            update = await client.get("/board?scope=team", cookie, *FRAGMENT)
            if (answer.status, update.status) != (200, 200):
                raise RuntimeError(f"a {step} was answered with {answer.status}, the update with {update.status}")
            times.append(update.seconds)
    return times


async def _claims(client: Client, beside: Bare, tasks: Sequence[str], bearer: str) -> tuple[list[float], list[float]]:
    """Claims in turns with publishes of about as many bytes; each claim is released again, untimed."""
    claims, publishes = [], []
    publish = timed(lambda: beside.publish(bytes(1_000)))
    for task in tasks:
        publishes.append(await publish())
        answer = await client.post(f"/api/v1/tasks/{task}/claim", {}, bearer)
        claims.append(answer.seconds)
        released = await client.post(f"/api/v1/tasks/{task}/release", {}, bearer)
        if (answer.status, released.status) != (200, 200):
            raise RuntimeError(f"a claim was answered with {answer.status}, its release with {released.status}")
    return claims, publishes
