"""The data keys of children and members: made, wrapped, kept at hand, destroyed.

A data key is random, belongs to one subject and one purpose, and is stored wrapped by a key-encryption key whose id
stands beside it. Destroying it deletes the stored message (which overwrites its bytes) and puts a note in its place
that says when. The note keeps anybody from making the key again, tells readers the day, and, being a message, tells
every other process at once.

Invariant: no data key is stored unwrapped, and none is used that was destroyed more than ``MAX_AGE_SECONDS`` ago. A
process hears of a destruction through the notes it follows; while it cannot hear (or does not follow), what it has in
memory grows old, is asked for again by :meth:`KeyRing.fetch`, and is refused by :meth:`KeyRing.open`.
"""

from __future__ import annotations

import asyncio
import base64
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import msgspec
import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.ports import StoreFault
from domain.privacy import Clear, Erased, Private, Purpose, Sealed
from infra.codec.sealing import Place, key_name
from infra.vault.keeping import KeyStore
from infra.vault.padding import bare, padded

LOG = structlog.get_logger("vault")

KEY_BYTES = 32
NONCE_BYTES = 12
MAX_AGE_SECONDS = 60.0
"""For how long a key may be used after the last moment in which it was certainly not destroyed."""


class KeyNotFetched(LookupError):
    """A text was to be opened whose key is not at hand, or too old: fetch it first."""


class KeyUnusable(StoreFault):
    """A stored data key cannot be unwrapped: its key-encryption key is missing or another one."""


class SealBroken(StoreFault):
    """A sealed text does not open: it was changed, or moved from where it was written."""


@dataclass(frozen=True)
class Keks:
    """The key-encryption keys by id, and the id of the one that wraps new keys."""

    current: str
    keys: Mapping[str, bytes]

    def __repr__(self) -> str:
        """Say how many there are, not what they are."""
        return f"Keks({self.current}, {len(self.keys)} in all)"


class _Content(msgspec.Struct, frozen=True, omit_defaults=True):
    """A wrapped key, or the note that stands where one was."""

    kek: str = ""
    nonce: str = ""
    text: str = ""
    destroyed_at: datetime | None = None


class _Held(NamedTuple):
    """A key at hand, or the note of its destruction; certain at loop time *sure_at*."""

    cipher: AESGCM | Erased
    sure_at: float


