"""Sessions in a key-value bucket with a time to live.

Invariant: a session is kept under the SHA-256 of its token and is written when it starts only, so that nothing that
still runs under an ended session can bring it back. No process keeps one in memory: every request asks the bucket, so
that a session which ends on one node has ended on all of them.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

import msgspec
from nats.js.kv import KeyValue

from domain.ports import Clock
from infra.identity.answering import answering, patiently
from infra.nats.buckets import Newest
from web.ports import Session

LIFETIMES = {"browser": timedelta(hours=12), "api": timedelta(hours=12)}
"""A shift and its hand-over. The bucket's own time to live is at least the longest of these."""

TOKEN_BYTES = 32


class _Stored(msgspec.Struct, frozen=True, kw_only=True):
    member: str
    agency: str
    csrf: str
    kind: str
    started_at: datetime
    expires_at: datetime


_decode = msgspec.json.Decoder(_Stored).decode


class KeyValueSessions:
    """Sessions of all processes that share the bucket."""

    def __init__(self, bucket: KeyValue, newest: Newest, clock: Clock) -> None:
        """Use *bucket*, whose entries die of age by themselves, and read it through *newest*."""
        self._bucket = bucket
        self._newest = newest
        self._clock = clock

    async def start(self, member: str, agency: str, kind: str = "browser") -> Session:
        """A new session under a fresh token."""
        now = self._clock.now()
        session = Session(
            token=secrets.token_urlsafe(TOKEN_BYTES),
            member=member,
            agency=agency,
            csrf=secrets.token_urlsafe(TOKEN_BYTES),
            started_at=now,
            expires_at=now + LIFETIMES[kind],
            kind=kind,
        )
        stored = _Stored(
            member=member,
            agency=agency,
            csrf=session.csrf,
            kind=kind,
            started_at=now,
            expires_at=session.expires_at,
        )
        with answering():
            await self._bucket.create(_key(session.token), msgspec.json.encode(stored))
        return session

    async def find(self, token: str, kind: str = "browser") -> Session | None:
        """The session under *token*, unless it ended, expired, or is of another *kind*."""
        value = await self._newest.get(_key(token))
        if value is None:
            return None
        stored = _decode(value)
        if stored.kind != kind or stored.expires_at <= self._clock.now():
            return None
        return Session(
            token=token,
            member=stored.member,
            agency=stored.agency,
            csrf=stored.csrf,
            started_at=stored.started_at,
            expires_at=stored.expires_at,
            kind=stored.kind,
        )

    async def end(self, token: str) -> None:
        """Remove the session under *token*, also its earlier value."""
        await patiently(lambda: self._bucket.purge(_key(token)))


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
