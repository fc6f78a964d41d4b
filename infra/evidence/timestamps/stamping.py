"""The loop that has the newest checkpoint of a log timestamped, every so often.

Several processes may run it over one log: each goes by the last timestamp that is stored, and of two that ask at once
the answer of one is kept.

Invariant: nothing waits for an authority. One that is away, or answers something else, is asked again later, and what
it says is kept only when the certificates that were named vouch for it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Protocol

import structlog

from domain.deciding.decider import CLOCK_TOLERANCE
from domain.ports import Clock, HistoryDamaged, StoreAway, StoreFull, VersionTaken
from infra.evidence.timestamps.authority import AuthorityAway
from infra.evidence.timestamps.tokens import Timestamp, TimestampRefused, time_of
from infra.nats.checkpoints import CheckpointStream, Timestamped
from merkle.checkpoints import Checkpoint, read_checkpoint
from merkle.notes import NoteRefused, read_note

LOG = structlog.get_logger("timestamps")

AGAIN = timedelta(minutes=1)
"""After so long what failed is tried again, and a log that stands still is looked at again."""


class Stamps(Protocol):
    """Somebody who timestamps a text."""

    async def ask(self, text: bytes) -> tuple[bytes, Timestamp]:
        """A token for *text*, and what it says. Raises ``AuthorityAway`` and ``TimestampRefused``."""


class Timestamping:
    """Has one log timestamped."""

    def __init__(
        self,
        checkpoints: CheckpointStream,
        authority: Stamps,
        every: timedelta,
        clock: Clock,
        pause: Callable[[timedelta], Awaitable[None]],
    ) -> None:
        """Ask *authority* for a timestamp of *checkpoints* once *every* so often."""
        self._checkpoints = checkpoints
        self._authority = authority
        self._every = every
        self._clock = clock
        self._pause = pause

    async def run(self) -> None:
        """Ask, for ever."""
        while True:
            try:
                wait = await self.once()
            except VersionTaken:
                wait = AGAIN
            except (StoreAway, StoreFull, HistoryDamaged, AuthorityAway, TimestampRefused) as fault:
                # The texts of an authority that is away or refused name nothing but a kind.
                LOG.warning("timestamp_waits", why=type(fault).__name__, told=_told(fault))
                wait = AGAIN
            await self._pause(min(wait, self._every))

    async def once(self) -> timedelta:
        """Ask if it is time, and say for how long there is nothing to do.

        Raises the faults of the store, ``AuthorityAway`` and ``TimestampRefused``.
        """
        last = await self._checkpoints.last_timestamped()
        due = self._due(last)
        if due > timedelta(0):
            return due
        newest = await self._checkpoints.last()
        if newest is None or (last is not None and _of(last.note) == _of(newest.note)):
            return AGAIN
        token, said = await self._authority.ask(newest.note.encode())
        kept = Timestamped(note=newest.note, token=token)
        await self._checkpoints.keep_timestamped(kept, last.position if last else 0)
        LOG.info("timestamped", size=newest.size, at=said.at.isoformat())
        return self._every

    def _due(self, last: Timestamped | None) -> timedelta:
        at, now = time_of(last.token) if last else None, self._clock.now()
        # A clock that was set back must not keep the next one away: it is then that an authority is needed.
        if at is None or at > now + CLOCK_TOLERANCE:
            return timedelta(0)
        return min(at + self._every - now, self._every)


def _of(note: str) -> Checkpoint | None:
    try:
        return read_checkpoint(read_note(note).body)
    except NoteRefused:
        return None


def _told(fault: Exception) -> str:
    return str(fault) if isinstance(fault, AuthorityAway | TimestampRefused) else ""
