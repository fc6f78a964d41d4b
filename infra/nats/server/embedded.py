"""Starts, watches, restarts and stops the embedded nats-server.

Invariant: a server that is started belongs to this process alone, ends with it, and is started again when it dies.
"""

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import nats
from nats.errors import Error as NatsError

from infra.faults import DiskFull, Fault, NotWritable, ServerNotStarted, from_os_error
from infra.nats.server import binary
from infra.nats.server.access import APPLICATION, STEWARD, Access, passwords
from infra.nats.server.config import configuration
from infra.nats.server.lock import GRACE_SECONDS, Holder, Lock, stop_orphan
from infra.nats.server.place import Place

POLL_SECONDS = 0.01
READY_SECONDS = 120.0
RESTARTS, RESTARTS_WITHIN_SECONDS = 5, 60.0

# The kernel ends the server when the thread that started it ends, so that a killed Lantern leaves none behind
# (PR_SET_PDEATHSIG is 1). A program of its own, because code between fork and exec must not run in ours.
LEASH = """
import ctypes, os, signal, sys
ctypes.CDLL(None).prctl(1, signal.SIGTERM)
if os.getppid() != int(sys.argv[1]): sys.exit("Lantern ended before its server began")
os.execv(sys.argv[2], sys.argv[2:])
"""


@dataclass(frozen=True)
class Death:
    """The server ended by itself: with which code, and why it could not be started again, if it could not."""

    code: int
    fault: Fault | None = None


class EmbeddedServer:
    """A nats-server on *data*, from `start` (or `async with`) to `stop`.

    *on_death* is told of every death: with a fault when the server stays away, which is the time to stop serving.
    """

    def __init__(
        self,
        data: Path,
        *,
        named: Path | None = None,
        on_death: Callable[[Death], None] = lambda _: None,
        ready_seconds: float = READY_SECONDS,
    ) -> None:
        self._place = Place(data)
        self._lock = Lock(self._place)
        self._named = named
        self._on_death = on_death
        self._ready_seconds = ready_seconds
        self._passwords: dict[str, str] = {}
        self._port: int | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._watching: asyncio.Task[None] | None = None
        self._deaths: deque[float] = deque(maxlen=RESTARTS)

    @property
    def pid(self) -> int:
        """The running server's process id."""
        if self._process is None:
            raise RuntimeError("the embedded server is not started")
        return self._process.pid

    @property
    def application(self) -> Access:
        """Access for everything but making streams."""
        return self._access(APPLICATION)

    @property
    def steward(self) -> Access:
        """Access for making and upgrading streams at start."""
        return self._access(STEWARD)

    async def start(self) -> None:
        """Start the server and come back when it answers; refuses with a fault that says what to do."""
        program = binary.find(self._named)
        self._place.prepare()
        left = self._lock.take()
        try:
            await asyncio.to_thread(stop_orphan, left, self._place.config)
            self._passwords = passwords(self._place)
            await self._launch(program)
        except BaseException:
            await self._end()
            self._lock.release()
            raise
        self._watching = asyncio.create_task(self._watch(program), name="watch the embedded nats-server")

    async def stop(self) -> None:
        """Stop the server, gently if it lets us; nothing to do when it is not running."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
            self._watching = None
        await self._end()
        self._lock.release()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def _access(self, user: str) -> Access:
        return Access((f"nats://127.0.0.1:{self._port}",), user, self._passwords[user])

    async def _launch(self, program: Path) -> None:
        self._place.tidy()
        self._place.write(self._place.config, configuration(self._place, self._passwords, self._port))
        said_before = self._place.log.stat().st_size
        command = [str(program), "-c", str(self._place.config)]
        if sys.platform == "linux":
            command = [sys.executable, "-I", "-S", "-c", LEASH, str(os.getpid()), *command]
        try:
            with self._place.log.open("ab") as log:
                # A session of its own: Ctrl-C in a terminal is for Lantern, which then stops its server last.
                self._process = await asyncio.create_subprocess_exec(
                    *command, stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
                )
        except OSError as error:
            raise from_os_error(error, program) from error
        await self._ready(said_before)
        self._lock.note(Holder(os.getpid(), self.pid, self._port))

    async def _ready(self, said_before: int) -> None:
        deadline = time.monotonic() + self._ready_seconds
        while time.monotonic() < deadline:
            if self._process is None or self._process.returncode is not None:
                raise self._why_it_ended(said_before)
            if self._given_port() and await self._answers():
                return
            await asyncio.sleep(POLL_SECONDS)
        raise ServerNotStarted(f"no answer within {self._ready_seconds:.0f} s", self._place.log)

    def _given_port(self) -> bool:
        try:
            listening = json.loads((self._place.ports / f"nats-server_{self.pid}.ports").read_text())["nats"][0]
        except (OSError, ValueError, LookupError):
            return False
        self._port = int(listening.rsplit(":", 1)[1])
        return True

    async def _answers(self) -> bool:
        async def silent(_: Exception) -> None:
            """Keep quiet: a server that is not there yet is what we wait for."""

        try:
            client = await nats.connect(
                **self.steward.options(), allow_reconnect=False, connect_timeout=2, error_cb=silent
            )
        except (OSError, NatsError, TimeoutError):
            return False
        try:
            await client.jetstream().account_info()
        except (NatsError, TimeoutError):
            return False
        finally:
            await client.close()
        return True

    def _why_it_ended(self, said_before: int) -> Fault:
        with self._place.log.open("rb") as log:
            log.seek(said_before)
            said = log.read().decode(errors="replace")
        if "no space left" in said:
            return DiskFull(self._place.store)
        if "permission denied" in said or "read-only file system" in said:
            return NotWritable(self._place.store)
        telling = [line for line in said.splitlines() if "[FTL]" in line or "[ERR]" in line] or said.splitlines()
        return ServerNotStarted(telling[-1].split("] ")[-1] if telling else "it gave no reason", self._place.log)

    async def _watch(self, program: Path) -> None:
        while self._process is not None:
            code = await self._process.wait()
            fault = await self._again(program)
            self._on_death(Death(code, fault))
            if fault is not None:
                return

    async def _again(self, program: Path) -> Fault | None:
        now = time.monotonic()
        if len(self._deaths) == RESTARTS and now - self._deaths[0] < RESTARTS_WITHIN_SECONDS:
            return ServerNotStarted(f"it died {RESTARTS + 1} times within a minute", self._place.log)
        self._deaths.append(now)
        try:
            await self._launch(program)
        except Fault as fault:
            await self._end()
            return fault
        except OSError as error:
            # Nobody waits for this task: what is not told from here is told to nobody.
            await self._end()
            return from_os_error(error, self._place.store)
        return None

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(process.wait(), GRACE_SECONDS)
            except TimeoutError:
                process.kill()
                await process.wait()
