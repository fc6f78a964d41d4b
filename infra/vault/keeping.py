"""Where wrapped data keys live, as the key ring meets it.

Invariant: only shapes stand here; ``infra.nats.keys`` and ``infra.memory`` give them substance.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import NamedTuple, Protocol


class StoredKey(NamedTuple):
    """What the store holds under a key's name, and where."""

    content: bytes
    position: int


class Listened(NamedTuple):
    """The span of loop time in which no change was missed; empty while nobody listens."""

    since: float = 0.0
    until: float = 0.0


class KeyStore(Protocol):
    """Where wrapped keys live: one message under each name, and it can be erased."""

    @property
    def listened(self) -> Listened:
        """The span in which every change has come through *changes*."""

    async def find(self, names: Sequence[str]) -> Mapping[str, StoredKey]:
        """What is stored under those of *names* under which something is."""

    async def every(self) -> Mapping[str, StoredKey]:
        """What is stored under any name."""

    def messages(self) -> AsyncIterator[tuple[str, StoredKey]]:
        """All that is stored, with names, the older first; also copies that something interrupted has left behind."""

    async def tidy(self, name: str = "") -> int:
        """Erase the copies, of *name* or of all, that were left behind when their successor was stored; how many."""

    async def create(self, name: str, content: bytes) -> bool:
        """Store *content* unless something is stored under *name*; whether it was."""

    async def replace(self, name: str, content: bytes, old: StoredKey) -> bool:
        """Store *content* instead of *old* and erase that; whether *old* was still the one."""

    async def erase(self, name: str) -> None:
        """Erase the bytes of whatever is stored under *name*."""

    def changes(self) -> AsyncIterator[tuple[str, bytes]]:
        """Names and contents that are stored from now on, for ever."""
