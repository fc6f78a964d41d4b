"""What people wish, sealed in the stream of secrets: an address and devices are among it.

Invariant: a record is sealed under a key made from the key-encryption key and bound to its owner. One that cannot be
opened is never written over; its owner is told as somebody who chose nothing, since silence would be worse.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import structlog
from cryptography.exceptions import InvalidTag

from domain.notice.wishes import Wishes, without_device
from domain.ports import StoreAway
from infra.notices.messages import Shelf
from infra.proofs.places import place_of
from infra.proofs.sealing import OwnersSeal
from infra.vault import Keks, KeyUnusable, StoredKey, Wraps

LOG = structlog.get_logger("wishes")

ATTEMPTS = 20
KIND = b"lantern notices"
PREFIX = "notice"
"""What the names of these records begin with, in the stream of secrets."""


class StreamWishes:
    """Implements :class:`workers.notifying.ports.AllWishes`, and lets people change what they wish."""

    def __init__(self, shelf: Shelf, keks: Keks | Wraps) -> None:
        """Keep them on *shelf*, sealed under keys made from *keks*."""
        self._shelf = shelf
        self._seal = OwnersSeal(keks, KIND)

    async def of(self, member: str) -> Wishes:
        """What *member* wishes; where they chose nothing, what everybody gets."""
        try:
            return (await self._read(member))[0]
        except (KeyUnusable, InvalidTag, msgspec.DecodeError) as error:
            LOG.error("wishes_unreadable", error=type(error).__name__)  # noqa: TRY400  an address may be in it
            return Wishes()

    async def lose(self, member: str, device: str) -> None:
        """Forget a *device* of *member* that takes nothing any more."""
        await self.change(member, lambda wishes: without_device(wishes, device))

    async def change(self, member: str, alter: Callable[[Wishes], Wishes]) -> Wishes:
        """Put what *alter* makes of the wishes in their place, and return it; it may be asked several times."""
        for _ in range(ATTEMPTS):
            wishes, stored = await self._read(member)
            changed = alter(wishes)
            if changed == wishes:
                return wishes
            name, content = _name(member), self._seal.seal(member, msgspec.json.encode(changed))
            done = self._shelf.create(name, content) if stored is None else self._shelf.replace(name, content, stored)
            if await done:
                return changed
        raise StoreAway("others were first every time")

    async def forget(self, member: str) -> None:
        """Forget what *member* wishes, and erase its bytes."""
        await self._shelf.erase(_name(member))

    async def _read(self, member: str) -> tuple[Wishes, StoredKey | None]:
        stored = (await self._shelf.find([_name(member)])).get(_name(member))
        if stored is None:
            return Wishes(), None
        return msgspec.json.decode(self._seal.open(member, stored.content), type=Wishes), stored


def _name(member: str) -> str:
    return f"{PREFIX}.{place_of(member)}"
