"""Links that let somebody in once: an invitation, or a new password.

Invariant: only the SHA-256 of a link is kept, in the stream of secrets. Of all who use a link at once one is first: the
server deletes a message once.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from domain.ports import Clock
from infra.nats.keys import KeyStream
from infra.proofs.places import name_of, new_secret, place_of
from infra.vault import StoredKey
from web.proofs.ports import Link, LinkKind

LASTS: dict[LinkKind, timedelta] = {"invitation": timedelta(days=3), "password": timedelta(hours=24)}
"""Long enough to be passed on by telephone or by hand, short enough not to be found in a drawer."""

_decode = msgspec.json.Decoder(Link).decode


class StreamLinks:
    """Links in the stream of secrets; implements :class:`web.proofs.ports.Links`."""

    def __init__(self, store: KeyStream, clock: Clock) -> None:
        """Keep them in *store*."""
        self._store = store
        self._clock = clock

    async def issue(self, kind: LinkKind, member: str, agency: str) -> tuple[str, datetime]:
        """A fresh link of *kind* and when it ends; earlier ones of the same kind for the same agency end now."""
        await self._erase(member, agency, kind)
        secret = new_secret(member)
        link = Link(kind=kind, member=member, agency=agency, expires_at=self._clock.now() + LASTS[kind])
        await self._store.create(f"link.{name_of(secret)}", msgspec.json.encode(link))
        return secret, link.expires_at

    async def find(self, secret: str) -> Link | None:
        """What *secret* lets somebody do, also once it has ended; None when it was used or never was one."""
        stored = await self._stored(secret)
        return None if stored is None else _decode(stored.content)

    async def take(self, secret: str) -> bool:
        """Use *secret* up; whether it was good and nobody else used it first."""
        stored = await self._stored(secret)
        if stored is None or _decode(stored.content).expires_at <= self._clock.now():
            return False
        return await self._store.take(stored)

    async def withdraw(self, member: str, agency: str) -> None:
        """End every link of *member* for *agency*."""
        await self._erase(member, agency, None)

    async def _stored(self, secret: str) -> StoredKey | None:
        name = name_of(secret)
        if name is None:
            return None
        return (await self._store.find([f"link.{name}"])).get(f"link.{name}")

    async def _erase(self, member: str, agency: str, kind: LinkKind | None) -> None:
        for stored in (await self._store.every(f"link.{place_of(member)}")).values():
            link = _decode(stored.content)
            if link.agency == agency and kind in (None, link.kind):
                await self._store.take(stored)
