"""The first signed checkpoint that covers a place in a log, for whoever draws by its root.

Invariant: the same place has the same checkpoint for ever: checkpoints are stored in order and never taken away.
"""

from __future__ import annotations

import asyncio

from infra.nats.checkpoints.stream import CheckpointStream
from merkle.checkpoints import read_checkpoint
from merkle.notes import read_note
from web.auditing.ports import Root

TIMES, PAUSE_SECONDS = 6, 0.25
"""A checkpoint is signed within a second of what it covers; who draws waits for it a little longer than that."""


class FirstCovering:
    """Asks the checkpoints of one log; implements :class:`web.auditing.ports.Roots`.

    Whether they are signed by whom they should be is for `lantern verify`, and for whoever draws again.
    """

    def __init__(self, checkpoints: CheckpointStream) -> None:
        """Ask *checkpoints*."""
        self._checkpoints = checkpoints

    async def covering(self, position: int) -> Root | None:
        """The first checkpoint over at least *position* facts, soon; None where none comes. Raises store faults."""
        for _ in range(TIMES):
            if (root := await self._first(position)) is not None:
                return root
            await asyncio.sleep(PAUSE_SECONDS)
        return None

    async def _first(self, position: int) -> Root | None:
        behind = await self._checkpoints.place_of(position - 1)
        async for record in self._checkpoints.since(behind):
            checkpoint = read_checkpoint(read_note(record.note).body)
            return Root(checkpoint.origin, checkpoint.size, checkpoint.root.hex())
        return None
