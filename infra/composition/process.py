"""One running process: the loops and the web, started in order, stopped together.

Invariant: requests are answered only once the views have reached what was the end of the log at the start; when one
part ends unexpectedly all of them end, and the process says why.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog

from domain.case.decider import DECIDER as CASE
from domain.deciding.handling import Handler
from domain.directory.decider import DECIDER as DIRECTORY
from domain.playbook.rules import Playbooks
from domain.ports import Damaged, StoreFault
from domain.task.decider import DECIDER as TASK
from infra.composition import demo
from infra.composition.ground import Ground, ground
from infra.composition.opener import DirectoryReader, RingOpener
from infra.composition.positions import FilePositions
from infra.composition.serving import serve
from infra.data import PLAYBOOKS
from infra.faults import Fault
from infra.nats.server import Death
from infra.playbooks import load_playbooks
from infra.settings import Settings
from infra.sqlite.views import Views
from projections import VIEWS, audit, deadlines, timeline
from projections.views import Fact, View
from web.app import create_app
from web.live import Hub
from web.people import People
from web.ports import Health
from web.services import Services, WebSettings
from workers.deadlines import Deadlines, ForNews
from workers.projecting import Progress, Projecting
from workers.reacting import Reacting

LOG = structlog.get_logger("process")

WEB_VIEWS: tuple[View[Any], ...] = VIEWS
WORKER_VIEWS: tuple[View[Any], ...] = (deadlines.VIEW,)


@dataclass(frozen=True)
class Parts:
    """Which parts a process has."""

    web: bool = True
    workers: bool = True
    demo: bool = False

    @property
    def name(self) -> str:
        """What the process is called, also the folder of its views."""
        return "serve" if self.web and self.workers else "web" if self.web else "workers"

    @property
    def views(self) -> tuple[View[Any], ...]:
        """The views it keeps."""
        return (*(WEB_VIEWS if self.web else ()), *(WORKER_VIEWS if self.workers else ()))


class Running:
    """The parts of a process that is up."""

    def __init__(self, base: Ground, parts: Parts, progress: Progress) -> None:
        """Put the parts together; nothing runs yet."""
        self.base = base
        self.parts = parts
        folder = base.settings.data / "views" / parts.name
        self.views = Views(folder, parts.views, lambda told: LOG.warning("view", told=told))
        self.projecting = Projecting(base.store, self.views, base.clock, progress=progress)
        self.tasks = Handler(TASK, base.store)
        self.cases = Handler(CASE, base.store)
        self.directory = Handler(DIRECTORY, base.store)
        self.people = People()
        self.opener = RingOpener(base.ring)
        self.reader = DirectoryReader(self.views, self.opener, self.people, self._locked)
        self.hub = Hub()
        self.stopping = asyncio.Event()
        self.fault: Exception | None = None
        self.projecting.subscribe(self.hub.publish)

    def _locked(self, email: str) -> bool:
        """Everybody knows the password of the demo accounts, so a start that is not a demo does not let them in."""
        return not self.parts.demo and email.endswith(demo.MAIL)

    def services(self) -> Services:
        """What the web works with."""
        settings = self.base.settings
        return Services(
            cases=self.cases,
            tasks=self.tasks,
            documents=self.views,
            people=self.people,
            sessions=self.base.sessions,
            credentials=self.base.credentials,
            opener=self.opener,
            consultations=self.base.consultations,
            hub=self.hub,
            clock=self.base.clock,
            ids=self.base.ids,
            health=self.health,
            settings=WebSettings(
                secure_cookies=settings.secure_cookies,
                demo=self.parts.demo,
                metrics_token=settings.metrics_token,
                allowed_hosts=settings.hosts,
                origin=settings.url,
            ),
        )

    async def health(self) -> Health:
        """How the process is doing."""
        position = min((self.views.position(view) for view in self.parts.views), default=0)
        try:
            last, store = await self.base.store.last_position(), True
        except StoreFault:
            last, store = position, False
        unknown = self.views.count(timeline.VIEW, {"unknown": True}) if self.parts.web else 0
        return Health(
            ready=store and not self.projecting.stopped,
            store=store,
            position=position,
            last=last,
            parked=len(self.views.parked()),
            unknown=unknown,
            damaged=self.views.count(audit.VIEW, {"name": Damaged.__name__}) if self.parts.web else 0,
        )

    def loops(self, playbooks: Playbooks) -> list[Callable[[], Awaitable[None]]]:
        """What runs as long as the process."""
        found: list[Callable[[], Awaitable[None]]] = [self.base.ring.watch]
        if self.parts.workers:
            positions = FilePositions(self.base.settings.data / "views" / self.parts.name)
            reacting = Reacting(self.base.store, self.tasks, playbooks, self.base.clock, positions, _pause)
            waiting = ForNews(self.views, self.base.clock)
            found += [reacting.run, Deadlines(self.views, self.tasks, self.base.clock, waiting).run]
        return found

    def stop(self, fault: Exception | None = None) -> None:
        """Begin to stop, because of *fault* where there is one."""
        self.fault = self.fault or fault
        self.stopping.set()

    async def guard(self, part: Callable[[], Awaitable[None]]) -> None:
        """Run *part*; when it fails, everything stops and says why."""
        try:
            await part()
        except asyncio.CancelledError:
            raise
        except Exception as fault:  # noqa: BLE001  whatever it is, the process must not go on without the part
            frames = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(fault.__traceback__)[-6:]]
            # Only the places: the text of an exception may quote what somebody typed.
            LOG.error("part_failed", error=type(fault).__name__, at=frames)  # noqa: TRY400
            self.stop(fault)

    async def read_directory(self, changed: asyncio.Event) -> None:
        """Keep the people current."""
        while True:
            await changed.wait()
            changed.clear()
            await self.reader.read()


def _silent(_done: int, _of: int) -> None:
    """Progress that nobody watches."""


def _mute(_: str) -> None:
    """Words that nobody reads."""


async def _pause(span: timedelta) -> None:
    await asyncio.sleep(span.total_seconds())


@asynccontextmanager
async def running(
    settings: Settings, parts: Parts, progress: Progress = _silent, tell: Callable[[str], None] = _mute
) -> AsyncIterator[Running]:
    """A process with its loops up and its views caught up; a demo's cases are played before any rule runs.

    Raises :class:`infra.faults.Fault`.
    """
    playbooks = load_playbooks(PLAYBOOKS)
    dying: list[Callable[[Fault], None]] = []

    def on_death(death: Death) -> None:
        LOG.error("nats_server_ended", code=death.code, back=death.fault is None)
        if death.fault is not None:
            for stop in dying:
                stop(death.fault)

    async with ground(settings, on_death=on_death) as base:
        if parts.demo:
            await demo.play(base, playbooks, tell)
        process = Running(base, parts, progress)
        dying.append(process.stop)
        tasks: list[asyncio.Task[None]] = []
        try:
            tasks = await _start(process, playbooks)
            yield process
        finally:
            await _end(process, tasks)
        if process.fault is not None:
            raise process.fault


async def _start(process: Running, playbooks: Playbooks) -> list[asyncio.Task[None]]:
    changed = asyncio.Event()

    def listen(_: int, facts: Sequence[Fact]) -> None:
        if DirectoryReader.concerns(facts):
            changed.set()

    tasks = [asyncio.create_task(process.guard(process.projecting.run), name="projecting")]
    caught_up = asyncio.create_task(process.projecting.caught_up())
    stopped = asyncio.create_task(process.stopping.wait())
    await asyncio.wait({caught_up, stopped}, return_when=asyncio.FIRST_COMPLETED)
    for each in (caught_up, stopped):
        each.cancel()
    if process.parts.web:
        await process.reader.read()
        process.projecting.subscribe(listen)
        tasks.append(asyncio.create_task(process.guard(lambda: process.read_directory(changed)), name="directory"))
    tasks += [asyncio.create_task(process.guard(loop), name=loop.__qualname__) for loop in process.loops(playbooks)]
    return tasks


async def _end(process: Running, tasks: Sequence[asyncio.Task[None]]) -> None:
    process.hub.close()
    process.projecting.stop()
    pending = set(tasks)
    while pending:
        # Again until they end: a task may have been told something else in the very moment it was cancelled.
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=1)
    process.views.close()


async def run(
    settings: Settings,
    parts: Parts,
    *,
    ready: Callable[[str], Awaitable[None]],
    progress: Progress = _silent,
    tell: Callable[[str], None] = _mute,
) -> None:
    """Run a process until it is told to stop. *ready* is called once it can serve."""
    async with running(settings, parts, progress, tell) as process:
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, process.stop)
        if not parts.web:
            await ready("")
            await process.stopping.wait()
            return
        app = create_app(process.services())
        async with serve(app, settings, on_end=process.stop) as address:
            await ready(address)
            with contextlib.suppress(asyncio.CancelledError):
                await process.stopping.wait()
            process.hub.close()
