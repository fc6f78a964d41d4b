"""Wrapped data keys in memory.

Invariant: whatever is stored is told to everybody who listens, in order.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncGenerator, Mapping, Sequence

from infra.vault.keeping import Listened, StoredKey


class MemoryKeys:
    """Implements :class:`infra.vault.KeyStore`; several key rings may share one."""

    def __init__(self) -> None:
        """Start empty."""
        self._stored: dict[str, StoredKey] = {}
        self._positions = itertools.count(1)
        self._listeners: set[asyncio.Queue[tuple[str, bytes]]] = set()

    @property
    def listened(self) -> Listened:
        """Nobody here relies on having listened: keys are asked for again when they are old."""
        return Listened()

    async def find(self, names: Sequence[str]) -> Mapping[str, StoredKey]:
        """What is stored under those of *names* under which something is."""
        return {name: self._stored[name] for name in names if name in self._stored}

    async def every(self, within: str = "") -> Mapping[str, StoredKey]:
        """What is stored under any name, or under those that begin with the tokens *within*."""
        return {name: stored for name, stored in self._stored.items() if not within or name.startswith(f"{within}.")}

    async def messages(self) -> AsyncGenerator[tuple[str, StoredKey], None]:
        """All that is stored; nothing is ever left behind here."""
        for name, stored in list(self._stored.items()):
            yield name, stored

    async def tidy(self, name: str = "") -> int:  # noqa: ARG002  part of the shape
        """Nothing is ever left behind here."""
        return 0

    async def create(self, name: str, content: bytes) -> bool:
        """Store *content* unless something is stored under *name*; whether it was."""
        if name in self._stored:
            return False
        self._store(name, content)
        return True

    async def replace(self, name: str, content: bytes, old: StoredKey) -> bool:
        """Store *content* instead of *old*; whether *old* was still the one."""
        if self._stored.get(name) != old:
            return False
        self._store(name, content)
        return True

    async def erase(self, name: str) -> None:
        """Forget whatever is stored under *name*."""
        self._stored.pop(name, None)

    async def changes(self) -> AsyncGenerator[tuple[str, bytes], None]:
        """Names and contents that are stored from now on, for ever."""
        mine: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue()
        self._listeners.add(mine)
        try:
            while True:
                yield await mine.get()
        finally:
            self._listeners.discard(mine)

    def _store(self, name: str, content: bytes) -> None:
        self._stored[name] = StoredKey(content, next(self._positions))
        for listener in self._listeners:
            listener.put_nowait((name, content))
