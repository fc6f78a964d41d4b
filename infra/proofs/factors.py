"""Second factors: an authenticator's secret and recovery codes, sealed in the stream of secrets.

Invariant: the secret is sealed under a key made from the key-encryption key and bound to its owner; of recovery codes
the hashes are kept. A code works once: what was used is put in place of what was read, or it was not used.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime

import msgspec
import pyotp
from msgspec.structs import replace

from domain.ports import Clock, StoreAway
from infra.nats.keys import KeyStream
from infra.proofs.places import place_of
from infra.proofs.sealing import OwnersSeal
from infra.vault import Keks, StoredKey, Wraps
from web.proofs.ports import Enrolment, FactorStatus, Passkey

ISSUER = "Lantern"
STEP_SECONDS = 30
DRIFT = (0, -1, 1)
"""Steps by which the clock of a telephone may be wrong, the likeliest first."""

CODES, CODE_LENGTH = 10, 10
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without what is taken for something else when it is copied by hand: ten of these are 49 bits."""

ATTEMPTS = 20

KIND = b"lantern second factors"
PREFIX = "factor"


class StoredPasskey(msgspec.Struct, frozen=True, omit_defaults=True):
    """A passkey as it is kept: its public *key*, and how often the device says that it signed."""

    id: str
    key: str
    count: int
    name: str
    since: datetime
    used: datetime | None = None


class FactorRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """All factors of one person."""

    totp: str = ""
    pending: str = ""
    step: int = 0
    since: datetime | None = None
    recovery: tuple[str, ...] = ()
    passkeys: tuple[StoredPasskey, ...] = ()


Alter = Callable[[FactorRecord], FactorRecord | None]
"""What becomes of the factors; None where nothing does."""


class StreamFactors:
    """Second factors of members; implements :class:`web.proofs.ports.Factors`."""

    def __init__(self, store: KeyStream, keks: Keks | Wraps, clock: Clock) -> None:
        """Keep them in *store*, sealed under keys made from *keks*."""
        self._store = store
        self._seal = OwnersSeal(keks, KIND)
        self._clock = clock

    async def status(self, member: str) -> FactorStatus:
        """What *member* has."""
        factors, _stored = await self._read(member)
        return FactorStatus(
            totp=bool(factors.totp),
            since=factors.since,
            recovery=len(factors.recovery),
            passkeys=tuple(Passkey(id=p.id, name=p.name, since=p.since, used=p.used) for p in factors.passkeys),
        )

    async def begin(self, member: str, account: str) -> Enrolment:
        """A fresh secret for the authenticator of *member*, who signs in as *account*; it counts once confirmed."""
        secret = pyotp.random_base32()
        await self.change(member, lambda factors: replace(factors, pending=secret))
        return self._enrolment(secret, account)

    async def pending(self, member: str, account: str) -> Enrolment | None:
        """The secret that waits to be confirmed, if one does."""
        factors, _stored = await self._read(member)
        return self._enrolment(factors.pending, account) if factors.pending else None

    async def confirm(self, member: str, code: str) -> list[str] | None:
        """Let the secret that waits count if *code* is its own; the recovery codes, which nothing gives again."""
        fresh = [_recovery_code() for _ in range(CODES)]
        now = self._clock.now()

        def alter(factors: FactorRecord) -> FactorRecord | None:
            step = _step_of(factors.pending, code, now, 0) if factors.pending else None
            if step is None:
                return None
            hashes = tuple(map(_hashed, fresh))
            return replace(factors, totp=factors.pending, pending="", step=step, since=now, recovery=hashes)

        return fresh if await self.change(member, alter) else None

    async def verify(self, member: str, code: str) -> bool:
        """Whether *code* is one of the authenticator's that was not used, or a recovery code; it is used up."""
        now = self._clock.now()
        return await self.change(member, lambda factors: _used(factors, code, now))

    async def renew_recovery(self, member: str) -> list[str]:
        """Recovery codes in place of those there were; nothing gives them again."""
        fresh = [_recovery_code() for _ in range(CODES)]
        await self.change(member, lambda factors: replace(factors, recovery=tuple(map(_hashed, fresh))))
        return fresh

    async def remove(self, member: str) -> None:
        """Forget the authenticator of *member* and its recovery codes."""
        await self.change(member, lambda factors: FactorRecord(passkeys=factors.passkeys))

    async def forget(self, member: str) -> None:
        """Forget every factor of *member* but the password, and erase its bytes."""
        await self._store.erase(_name(member))

    async def read(self, member: str) -> FactorRecord:
        """All factors of *member*."""
        factors, _stored = await self._read(member)
        return factors

    def _enrolment(self, secret: str, account: str) -> Enrolment:
        address = pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=ISSUER)
        return Enrolment(secret=" ".join(secret[i : i + 4] for i in range(0, len(secret), 4)), address=address)

    async def change(self, member: str, alter: Alter) -> bool:
        """Put what *alter* makes of the factors in their place; whether it made anything of them."""
        for _ in range(ATTEMPTS):
            factors, stored = await self._read(member)
            changed = alter(factors)
            if changed is None:
                return False
            content = self._seal.seal(member, msgspec.json.encode(changed))
            name = _name(member)
            done = self._store.create(name, content) if stored is None else self._store.replace(name, content, stored)
            if await done:
                return True
        raise StoreAway("others were first every time")

    async def _read(self, member: str) -> tuple[FactorRecord, StoredKey | None]:
        stored = (await self._store.find([_name(member)])).get(_name(member))
        return (FactorRecord(), None) if stored is None else (self._open(member, stored.content), stored)

    def _open(self, member: str, content: bytes) -> FactorRecord:
        return msgspec.json.decode(self._seal.open(member, content), type=FactorRecord)


def _name(member: str) -> str:
    return f"{PREFIX}.{place_of(member)}"


def _used(factors: FactorRecord, code: str, now: datetime) -> FactorRecord | None:
    """The factors once *code* is used; None where it is none of theirs."""
    step = _step_of(factors.totp, code, now, factors.step) if factors.totp else None
    if step is not None:
        return replace(factors, step=step)
    hashed = _hashed(code)
    if factors.totp and hashed in factors.recovery:
        return replace(factors, recovery=tuple(each for each in factors.recovery if each != hashed))
    return None


def _step_of(secret: str, code: str, now: datetime, after: int) -> int | None:
    """The step of which *code* is, if it is a later one than *after*."""
    here = int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    typed = _plain(code)
    for step in (here + drift for drift in DRIFT):
        if step > after and pyotp.utils.strings_equal(typed, totp.at(step * STEP_SECONDS)):
            return step
    return None


def _recovery_code() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return f"{letters[:5]}-{letters[5:]}"


def _plain(code: str) -> str:
    return "".join(code.lower().replace("-", "").split())


def _hashed(code: str) -> str:
    return hashlib.sha256(b"lantern recovery " + _plain(code).encode()).hexdigest()
