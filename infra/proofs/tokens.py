"""Tokens of programs: named, for something, until some day.

Invariant: only the SHA-256 of a token is kept, in the stream of secrets; what was revoked is deleted there, so it is
refused by every process from the next request on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from domain.ports import Clock
from infra.nats.keys import KeyStream
from infra.proofs.places import name_of, new_secret, place_of
from web.proofs.ports import ApiToken, Scope, Session

MARK = "lt_"
"""What every such token begins with, so that it is known for one wherever it turns up."""


class _Stored(msgspec.Struct, frozen=True, kw_only=True):
    member: str
    agency: str
    name: str
    scope: Scope
    created_at: datetime
    expires_at: datetime


_decode = msgspec.json.Decoder(_Stored).decode


class StreamTokens:
    """Tokens in the stream of secrets; implements :class:`web.proofs.ports.Tokens`."""

    def __init__(self, store: KeyStream, clock: Clock) -> None:
        """Keep them in *store*."""
        self._store = store
        self._clock = clock

    async def create(self, member: str, agency: str, name: str, scope: Scope, lasts: timedelta) -> str:
        """A fresh token of *member* for *agency*; nothing gives it again."""
        secret, now = new_secret(member), self._clock.now()
        stored = _Stored(member=member, agency=agency, name=name, scope=scope, created_at=now, expires_at=now + lasts)
        await self._store.create(f"token.{name_of(secret)}", msgspec.json.encode(stored))
        return MARK + secret

    async def find(self, token: str) -> Session | None:
        """As whom and how far *token* lets a program act; None when it was revoked, has ended or never was one."""
        name = name_of(token.removeprefix(MARK)) if token.startswith(MARK) else None
        found = None if name is None else (await self._store.find([f"token.{name}"])).get(f"token.{name}")
        stored = None if found is None else _decode(found.content)
        if stored is None or stored.expires_at <= self._clock.now():
            return None
        return Session(
            token=token,
            member=stored.member,
            agency=stored.agency,
            csrf="",
            started_at=stored.created_at,
            proven_at=stored.created_at,
            expires_at=stored.expires_at,
            kind="api",
            device=stored.name,
            scope=stored.scope,
        )

    async def of(self, member: str) -> Sequence[ApiToken]:
        """The tokens of *member*, also those that have ended, the newest first."""
        within = f"token.{place_of(member)}"
        found = [
            ApiToken(
                id=name.rpartition(".")[2],
                agency=stored.agency,
                name=stored.name,
                scope=stored.scope,
                created_at=stored.created_at,
                expires_at=stored.expires_at,
            )
            for name, stored in [(name, _decode(k.content)) for name, k in (await self._store.every(within)).items()]
        ]
        return sorted(found, key=lambda token: token.created_at, reverse=True)

    async def revoke(self, member: str, token: str) -> None:
        """Delete the token of *member* that :meth:`of` calls *token*; deleting it twice changes nothing."""
        for name, stored in (await self._store.every(f"token.{place_of(member)}")).items():
            if name.endswith(f".{token}"):
                await self._store.take(stored)

    async def revoke_all(self, member: str, agency: str | None = None) -> None:
        """Delete every token of *member*, or those for *agency* only."""
        for stored in (await self._store.every(f"token.{place_of(member)}")).values():
            if agency in (None, _decode(stored.content).agency):
                await self._store.take(stored)
