"""A process's own copy of the log, to read histories from: fed by whoever follows the log here, and never believed.

A process follows the log anyway. What comes by is offered to the copy, which writes it a moment later, away from
whoever waits for it; what nobody offers, because it came before the copy was awake or faster than it writes, the copy
reads by itself. A history is then read from the local file and the log is asked for what came after the copy's end
only, which is at the end of the log, where the server finds it at once.

Invariant: the copy holds every message up to its position or says that it does not; it is verified when it is written
and again when it is read. One that is damaged is begun anew, and meanwhile the log is read. A copy that has met more
than the log has, or something else, is an alarm.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Sequence
from typing import NamedTuple, Protocol

import structlog

from domain.ports import HistoryDamaged, StoreAway
from infra.nats.errors import LogIsAnother
from infra.nats.log.message import Entry, Tail
from infra.sqlite.waiting import Waiting

LOG = structlog.get_logger("copy")

PAUSE_SECONDS = 0.25
"""For so long what is offered waits for more, so that a busy moment is one write."""

REST_SECONDS = 30.0
"""How long a file that cannot be written is left alone."""

ROOM = 5_000
"""So many messages wait to be written; more are read again later."""

NEAR = 20_000
"""A copy that is further behind the log is not read from: the server would have to search what it lacks."""


class CopyDamaged(Exception):
    """What is in the file is not what was written."""


class CopyAway(Exception):
    """The file cannot be read or written now: a full disk, for example."""


class Passed(NamedTuple):
    """Stands for a damaged message: the history of its originator is the log's to tell."""

    position: int
    originator: str


Item = Entry | Passed


class End(NamedTuple):
    """How far a copy goes, and the chain of the message there; none where that message was damaged."""

    position: int
    chain: bytes


class File(Protocol):
    """Where a copy lies; :class:`infra.sqlite.copy.CopyFile` is one."""

    def history(self, originator: str, tail: Tail | None) -> list[Entry] | None:
        """The entries of *originator* behind *tail*, verified; None where the file does not hold the history."""

    def end(self) -> End:
        """How far the file goes."""

    def write(self, items: Sequence[Item]) -> int:
        """Keep *items*, which adjoin what is kept; the position reached."""

    def renew(self) -> None:
        """Begin again with an empty file."""

    def close(self) -> None:
        """Close it."""


class Source(Protocol):
    """The log that is copied; :class:`infra.nats.log.JetStreamLog` is one."""

    stream: str

    async def refuse_lost_tail(self, seen: int) -> None:
        """Raise when the log ends before position *seen*."""

    async def last_position(self) -> int:
        """The position of the newest entry."""

    async def at(self, position: int) -> Entry | None:
        """The entry at *position*."""

    def follow(self, after: int) -> AsyncGenerator[list[Entry], None]:
        """All entries after position *after*, for ever, in batches."""


