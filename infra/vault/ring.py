"""The data keys of children and members: made, wrapped, kept at hand, destroyed.

A data key is random, belongs to one subject and one purpose, and is stored wrapped by a key-encryption key whose id
stands beside it. Destroying it puts a note behind it that says when, and deletes the stored message, which overwrites
its bytes (:mod:`infra.vault.destroying`). The note keeps anybody from making the key again, tells readers the day, and,
being a message, tells every other process at once.

Invariant: no data key is stored unwrapped, and none is used that was destroyed more than ``MAX_AGE_SECONDS`` ago. A
process hears of a destruction through the notes it follows; while it cannot hear (or does not follow), what it has in
memory grows old, is asked for again by :meth:`KeyRing.fetch`, and is refused by :meth:`KeyRing.open`.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec
import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.ports import StoreFault
from domain.privacy import Clear, Erased, Private, Purpose, Sealed
from infra.codec.sealing import Place, key_name
from infra.vault.destroying import Destroyed, destroy, standing
from infra.vault.keeping import KeyStore
from infra.vault.padding import bare, padded
from infra.vault.rotating import rewrap
from infra.vault.wrapping import NONCE_BYTES, NOTE, Content, Keks, KeyUnusable, Wraps, base64_text, decode

LOG = structlog.get_logger("vault")

KEY_BYTES = 32
MAX_AGE_SECONDS = 60.0
"""For how long a key may be used after the last moment in which it was certainly not destroyed."""


class KeyNotFetched(LookupError):
    """A text was to be opened whose key is not at hand, or too old: fetch it first."""


class SealBroken(StoreFault):
    """A sealed text does not open: it was changed, or moved from where it was written."""


class _Held(NamedTuple):
    """A key at hand, or the note of its destruction; certain at loop time *sure_at*."""

    cipher: AESGCM | Erased
    sure_at: float


class KeyRing:
    """The data keys that this process has at hand, over the store that all processes share."""

    def __init__(self, store: KeyStore, keks: Keks | Wraps) -> None:
        """Use the keys in *store*, wrapped by *keks*."""
        self._store = store
        self._wraps = keks if isinstance(keks, Wraps) else Wraps(keks)
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
        return Sealed(key=key, nonce=base64_text(nonce), text=base64_text(sealed))

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
        made = [name for name in await self._refresh(names) if await self._make(name)] if names else []
        if made:
            await self._settle(made)

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

    async def destroy(self, subject: str, purposes: Iterable[Purpose], now: datetime) -> list[Destroyed]:
        """Erase the keys of *subject* for *purposes*, everywhere and for good; what is gone, and since when.

        Repeating it changes nothing, and finishes what was interrupted.
        """
        gone = [await destroy(self._store, self._wraps, key_name(subject, each), now) for each in purposes]
        for name, _, at in gone:
            self._accept(name, msgspec.json.encode(Content(destroyed_at=at)), _now())
        return gone

    async def standing(self, wanted: Iterable[tuple[str, Purpose]]) -> list[tuple[str, Purpose]]:
        """Those of the keys *wanted*, each a subject's for a purpose, that were not destroyed."""
        by_name = {key_name(subject, purpose): (subject, purpose) for subject, purpose in wanted}
        return [by_name[name] for name in await standing(self._store, list(by_name))]

    def on_destroyed(self, listener: Callable[[str], None]) -> None:
        """Call *listener* with the name of each key that is destroyed, here or elsewhere, once this process knows."""
        self._listeners.append(listener)

    async def watch(self) -> None:
        """Follow what the store is told, for ever; a process runs this beside everything else.

        A key that cannot be used here is let go: who needs it asks for it again, and hears why. The note that another
        key-encryption key is the one is taken up.
        """
        async for name, content in self._store.changes():
            try:
                if name == NOTE:
                    self._wraps.take_up(decode(content).kek)
                elif name in self._held or decode(content).destroyed_at is not None:
                    self._accept(name, content, _now())
            except KeyUnusable:
                self._let_go(name)

    async def hear(self) -> None:
        """Learn which key-encryption key is the one by now; a process does so when it starts.

        One that is not here is in :attr:`Wraps.missing` from then on.
        """
        told = (await self._store.find([NOTE])).get(NOTE)
        if told is not None:
            with contextlib.suppress(KeyUnusable):
                self._wraps.take_up(decode(told.content).kek)

    async def rewrap(self) -> int:
        """Wrap every stored key by the current key-encryption key; how many were not yet."""
        return [done async for done in rewrap(self._store, self._wraps)][-1].changed

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
        decoded = decode(content)
        held = self._held.get(name)
        if decoded.destroyed_at is None:
            if held is not None and isinstance(held.cipher, Erased) and held.cipher.on is not None:
                # An answer that was under way while the key was destroyed does not bring it back.
                return held.cipher
            return self._hold(name, AESGCM(self._wraps.unwrap(name, decoded)), asked_at)
        erased = self._hold(name, Erased(decoded.destroyed_at), asked_at)
        if held is None or not isinstance(held.cipher, Erased):
            self._tell(name)
        return erased

    async def _make(self, name: str) -> bool:
        """Make the key *name*; whether it was us, and nobody else was first."""
        # Under another key-encryption key than the others use, it would be lost with that.
        self._wraps.refuse_behind()
        asked_at = _now()
        key = AESGCM.generate_key(KEY_BYTES * 8)
        made = await self._store.create(name, self._wraps.wrap(name, key))
        if made:
            self._hold(name, AESGCM(key), asked_at)
        else:
            # Another process was first: its key is the key.
            await self._read([name])
        return made

    async def _settle(self, made: Sequence[str]) -> None:
        """See to it that what was just *made* is under the key-encryption key that all use by now.

        A rotation that was announced before they were stored has perhaps passed by them; one announced later has not.
        """
        told = (await self._store.find([NOTE])).get(NOTE)
        if told is None or (kek := decode(told.content).kek) == self._wraps.current:
            return
        self._wraps.take_up(kek)
        for name, stored in (await self._store.find(made)).items():
            await self._store.replace(
                name, self._wraps.wrap(name, self._wraps.unwrap(name, decode(stored.content))), stored
            )

    def _hold(self, name: str, cipher: AESGCM | Erased, sure_at: float) -> AESGCM | Erased:
        self._held[name] = _Held(cipher, sure_at)
        return cipher

    def _let_go(self, name: str) -> None:
        self._held.pop(name, None)
        LOG.error("data_key_unusable", key=name)

    def _tell(self, name: str) -> None:
        for listener in self._listeners:
            listener(name)


def _now() -> float:
    return asyncio.get_running_loop().time()
