"""Who the subjects of providers are, in the stream of secrets.

Invariant: a subject lies under a hash of agency, issuer and subject, so that one of another agency, or of another
provider of the same agency, is somebody else; what is linked to a member is found at their place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

import msgspec

from domain.ports import Clock
from infra.nats.keys import KeyStream
from infra.proofs.places import place_of
from web.proofs.providing import Linked


class _Owned(msgspec.Struct, frozen=True):
    """What a member's place says: under which name their subject lies."""

    name: str
    agency: str
    since: datetime


class StreamSubjects:
    """Subjects in the stream of secrets; implements :class:`web.proofs.providing.Subjects`."""

    def __init__(self, store: KeyStream, clock: Clock) -> None:
        """Keep them in *store*."""
        self._store = store
        self._clock = clock

    async def find(self, agency: str, issuer: str, subject: str) -> Linked | None:
        """Whose *subject* it is at the provider *issuer* of *agency*."""
        return await self._named(_name(agency, issuer, subject))

    async def link(self, member: str, agency: str, issuer: str, subject: str) -> bool:
        """Let *subject* be *member* in place of what it was before; False where it is somebody else.

        Where two are linked to one member at the same moment, one is in the end, and it is found at their place.
        """
        name, now = _name(agency, issuer, subject), self._clock.now()
        found = await self._named(name)
        if found is not None:
            return found.member == member
        await self.unlink(member, agency)
        # The place first: what stops half-way is found there, and nobody signs in with it yet.
        owned = msgspec.json.encode(_Owned(name, agency, now))
        if not await self._store.create(_place(member, agency), owned) and not await self._is_placed(
            member, agency, name
        ):
            return False
        made = await self._store.create(name, msgspec.json.encode(Linked(member, agency, now)))
        if made and not await self._is_placed(member, agency, name):
            await self._store.erase(name)  # Another subject was linked to them meanwhile, and stays.
            return False
        return made or ((again := await self._named(name)) is not None and again.member == member)

    async def _is_placed(self, member: str, agency: str, name: str) -> bool:
        place = _place(member, agency)
        kept = (await self._store.find([place])).get(place)
        return kept is not None and _owned(kept.content).name == name

    async def of(self, member: str) -> Sequence[Linked]:
        """What is linked to *member*, the oldest first."""
        owned = [_owned(each.content) for each in (await self._store.every(f"linked.{place_of(member)}")).values()]
        found = await self._store.find([each.name for each in owned])
        linked = [msgspec.json.decode(each.content, type=Linked) for each in found.values()]
        return sorted((each for each in linked if each.member == member), key=lambda each: each.since)

    async def unlink(self, member: str, agency: str) -> None:
        """Forget the subject that is *member* for *agency*; forgetting it twice changes nothing."""
        place = _place(member, agency)
        kept = (await self._store.find([place])).get(place)
        if kept is None:
            return
        name = _owned(kept.content).name
        linked = await self._named(name)
        if linked is not None and linked.member == member:
            await self._store.erase(name)
        await self._store.erase(place)

    async def _named(self, name: str) -> Linked | None:
        stored = (await self._store.find([name])).get(name)
        return None if stored is None else msgspec.json.decode(stored.content, type=Linked)


_owned = msgspec.json.Decoder(_Owned).decode


def _name(agency: str, issuer: str, subject: str) -> str:
    told = msgspec.json.encode(["lantern subject", agency, issuer, subject])
    return f"subject.{hashlib.sha256(told).hexdigest()}"


def _place(member: str, agency: str) -> str:
    return f"linked.{place_of(member)}.{place_of(agency)}"