class LogCopy:
    """One file, fed by :meth:`offer` while :meth:`run` runs, and read by :meth:`history`."""

    def __init__(self, file: File, rest: float = REST_SECONDS) -> None:
        """Use *file*: nothing of it before :meth:`check`. After a write that fails it is left alone *rest* seconds."""
        self._file = file
        self._rest_seconds = rest
        self._reached = Waiting()
        self._log: Source | None = None
        self._position = 0
        self._taken = 0
        self._front = 0
        self._waiting: list[Item] = []
        self._news = asyncio.Event()
        self._awake = False
        self._damaged = ""

    @property
    def position(self) -> int:
        """Up to here :meth:`history` knows; 0 while the log is to be asked for everything."""
        return self._position if not self._damaged and self._front - self._position <= NEAR else 0

    async def check(self, log: Source) -> None:
        """Find out whether the file is a copy of *log*, and copy that log from now on.

        Raises ``LogLostItsTail`` where the log ends earlier, and ``LogIsAnother`` where it holds something else.
        """
        self._log = log
        self._front = await log.last_position()
        try:
            end = self._file.end()
            await log.refuse_lost_tail(end.position)
            # Where the last message was damaged, nothing tells whether it is the same.
            entry = await log.at(end.position) if end.position and end.chain else None
        except (CopyDamaged, HistoryDamaged) as fault:
            self.distrust(str(fault))
        else:
            if entry is not None and entry.chain != end.chain:
                raise LogIsAnother(log.stream, end.position)
            self._reach(end.position)
            self._taken = end.position

    async def reached(self, position: int, within: float) -> None:
        """Wait until the copy goes as far as *position*; ``TimeoutError`` after *within* seconds."""
        await self._reached.wait(position, within)

    def history(self, originator: str, tail: Tail | None) -> list[Entry] | None:
        """The entries of *originator* behind *tail* up to :attr:`position`, verified; None where the log has to tell.

        A little more than that where the file has just been written.
        """
        try:
            return self._file.history(originator, tail) if self.position else None
        except CopyDamaged as fault:
            self.distrust(str(fault))
        except CopyAway as fault:
            LOG.warning("copy_away", why=str(fault))
        return None

    def distrust(self, why: str) -> None:
        """Read from it no more, and begin it anew."""
        if not self._damaged:
            self._damaged = why
            self._reach(0)
            LOG.error("copy_damaged", why=why)
            self._news.set()

    def offer(self, items: Sequence[Item]) -> None:
        """*items*, verified, have come by, in log order and without a gap among them. Never waits."""
        if not items or items[-1].position <= self._taken:
            return
        self._front = max(self._front, items[-1].position)
        if self._awake and items[0].position <= self._taken + 1 and len(self._waiting) < ROOM:
            self._waiting += [item for item in items if item.position > self._taken]
            self._taken = self._waiting[-1].position
        self._news.set()

    async def run(self) -> None:
        """Keep the copy at the end of the log, for ever. A store or a file that is away is waited for."""
        self._awake = True
        try:
            while True:
                if self._damaged:
                    await self._renew()
                if self._log is not None and self._taken < self._front:
                    await self._read_up(self._log)
                await self._news.wait()
                await asyncio.sleep(PAUSE_SECONDS)
                self._news.clear()
                await self._write()
        finally:
            self._awake = False

    def close(self) -> None:
        """Write what waits, and close the file. What cannot be written is read from the log again."""
        if self._waiting and not self._damaged:
            with contextlib.suppress(CopyAway, CopyDamaged):
                self._file.write(self._waiting)
        self._damaged = self._damaged or "closed"
        self._file.close()

    async def _read_up(self, log: Source) -> None:
        """Read by itself what came by while nobody listened, up to where others read now."""
        while self._taken < self._front and not self._damaged:
            try:
                async with contextlib.aclosing(log.follow(self._taken)) as batches:
                    async for batch in batches:
                        # What is read from the log is offered on the way.
                        await self._write()
                        if not batch[-1].position <= self._taken < self._front or self._damaged:
                            break
            except HistoryDamaged as fault:
                if fault.position > self._taken:
                    await asyncio.sleep(PAUSE_SECONDS)
            except StoreAway:
                await asyncio.sleep(PAUSE_SECONDS)

    async def _write(self) -> None:
        items, self._waiting = self._waiting, []
        if not items or self._damaged:
            return
        try:
            position = await asyncio.to_thread(self._file.write, items)
        except CopyDamaged as fault:
            self.distrust(str(fault))
        except CopyAway as fault:
            # It is whole, only not up to date: what it lacks is asked of the log.
            self._taken = self._position
            self._waiting.clear()
            await self._rest(fault)
        else:
            if position < items[-1].position:
                self.distrust("it lost what it had")
            elif not self._damaged:
                # What was distrusted while it was written is begun anew, and nothing is known of it until then.
                self._reach(position)

    async def _renew(self) -> None:
        self._taken = 0
        self._waiting.clear()
        try:
            self._file.renew()
            self._damaged = ""
        except (CopyAway, CopyDamaged) as fault:
            # Damaged as soon as it was made: the disk is at fault, and the process goes on without a copy.
            await self._rest(fault)

    async def _rest(self, fault: CopyAway | CopyDamaged) -> None:
        LOG.warning("copy_rests", why=str(fault), seconds=self._rest_seconds)
        await asyncio.sleep(self._rest_seconds)

    def _reach(self, position: int) -> None:
        self._position = position
        self._reached.reached(position)