class KeyRing:
    """The data keys that this process has at hand, over the store that all processes share."""

    def __init__(self, store: KeyStore, keks: Keks) -> None:
        """Use the keys in *store*, wrapped by *keks*."""
        self._store = store
        self._keks = keks
        self._wraps = {name: AESGCM(key) for name, key in keks.keys.items()}
        self._held: dict[str, _Held] = {}
        self._listeners: list[Callable[[str], None]] = []

    # What seals and opens. Neither waits: keys are at hand, or it is refused.

    def seal(self, key: str, text: str, place: Place) -> Sealed | Erased:
        """*text* sealed under *key* for *place* alone; a subject that was erased gets no new text, so it is erased."""
        cipher = self._cipher(key)
        if isinstance(cipher, Erased):
            return cipher
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = cipher.encrypt(nonce, padded(text.encode()), place.bind())
        return Sealed(key=key, nonce=_text(nonce), text=_text(sealed))

    def open(self, private: Private, originator: str, event: str, field: str) -> str | Erased:
        """The text of *private*, which stands in *field* of *event*; or that it was erased.

        Raises :class:`KeyNotFetched` before :meth:`fetch`, and :class:`SealBroken` for a text from another place.
        """
        if isinstance(private, Clear):
            return private.text
        if isinstance(private, Erased):
            return private
        cipher = self._cipher(private.key)
        if isinstance(cipher, Erased):
            return cipher
        try:
            nonce, text = base64.b64decode(private.nonce), base64.b64decode(private.text)
            return bare(cipher.decrypt(nonce, text, Place(originator, event, field).bind())).decode()
        except (InvalidTag, ValueError) as fault:
            raise SealBroken(f"{field} of event {event} of {originator} does not open here") from fault

    # What brings keys to hand.

    async def prepare(self, names: Iterable[str]) -> None:
        """Have the keys *names* at hand for sealing, making those that do not exist. Raises the store's faults."""
        names = [name for name in names if not self._at_hand(name)]
        for name in names:
            # That nothing was found for a reader is no reason not to make it for a writer.
            if (held := self._held.get(name)) is not None and held.cipher == Erased():
                del self._held[name]
        for name in await self._refresh(names) if names else ():
            await self._make(name)

    async def fetch(self, names: Iterable[str]) -> None:
        """Have the keys *names* at hand for opening; one that does not exist (any more) reads as erased."""
        asked_at = _now()
        for name in await self._refresh(names):
            self._hold(name, Erased(), asked_at)

    async def reveal(self, private: Private, originator: str, event: str, field: str) -> str | Erased:
        """Fetch and open in one."""
        if isinstance(private, Sealed):
            await self.fetch([private.key])
        return self.open(private, originator, event, field)

    # What ends keys, and tells of it.

    async def destroy(self, subject: str, purposes: Iterable[Purpose], now: datetime) -> None:
        """Erase the keys of *subject* for *purposes*, everywhere and for good. Repeating it changes nothing."""
        note = msgspec.json.encode(_Content(destroyed_at=now))
        for name in [key_name(subject, purpose) for purpose in purposes]:
            stored = (await self._store.find([name])).get(name)
            if stored is not None and _decode(stored.content).destroyed_at is not None:
                continue
            await self._store.erase(name)
            while not await self._store.create(name, note):
                # Somebody made the key again between the two: then that one goes as well.
                await self._store.erase(name)
            self._accept(name, note, _now())

    def on_destroyed(self, listener: Callable[[str], None]) -> None:
        """Call *listener* with the name of each key that is destroyed, here or elsewhere, once this process knows."""
        self._listeners.append(listener)

    async def watch(self) -> None:
        """Follow what the store is told, for ever; a process runs this beside everything else.

        A key that cannot be used here is let go: who needs it asks for it again, and hears why.
        """
        async for name, content in self._store.changes():
            try:
                if name in self._held or _decode(content).destroyed_at is not None:
                    self._accept(name, content, _now())
            except KeyUnusable:
                self._let_go(name)

    async def rewrap(self) -> int:
        """Wrap every stored key by the current key-encryption key; how many were not yet."""
        done = 0
        for name, stored in (await self._store.every()).items():
            content = _decode(stored.content)
            if content.destroyed_at is None and content.kek != self._keks.current:
                wrapped = self._wrap(name, self._unwrap(name, content))
                done += await self._store.replace(name, wrapped, stored)
        return done

    def _cipher(self, name: str) -> AESGCM | Erased:
        held = self._held.get(name)
        if held is None or self._too_old(held, 2 * MAX_AGE_SECONDS):
            raise KeyNotFetched(name)
        return held.cipher

    def _at_hand(self, name: str) -> bool:
        """Whether *name* can be sealed under without a look into the store."""
        held = self._held.get(name)
        return held is not None and isinstance(held.cipher, AESGCM) and not self._too_old(held, MAX_AGE_SECONDS)

    def _too_old(self, held: _Held, age: float) -> bool:
        if isinstance(held.cipher, Erased) or held.sure_at + age >= (now := _now()):
            return False
        since, until = self._store.listened
        return held.sure_at < since or until + age < now

    async def _refresh(self, names: Iterable[str]) -> list[str]:
        """Read what is not at hand or too old; the names under which nothing is stored."""
        stale = [
            name
            for name in dict.fromkeys(names)
            if (held := self._held.get(name)) is None or self._too_old(held, MAX_AGE_SECONDS)
        ]
        found = await self._read(stale) if stale else {}
        return [name for name in stale if name not in found]

    async def _read(self, names: Sequence[str]) -> dict[str, AESGCM | Erased]:
        # Sure from the moment of asking on: the answer may be old when it comes.
        asked_at = _now()
        stored = await self._store.find(names)
        return {name: self._accept(name, key.content, asked_at) for name, key in stored.items()}

    def _accept(self, name: str, content: bytes, asked_at: float) -> AESGCM | Erased:
        decoded = _decode(content)
        held = self._held.get(name)
        if decoded.destroyed_at is None:
            if held is not None and isinstance(held.cipher, Erased) and held.cipher.on is not None:
                # An answer that was under way while the key was destroyed does not bring it back.
                return held.cipher
            return self._hold(name, AESGCM(self._unwrap(name, decoded)), asked_at)
        erased = self._hold(name, Erased(decoded.destroyed_at), asked_at)
        if held is None or not isinstance(held.cipher, Erased):
            self._tell(name)
        return erased

    async def _make(self, name: str) -> None:
        asked_at = _now()
        key = AESGCM.generate_key(KEY_BYTES * 8)
        if await self._store.create(name, self._wrap(name, key)):
            self._hold(name, AESGCM(key), asked_at)
        else:
            # Another process was first: its key is the key.
            await self._read([name])

    def _hold(self, name: str, cipher: AESGCM | Erased, sure_at: float) -> AESGCM | Erased:
        self._held[name] = _Held(cipher, sure_at)
        return cipher

    def _let_go(self, name: str) -> None:
        self._held.pop(name, None)
        LOG.error("data_key_unusable", key=name)

    def _tell(self, name: str) -> None:
        for listener in self._listeners:
            listener(name)

    def _wrap(self, name: str, key: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        text = self._wraps[self._keks.current].encrypt(nonce, key, name.encode())
        return msgspec.json.encode(_Content(self._keks.current, _text(nonce), _text(text)))

    def _unwrap(self, name: str, content: _Content) -> bytes:
        wrap = self._wraps.get(content.kek)
        if wrap is None:
            raise KeyUnusable(f"data key {name} is wrapped by key-encryption key {content.kek!r}, which is not here")
        try:
            return wrap.decrypt(base64.b64decode(content.nonce), base64.b64decode(content.text), name.encode())
        except (InvalidTag, ValueError) as fault:
            raise KeyUnusable(f"data key {name} does not open under key-encryption key {content.kek!r}") from fault


def _decode(content: bytes) -> _Content:
    try:
        return msgspec.json.decode(content, type=_Content)
    except msgspec.MsgspecError as fault:
        raise KeyUnusable("a stored data key is damaged") from fault


def _now() -> float:
    return asyncio.get_running_loop().time()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
