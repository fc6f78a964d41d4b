"""Power failures: what was acknowledged is there once, whoever is killed in the middle of the work."""

from __future__ import annotations

import asyncio
import os
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.whole.process import Lantern, command

pytestmark = [pytest.mark.xdist_group("killed"), pytest.mark.slow]

NOTES = 120
AFTER = 30
"""So many notes are acknowledged before somebody is killed."""


class Writers:
    """Writes numbered notes on one task, each under a key of its own, and remembers which were acknowledged."""

    def __init__(self, lantern: Lantern) -> None:
        self.lantern = lantern
        self.token = lantern.token("police.it")
        self.task = lantern.get("/board", self.token)["tasks"][0]
        self.acknowledged: set[int] = set()

    async def write(self, number: int, client: httpx.AsyncClient) -> None:
        headers = {"authorization": f"Bearer {self.token}", "idempotency-key": f"note-{number}"}
        path = f"{self.lantern.url}/api/v1/tasks/{self.task['id']}/note"
        answer = await client.post(path, json={"note": f"numbered-{number:04d}"}, headers=headers)
        if answer.status_code == 200:
            self.acknowledged.add(number)

    async def write_until(self, kill: Callable[[], None]) -> None:
        """Write all notes, eight at a time, and *kill* in the middle; what fails is left for later."""
        gate, killed = asyncio.Semaphore(8), False
        async with httpx.AsyncClient(timeout=20) as client:

            async def one(number: int) -> None:
                nonlocal killed
                async with gate:
                    if len(self.acknowledged) >= AFTER and not killed:
                        killed = True
                        kill()
                    try:
                        await self.write(number, client)
                    except httpx.TransportError:
                        return

            await asyncio.gather(*map(one, range(NOTES)))

    async def write_the_rest(self) -> None:
        async with httpx.AsyncClient(timeout=20) as client:
            while missing := [number for number in range(NOTES) if number not in self.acknowledged]:
                await asyncio.gather(*(self.write(number, client) for number in missing[:8]))

    def stored(self) -> Counter[str]:
        """How often each note stands in the timeline."""
        entries = self.lantern.get(f"/cases/{self.task['case']}/timeline", self.token)["entries"]
        return Counter(
            e["details"]["note"] for e in entries if e["event"] == "TaskNoted" and e["task"] == self.task["id"]
        )


def expected() -> Counter[str]:
    return Counter({f"numbered-{number:04d}": 1 for number in range(NOTES)})


async def test_killing_the_application_loses_and_doubles_nothing(tmp_path: Path) -> None:
    lantern = Lantern(tmp_path / "data").start()
    writers = Writers(lantern)
    await writers.write_until(lantern.kill)
    acknowledged = set(writers.acknowledged)

    lantern.start()
    survived = writers.stored()
    await writers.write_the_rest()
    stored = writers.stored()
    lantern.stop()
    verified = command("verify", data=lantern.data)

    assert AFTER <= len(acknowledged) < NOTES
    assert verified.returncode == 0, verified.stdout
    assert all(survived[f"numbered-{number:04d}"] == 1 for number in acknowledged)
    assert stored == expected()


async def test_killing_the_nats_server_loses_and_doubles_nothing(tmp_path: Path) -> None:
    lantern = Lantern(tmp_path / "data").start()
    writers = Writers(lantern)
    await writers.write_until(lambda: os.kill(lantern.server_pid, signal.SIGKILL))

    await writers.write_the_rest()
    stored = writers.stored()
    code = lantern.stop()

    assert stored == expected()
    assert code == 0
