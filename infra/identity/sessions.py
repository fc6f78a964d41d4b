"""Sessions in a key-value bucket with a time to live.

Invariant: a session is kept under the SHA-256 of its token and is written when it starts only, so that nothing that
still runs under an ended session can bring it back; when it was used last is noted beside it, coarsely. No process
keeps one in memory: every request asks the bucket, so that a session which ends on one node has ended on all of them.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec
from nats.js.kv import KeyValue

from domain.ports import Clock, StoreAway
from infra.identity.answering import answering, patiently
from infra.nats.buckets import Newest
from infra.proofs.places import name_of, new_secret, place_of
from web.proofs.ports import Session, Sitting

LIFETIMES = {
    "browser": timedelta(hours=12),
    "api": timedelta(hours=12),
    "halfway": timedelta(minutes=10),
    "challenge": timedelta(minutes=5),
}
"""A shift and its hand-over; or as long as somebody looks for a code after their password. The bucket's own time to
live is at least the longest of these."""

NOTED_EVERY = timedelta(minutes=5)
"""How exactly it is known when a session was used last."""

NOTED_AT_MOST = 20_000
"""So many sessions are known to have been noted a moment ago; beyond that some are noted again."""

CSRF_BYTES = 32


class _Stored(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    member: str
    agency: str
    csrf: str
    kind: str
    started_at: datetime
    proven_at: datetime
    expires_at: datetime
    device: str = ""
    second: bool = False
    provider: str = ""
    own_at: datetime | None = None


class _Used(msgspec.Struct, frozen=True):
    at: datetime


_decode = msgspec.json.Decoder(_Stored).decode
_decode_used = msgspec.json.Decoder(_Used).decode


class KeyValueSessions:
    """Sessions of all processes that share the bucket; implements :class:`web.proofs.ports.Sessions`."""

    def __init__(self, bucket: KeyValue, newest: Newest, clock: Clock) -> None:
        """Use *bucket*, whose entries die of age by themselves, and read it through *newest*."""
        self._bucket = bucket
        self._newest = newest
        self._clock = clock
        self._noted: dict[str, datetime] = {}
        self._noting: set[asyncio.Task[None]] = set()

    async def start(
        self,
        member: str,
        agency: str,
        kind: str = "browser",
        *,
        device: str = "",
        second: bool = False,
        provider: str = "",
    ) -> Session:
        """A new session under a fresh token, of who has just proven who they are; *second*: by a second factor too."""
        now = self._clock.now()
        stored = _Stored(
            member=member,
            agency=agency,
            csrf=secrets.token_urlsafe(CSRF_BYTES),
            kind=kind,
            started_at=now,
            proven_at=now,
            expires_at=now + LIFETIMES[kind],
            device=device,
            second=second,
            provider=provider,
            own_at=None if provider else now,
        )
        return await self._put(stored)

    async def renew(
        self, session: Session, agency: str | None = None, *, proven: bool = False, own: bool = True
    ) -> Session:
        """*session* under a fresh token, for another *agency* where one is given; *proven* anew; the old one ends."""
        stored = _Stored(
            member=session.member,
            agency=agency or session.agency,
            csrf=secrets.token_urlsafe(CSRF_BYTES),
            kind=session.kind,
            started_at=session.started_at if agency is None else self._clock.now(),
            proven_at=self._clock.now() if proven else session.proven_at,
            expires_at=session.expires_at,
            device=session.device,
            second=session.second,
            provider=session.provider if agency is None else "",
            own_at=self._clock.now() if proven and own else session.own_at,
        )
        fresh = await self._put(stored)
        await self.end(session.token)
        return fresh

    async def find(self, token: str, kind: str = "browser") -> Session | None:
        """The session under *token*, unless it ended, expired, or is of another *kind*."""
        name = name_of(token)
        value = None if name is None else await self._newest.get(name)
        if name is None or value is None:
            return None
        stored = _decode(value)
        now = self._clock.now()
        if stored.kind != kind or stored.expires_at <= now:
            return None
        self._note(name, now)
        return _session(token, stored)

    async def end(self, token: str) -> None:
        """Remove the session under *token*, also its earlier value."""
        name = name_of(token)
        if name is not None:
            await self._remove(name)

    async def of(self, member: str) -> Sequence[Sitting]:
        """Where *member* is signed in, the one used last first."""
        place, now = place_of(member), self._clock.now()
        stored = {name: _decode(value) for name, value in (await self._newest.within(place)).items()}
        used = await self._newest.within(f"used.{place}")
        running = {
            name: each for name, each in stored.items() if each.expires_at > now and each.kind in ("browser", "api")
        }
        found = [_sitting(name, each, used) for name, each in running.items()]
        return sorted(found, key=lambda sitting: sitting.used_at, reverse=True)

    def is_of(self, sitting: Sitting, session: Session) -> bool:
        """Whether *sitting* is how *session* is listed."""
        return str(name_of(session.token)).endswith(f".{sitting.id}")

    async def end_one(self, member: str, sitting: str) -> None:
        """End the session of *member* that :meth:`of` calls *sitting*."""
        for each in await self.of(member):
            if each.id == sitting:
                await self._remove(f"{place_of(member)}.{sitting}")

    async def end_all(self, member: str, *, agency: str | None = None, but: str | None = None) -> None:
        """End every session of *member*: those for *agency* only where one is given; *but* the one of that token."""
        kept = name_of(but) if but else None
        for name, value in (await self._newest.within(place_of(member))).items():
            if name != kept and agency in (None, _decode(value).agency):
                await self._remove(name)

    async def _put(self, stored: _Stored) -> Session:
        token = new_secret(stored.member)
        with answering():
            await self._bucket.create(str(name_of(token)), msgspec.json.encode(stored))
        return _session(token, stored)

    async def _remove(self, name: str) -> None:
        await patiently(lambda: self._bucket.purge(name))

    def _note(self, name: str, now: datetime) -> None:
        """Note that the session was used, once in a while and without anybody waiting for it."""
        noted = self._noted.get(name)
        if noted is not None and timedelta(0) <= now - noted < NOTED_EVERY:
            return
        if len(self._noted) >= NOTED_AT_MOST:
            self._noted.clear()
        self._noted[name] = now
        task = asyncio.create_task(self._write_use(name, now))
        self._noting.add(task)
        task.add_done_callback(self._noting.discard)

    async def _write_use(self, name: str, now: datetime) -> None:
        with contextlib.suppress(StoreAway), answering():
            await self._bucket.put(f"used.{name}", msgspec.json.encode(_Used(now)))


def _session(token: str, stored: _Stored) -> Session:
    return Session(
        token=token,
        member=stored.member,
        agency=stored.agency,
        csrf=stored.csrf,
        started_at=stored.started_at,
        proven_at=stored.proven_at,
        expires_at=stored.expires_at,
        kind=stored.kind,
        device=stored.device,
        second=stored.second,
        provider=stored.provider,
        own_at=stored.own_at or (None if stored.provider else stored.proven_at),
    )


def _sitting(name: str, stored: _Stored, used: Mapping[str, bytes]) -> Sitting:
    noted = used.get(f"used.{name}")
    last = stored.started_at if noted is None else _decode_used(noted).at
    return Sitting(
        id=name.partition(".")[2],
        agency=stored.agency,
        kind=stored.kind,
        device=stored.device,
        provider=stored.provider,
        started_at=stored.started_at,
        used_at=max(last, stored.started_at),
    )
