"""The loop that signs how a log stands: a checkpoint for whatever has come since the one before.

Several processes may run it over one log. Each goes on from the last checkpoint that is stored, and of two that sign
at once one is refused, takes over what the other has signed, and goes on from there.

Invariant: no two different roots of one size are ever signed. What is about to be signed is remembered on this machine
first; a log that does not lead to what was remembered is an alarm, and is not signed again.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from datetime import timedelta
from typing import NamedTuple, Protocol

import structlog

from domain.ports import Clock, HistoryDamaged, StoreAway, StoreFault, StoreFull, VersionTaken
from merkle.checkpoints import Checkpoint, opened, sign
from merkle.edges import Edge
from merkle.notes import Key, NoteRefused, Signer

LOG = structlog.get_logger("checkpoints")

MOST = 5_000
"""Leaves of one checkpoint; so many make a message of two hundred kilobytes."""

AGAIN = timedelta(seconds=1)
"""After so long what failed is tried again."""


class LogRewritten(StoreFault):
    """The log leads to another root than was signed for that size: it was rewritten. An alarm, like a lost tail."""

    def __init__(self, origin: str, size: int) -> None:
        """Name the log and the *size* at which it differs."""
        super().__init__(f"{origin} has another root at {size} than was signed there: the log was rewritten")
        self.size = size


class Head(NamedTuple):
    """What was signed, or is about to be: a size and its root."""

    size: int
    root: bytes


class Stored(NamedTuple):
    """A checkpoint as others find it: its *note*, the *edge* of its tree, and its *place* among the checkpoints."""

    note: str
    edge: Edge
    place: int


class Leaves(Protocol):
    """The leaves of a log."""

    def follow(self, after: int) -> AsyncGenerator[list[bytes], None]:
        """Those after position *after*, for ever, as many at once as have come."""


class Checkpoints(Protocol):
    """Where checkpoints are stored."""

    async def newest(self) -> Stored | None:
        """The newest, None before the first."""

    async def keep(self, note: str, edge: Edge, leaves: Sequence[bytes], at: str, after: int) -> int:
        """Store one behind the one at place *after*; its place. Raises ``VersionTaken`` when another stands there."""


class Memory(Protocol):
    """What this machine has signed, apart from the store."""

    def last(self) -> Head | None:
        """The last head that was remembered."""

    async def remember(self, head: Head) -> None:
        """Keep *head*, durably."""


class Signing(Protocol):
    """Who signs a log: one key, or two while one gives way to the other."""

    @property
    def origin(self) -> str:
        """The name of the log, which stays when its key changes."""

    def signers(self) -> Sequence[Signer]:
        """Those that sign now, the newest first."""

    def keys(self) -> Sequence[Key]:
        """The public keys of all that sign now, and of those that did."""


class Checkpointing:
    """Signs one log."""

    def __init__(
        self,
        leaves: Leaves,
        checkpoints: Checkpoints,
        memory: Memory,
        signing: Signing,
        clock: Clock,
        pause: Callable[[timedelta], Awaitable[None]],
    ) -> None:
        """Sign *leaves* with what *signing* holds at that moment."""
        self._leaves = leaves
        self._checkpoints = checkpoints
        self._memory = memory
        self._signing = signing
        self._clock = clock
        self._pause = pause

    async def run(self) -> None:
        """Sign, for ever. Ends where nothing can be signed onto; raises :class:`LogRewritten` and a lost tail."""
        while True:
            try:
                last = await self._checkpoints.newest()
                if last is not None and not self._is_ours(last):
                    # Rules and clocks matter more than this: the process goes on, and the figure tells it.
                    LOG.error("checkpoints_by_another_key", origin=self._signing.origin)
                    return
                await self._go_on(last)
            except HistoryDamaged as fault:
                LOG.error("checkpoints_damaged", why=str(fault))  # noqa: TRY400  the place says all
                return
            except VersionTaken:
                LOG.info("checkpoint_by_another", origin=self._signing.origin)
            except (StoreAway, StoreFull, OSError) as fault:
                LOG.warning("checkpoints_wait", why=type(fault).__name__)
                await self._pause(AGAIN)

    def _is_ours(self, last: Stored) -> bool:
        try:
            checkpoint, _ = opened(last.note, *self._signing.keys())
        except NoteRefused:
            return False
        return last.edge.fits and checkpoint == Checkpoint(self._signing.origin, last.edge.size, last.edge.root)

    async def _go_on(self, last: Stored | None) -> None:
        edge, place = (last.edge, last.place) if last else (Edge(), 0)
        self._refuse_another(edge)
        waiting: list[bytes] = []
        async with contextlib.aclosing(self._leaves.follow(edge.size)) as batches:
            async for batch in batches:
                waiting += batch
                if not self._came_by(edge, waiting):
                    continue
                for start in range(0, len(waiting), MOST):
                    fresh = waiting[start : start + MOST]
                    edge = edge.grown(fresh)
                    place = await self._sign(edge, fresh, place)
                waiting = []

    async def _sign(self, edge: Edge, fresh: Sequence[bytes], place: int) -> int:
        """Remember, sign and store the checkpoint at *edge*, behind that at *place*; its place."""
        head = Head(edge.size, edge.root)
        known = self._memory.last()
        if known is None or known.size < head.size:
            await self._memory.remember(head)
        note = sign(Checkpoint(self._signing.origin, *head), *self._signing.signers()).text
        return await self._checkpoints.keep(note, edge, fresh, self._clock.now().isoformat(), place)

    def _came_by(self, edge: Edge, waiting: Sequence[bytes]) -> bool:
        """Whether the log has come by what was remembered: nothing is signed before. Raises :class:`LogRewritten`."""
        known = self._memory.last()
        if known is None or known.size <= edge.size:
            return True
        if edge.size + len(waiting) < known.size:
            return False
        self._refuse_another(edge.grown(waiting[: known.size - edge.size]))
        return True

    def _refuse_another(self, edge: Edge) -> None:
        known = self._memory.last()
        if known is not None and known.size == edge.size and known.root != edge.root:
            raise LogRewritten(self._signing.origin, edge.size)
