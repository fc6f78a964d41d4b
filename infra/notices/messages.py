"""Messages in a stream of their own: what is to go out, what went out, and what never will.

Invariant: a message is one record, under ``open``, ``sent`` or ``failed``, which says identifiers and times only. One
that has ended is written there before it is taken from ``open``, so that after a crash it is in two places and never in
none.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

import msgspec
from msgspec.structs import replace

from domain.notice.delivering import BACK, Delivery, come_back, taken_up
from infra.proofs.places import PLACE, place_of
from infra.vault import StoredKey

OPEN, SENT, FAILED = "open", "sent", "failed"
NAMED = re.compile(rf"[0-9a-f]{{{BACK}}}")

_decode = msgspec.json.Decoder(Delivery).decode


class Shelf(Protocol):
    """Where records are: one under each name, and it can be erased."""

    async def find(self, names: Sequence[str]) -> Mapping[str, StoredKey]:
        """What is stored under those of *names* under which something is."""

    async def every(self, within: str = "") -> Mapping[str, StoredKey]:
        """What is stored under names that begin with the tokens *within*."""

    async def create(self, name: str, content: bytes) -> bool:
        """Store *content* unless something is stored under *name*; whether it was."""

    async def replace(self, name: str, content: bytes, old: StoredKey) -> bool:
        """Store *content* instead of *old*; whether *old* was still the one."""

    async def erase(self, name: str) -> None:
        """Erase the bytes of whatever is stored under *name*."""


class StreamMessages:
    """Implements :class:`workers.notifying.ports.Messages`, and answers who asks what became of messages."""

    def __init__(self, shelf: Shelf) -> None:
        """Keep them on *shelf*."""
        self._shelf = shelf

    async def add(self, delivery: Delivery) -> bool:
        """See :meth:`workers.notifying.ports.Messages.add`."""
        if await self._shelf.find([_name(state, delivery) for state in (OPEN, SENT, FAILED)]):
            return False
        kept = replace(delivery, back=secrets.token_hex(BACK // 2))
        return await self._shelf.create(_name(OPEN, delivery), msgspec.json.encode(kept))

    async def waiting(self) -> Sequence[Delivery]:
        """See :meth:`workers.notifying.ports.Messages.waiting`."""
        return await self._every(OPEN)

    async def take_up(self, delivery: Delivery, now: datetime) -> Delivery | None:
        """See :meth:`workers.notifying.ports.Messages.take_up`."""
        names = [_name(state, delivery) for state in (OPEN, SENT, FAILED)]
        found = await self._shelf.find(names)
        if found.keys() - {names[0]}:
            await self._shelf.erase(names[0])  # It has ended, and a crash left it here.
            return None
        stored = found.get(names[0])
        current = None if stored is None else _decode(stored.content)
        if stored is None or current is None or current.next_at > now:
            return None
        taken = taken_up(current, now)
        return taken if await self._shelf.replace(names[0], msgspec.json.encode(taken), stored) else None

    async def put(self, delivery: Delivery) -> None:
        """See :meth:`workers.notifying.ports.Messages.put`."""
        name, content = _name(OPEN, delivery), msgspec.json.encode(delivery)
        if delivery.ended_at is not None:
            await self._shelf.create(_name(SENT if delivery.taken else FAILED, delivery), content)
            await self._shelf.erase(name)
            return
        stored = (await self._shelf.find([name])).get(name)
        if stored is not None:
            await self._shelf.replace(name, content, stored)

    async def forget(self, delivery: Delivery) -> None:
        """See :meth:`workers.notifying.ports.Messages.forget`."""
        await self._shelf.erase(_name(OPEN, delivery))

    async def of(self, member: str) -> Sequence[Delivery]:
        """Every message to *member* that is still known, the newest first."""
        place = place_of(member)
        found = [each for state in (OPEN, SENT, FAILED) for each in await self._every(f"{state}.{place}")]
        return sorted(found, key=lambda each: each.due, reverse=True)

    async def failed(self) -> Sequence[Delivery]:
        """Every message that reached nobody and is still known, the newest first."""
        return sorted(await self._every(FAILED), key=lambda each: each.due, reverse=True)

    async def bounced(self, place: str, named: str, now: datetime) -> bool:
        """The message of the person at *place* that comes back as *named* did; whether it had been taken."""
        if not PLACE.fullmatch(place) or not NAMED.fullmatch(named):
            return False
        for name, stored in (await self._shelf.every(f"{SENT}.{place}")).items():
            sent = _decode(stored.content)
            if secrets.compare_digest(sent.comes_back_as, named):
                back = come_back(sent, now)
                await self._shelf.create(_name(FAILED, back), msgspec.json.encode(back))
                await self._shelf.erase(name)
                return True
        return False

    async def _every(self, within: str) -> Sequence[Delivery]:
        return [_decode(stored.content) for stored in (await self._shelf.every(within)).values()]


def _name(state: str, delivery: Delivery) -> str:
    return f"{state}.{place_of(delivery.member)}.{delivery.id}"
