"""One running process: the loops and the web, started in order, stopped together.

Invariant: requests are answered only once the views have reached what was the end of the log at the start; when one
part ends unexpectedly all of them end, and the process says why.
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import Any

import structlog

from domain.auditing.decider import DECIDER as REMARKS
from domain.case.decider import DECIDER as CASE
from domain.conference.decider import DECIDER as CONFERENCE
from domain.deciding.handling import Handler
from domain.directory.decider import DECIDER as DIRECTORY
from domain.playbook.library import InForce
from domain.sampling.decider import DECIDER as SAMPLE
from domain.task.decider import DECIDER as TASK
from infra.calendars import PublicHolidays
from infra.composition import demo
from infra.composition.copying import copied
from infra.composition.ground import Ground, ground
from infra.composition.health import Examining
from infra.composition.notifying import notifying
from infra.composition.opener import DirectoryReader, RingOpener
from infra.composition.parts import Parts, for_screens, views_of
from infra.composition.positions import FilePositions
from infra.data import PLAYBOOKS, RETENTION
from infra.evidence.running import checkpointing, refuse_another_log, unsigned
from infra.evidence.shown import Standings
from infra.faults import Fault
from infra.nats.checkpoints import CheckpointStream
from infra.nats.checkpoints.covering import FirstCovering
from infra.nats.server import Death
from infra.papers.setting import Typesetter
from infra.playbooks import load_playbooks
from infra.publishing import publish
from infra.retention import load_retention
from infra.rulebooks import PublishedRules
from infra.settings import Settings
from infra.sqlite.holding import holding
from infra.sqlite.views import Views
from projections.directory import DirectoryLines
from projections.standing import expiring
from web.access.pacing import Pace
from web.live import Hub
from web.people import People
from web.services import Services
from workers.deadlines import Deadlines, ForNews
from workers.erasing import Erasing
from workers.expiring import Expiries
from workers.feed import Feed
from workers.projecting import Progress, Projecting
from workers.reacting import Reacting

LOG = structlog.get_logger("process")

__all__ = ["Parts", "Running", "running", "views_of"]


class Running:
    """The parts of a process that is up."""

    def __init__(self, base: Ground, parts: Parts, progress: Progress) -> None:
        """Put the parts together; nothing runs yet."""
        self.base = base
        self.parts = parts
        folder = views_of(base.settings, parts)
        self.views = Views(folder, parts.views, lambda told: LOG.warning("view", told=told))
        self.feed = Feed(base.store)
        self.projecting = Projecting(self.feed, self.views, base.clock, progress=progress)
        self.left = set[str]()
        self.examining = Examining(
            base.store, self.projecting, self.views, parts.views, self.left, base.wraps, partial(unsigned, base)
        )
        self.standings = Standings(base)
        self.tasks = Handler(TASK, base.store)
        self.cases = Handler(CASE, base.store)
        self.conferences = Handler(CONFERENCE, base.store)
        self.remarks = Handler(REMARKS, base.store)
        self.samples = Handler(SAMPLE, base.store)
        self.directory = Handler(DIRECTORY, base.store)
        self.erasing = Erasing(self.views, self.cases, base.ring, base.clock)
        self.lines = DirectoryLines(self.views, PublicHolidays().is_holiday)
        self.papers = Typesetter()
        self.people = People()
        self.opener = RingOpener(base.ring)
        self.positions = FilePositions(folder)
        self.reader = DirectoryReader(self.views, self.opener, self.people, self._locked)
        self.rules = PublishedRules(self.views)
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
            conferences=self.conferences,
            remarks=self.remarks,
            samples=self.samples,
            roots=FirstCovering(CheckpointStream(self.base.wire, "events")),
            directory=self.directory,
            documents=self.views,
            lines=self.lines,
            papers=self.papers,
            people=self.people,
            sessions=self.base.sessions,
            credentials=self.base.credentials,
            links=self.base.links,
            tokens=self.base.tokens,
            factors=self.base.factors,
            passkeys=self.base.passkeys,
            providers=self.base.providers,
            subjects=self.base.subjects,
            desks=self.base.desks,
            rooms=self.base.rooms,
            notices=self.base.tellers,
            opener=self.opener,
            pictures=self.base.pictures,
            consultations=self.base.consultations,
            bookmarks=self.base.bookmarks,
            rules=self.rules,
            retention=load_retention(RETENTION),
            hub=self.hub,
            clock=self.base.clock,
            ids=self.base.ids,
            health=self.examining.health,
            record=self.standings,
            pace=Pace(settings.pace),
            settings=for_screens(settings, demo=self.parts.demo),
        )

    def loops(self, playbooks: InForce) -> list[Callable[[], Awaitable[None]]]:
        """What runs as long as the process."""
        found: list[Callable[[], Awaitable[None]]] = [self.base.ring.watch]
        if self.base.log.copy is not None:
            found.append(self.base.log.copy.run)
        if self.parts.web:
            found.append(self.follow_rooms)
        if self.parts.workers:
            reacting = Reacting(self.feed, self.tasks, playbooks, self.base.clock, self.positions, _pause, self.left)
            waiting = ForNews(self.views, self.base.clock)
            found += [reacting.run, Deadlines(self.views, self.tasks, self.base.clock, waiting, self.lines).run]
            asleep = ForNews(self.views, self.base.clock, expiring.VIEW)
            found += [Expiries(self.views, self.cases, self.base.clock, asleep).run, self.erasing.run]
            found += checkpointing(self.base)
            found += notifying(self.base, self.feed, self.views, self.opener, self.positions, _pause)
        return found

    async def follow_rooms(self) -> None:
        """Tell open pages who presents where, whichever process was told."""
        await self.base.rooms.watch(self.hub.moved, self.hub.look_again)

    def stop(self, fault: Exception | None = None) -> None:
        """Begin to stop, because of *fault* where there is one."""
        self.fault = self.fault or fault
        self.stopping.set()

    def refuse_to_go_on(self) -> None:
        """Raise the fault for which the process stops, where there is one."""
        if self.fault is not None:
            raise self.fault

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


def silent(_done: int, _of: int) -> None:
    """Progress that nobody watches."""


def mute(_: str) -> None:
    """Words that nobody reads."""


async def _pause(span: timedelta) -> None:
    await asyncio.sleep(span.total_seconds())


@asynccontextmanager
async def running(
    settings: Settings, parts: Parts, progress: Progress = silent, tell: Callable[[str], None] = mute
) -> AsyncIterator[Running]:
    """A process with its loops up and its views caught up; a demo's cases are played before any rule runs.

    Raises :class:`infra.faults.Fault`.
    """
    playbooks = load_playbooks(PLAYBOOKS)
    load_retention(RETENTION)
    dying: list[Callable[[Fault], None]] = []

    def on_death(death: Death) -> None:
        LOG.error("nats_server_ended", code=death.code, back=death.fault is None)
        if death.fault is not None:
            for stop in dying:
                stop(death.fault)

    async with AsyncExitStack() as stack:
        base = await stack.enter_async_context(ground(settings, on_death=on_death))
        await refuse_another_log(base)
        stack.enter_context(holding(views_of(settings, parts)))
        await stack.enter_async_context(copied(base.log, settings, parts.name))
        if parts.demo:
            await demo.play(base, playbooks, tell)
        process = Running(base, parts, progress)
        dying.append(process.stop)
        tasks: list[asyncio.Task[None]] = []
        try:
            await _start(process, playbooks, tasks)
            yield process
        finally:
            await _end(process, tasks)
        process.refuse_to_go_on()


async def _start(process: Running, playbooks: InForce, tasks: list[asyncio.Task[None]]) -> None:
    """Start everything, and note it in *tasks* at once: what has begun is ended also when the rest fails.

    Raises the fault of a part that has failed.
    """
    tasks.append(asyncio.create_task(process.guard(process.projecting.run), name="projecting"))
    await _unless_stopped(process, process.projecting.caught_up())
    await _unless_stopped(process, process.erasing.again())
    if process.parts.web:
        # Who changes while the people are read for the first time is read again.
        process.projecting.subscribe(process.reader.hear)
        await _unless_stopped(process, process.reader.learn())
        tasks.append(asyncio.create_task(process.guard(process.reader.keep), name="directory"))
    if process.parts.workers:
        # Only now: what a log that lost its end would be given here must not hide that it did.
        playbooks = await publish(process.base.store, PLAYBOOKS, process.base.clock)
    tasks += [asyncio.create_task(process.guard(loop), name=loop.__qualname__) for loop in process.loops(playbooks)]


async def _unless_stopped(process: Running, part: Coroutine[Any, Any, None]) -> None:
    """Wait for *part*; raises its fault, or that of another part for which the process stops."""
    doing = asyncio.create_task(part)
    stopped = asyncio.create_task(process.stopping.wait())
    await asyncio.wait({doing, stopped}, return_when=asyncio.FIRST_COMPLETED)
    for each in (doing, stopped):
        each.cancel()
    process.refuse_to_go_on()
    await doing


async def _end(process: Running, tasks: Sequence[asyncio.Task[None]]) -> None:
    process.hub.close()
    process.projecting.stop()
    pending = set(tasks)
    while pending:
        # Again until they end: a task may have been told something else in the very moment it was cancelled.
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=1)
    process.positions.flush()
    process.views.close()
