"""Data keys as they are stored: wrapped by a key-encryption key whose id stands beside them.

The note under the name :data:`NOTE` says which key-encryption key wraps new keys from now on. Every process follows the
stream, so all of them learn of a rotation; who does not have the key that is named looks once more where the keys come
from.

Invariant: no data key is stored unwrapped. Of several key-encryption keys the one that the note names is used, so that
what a process makes during a rotation is not left under the old one.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec
import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.ports import StoreFault
from infra.faults import Fault

LOG = structlog.get_logger("vault")

NONCE_BYTES = 12
NOTE = "kek"
"""Where the note lies among the data keys, whose names have a purpose behind a dash."""


class KeyUnusable(StoreFault):
    """A stored data key cannot be unwrapped: its key-encryption key is missing or another one."""


@dataclass(frozen=True)
class Keks:
    """The key-encryption keys by id, and the id of the one that wraps new keys."""

    current: str
    keys: Mapping[str, bytes]

    def __repr__(self) -> str:
        """Say how many there are, not what they are."""
        return f"Keks({self.current}, {len(self.keys)} in all)"


class Content(msgspec.Struct, frozen=True, omit_defaults=True):
    """A wrapped key, or the note that stands where one was; under :data:`NOTE` the id of a key-encryption key alone.

    The *fingerprint* in a note tells which key it was that was destroyed.
    """

    kek: str = ""
    nonce: str = ""
    text: str = ""
    destroyed_at: datetime | None = None
    fingerprint: str = ""


class Wraps:
    """The key-encryption keys that this process has, and those that it was found to lack."""

    def __init__(self, keks: Keks, again: Callable[[], Keks] | None = None) -> None:
        """Begin with *keks*; *again* reads them once more from where they come, and may raise a fault."""
        self._keks = keks
        self._again = again
        self._ciphers: dict[str, AESGCM] = {}
        self._missing: set[str] = set()
        self._named = keks.current

    @property
    def current(self) -> str:
        """The id of the key that wraps new keys."""
        return self._keks.current

    @property
    def missing(self) -> tuple[str, ...]:
        """The ids of keys that were needed and are not here."""
        return tuple(sorted(self._missing))

    def take_up(self, kek: str) -> None:
        """Wrap new keys by *kek* from now on. Raises :class:`KeyUnusable` where it cannot be had."""
        self._named = kek
        self.refuse_behind()
        self._keks = Keks(kek, self._keks.keys)

    def refuse_behind(self) -> None:
        """Raise :class:`KeyUnusable` where new keys are to be wrapped by a key-encryption key that is not here."""
        self.secret(self._named)

    def secret(self, kek: str) -> bytes:
        """The key-encryption key *kek* itself, looked for again where it is not here. Raises :class:`KeyUnusable`."""
        if kek not in self._keks.keys:
            self._look_again()
        found = self._keks.keys.get(kek)
        if found is None:
            self._missing.add(kek)
            raise KeyUnusable(f"key-encryption key {kek!r} is not here")
        self._missing.discard(kek)
        return found

    def wrap(self, name: str, key: bytes) -> bytes:
        """The data key *name* as it is stored."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        text = self._cipher(self.current).encrypt(nonce, key, name.encode())
        return msgspec.json.encode(Content(self.current, base64_text(nonce), base64_text(text)))

    def unwrap(self, name: str, content: Content) -> bytes:
        """The data key *name* out of what is stored of it. Raises :class:`KeyUnusable`."""
        try:
            cipher = self._cipher(content.kek)
        except KeyUnusable as fault:
            raise KeyUnusable(f"data key {name} is wrapped by a key that is missing: {fault}") from fault
        try:
            return cipher.decrypt(base64.b64decode(content.nonce), base64.b64decode(content.text), name.encode())
        except (InvalidTag, ValueError) as fault:
            raise KeyUnusable(f"data key {name} does not open under key-encryption key {content.kek!r}") from fault

    def _cipher(self, kek: str) -> AESGCM:
        secret = self.secret(kek)
        if kek not in self._ciphers:
            self._ciphers[kek] = AESGCM(secret)
        return self._ciphers[kek]

    def _look_again(self) -> None:
        if self._again is None:
            return
        try:
            fresh = self._again()
        except Fault:
            LOG.warning("key_encryption_key_unreadable")
            return
        self._keks = Keks(self._keks.current, {**self._keks.keys, **fresh.keys})


def decode(content: bytes) -> Content:
    """What is stored under a name. Raises :class:`KeyUnusable`."""
    try:
        return msgspec.json.decode(content, type=Content)
    except msgspec.MsgspecError as fault:
        raise KeyUnusable("a stored data key is damaged") from fault


def base64_text(data: bytes) -> str:
    """*data* as it stands in a stored key."""
    return base64.b64encode(data).decode()
