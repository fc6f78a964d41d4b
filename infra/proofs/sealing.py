"""Secrets of members sealed under a key made from the key-encryption key, and sealed anew once another takes its place.

Invariant: each kind of secret has a key of its own, and each secret is bound to its owner; what is stored says which
key-encryption key it is under.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import AsyncIterator, Mapping

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from infra.nats.keys import KeyStream
from infra.vault import Keks, Wraps

NONCE_BYTES = 12


class _Sealed(msgspec.Struct, frozen=True):
    kek: str
    nonce: str
    text: str


class OwnersSeal:
    """Seals one *kind* of secret of members, such as ``lantern second factors``."""

    def __init__(self, keks: Keks | Wraps, kind: bytes) -> None:
        """Seal under a key made from *keks* for this *kind* alone."""
        self._wraps = keks if isinstance(keks, Wraps) else Wraps(keks)
        self._kind = kind

    def seal(self, owner: str, secret: bytes) -> bytes:
        """*secret* of *owner* as it is stored."""
        kek, nonce = self._wraps.current, secrets.token_bytes(NONCE_BYTES)
        text = self._cipher(kek).encrypt(nonce, secret, owner.encode())
        parts = (base64.b64encode(part).decode() for part in (nonce, text))
        return msgspec.json.encode(_Sealed(kek, *parts))

    def open(self, owner: str, content: bytes) -> bytes:
        """The secret of *owner* out of what is stored. Raises :class:`infra.vault.KeyUnusable`."""
        sealed = msgspec.json.decode(content, type=_Sealed)
        nonce, text = base64.b64decode(sealed.nonce), base64.b64decode(sealed.text)
        return self._cipher(sealed.kek).decrypt(nonce, text, owner.encode())

    def is_old(self, content: bytes) -> str:
        """The id of the key-encryption key that *content* is under where it is not the current one, else nothing."""
        kek = msgspec.json.decode(content, type=_Sealed).kek
        return "" if kek == self._wraps.current else kek

    def _cipher(self, kek: str) -> AESGCM:
        return AESGCM(hmac.digest(self._wraps.secret(kek), self._kind, "sha256"))


async def reseal(
    store: KeyStream, prefix: str, seal: OwnersSeal, owners: Mapping[str, str]
) -> AsyncIterator[tuple[int, int]]:
    """Seal anew what lies under *prefix* and is old, step by step: how far it is, of how many.

    *owners* says who has which place. What is stored for nobody who is known is left as it is, and found by
    :func:`left_under`.
    """
    every = await store.every(prefix)
    yield 0, len(every)
    for number, (name, stored) in enumerate(every.items(), 1):
        owner = owners.get(name.removeprefix(f"{prefix}."))
        if owner is not None and seal.is_old(stored.content):
            await store.replace(name, seal.seal(owner, seal.open(owner, stored.content)), stored)
            yield number, len(every)


async def left_under(store: KeyStream, prefix: str, seal: OwnersSeal) -> dict[str, int]:
    """How many secrets under *prefix* are under which key-encryption key that is not the current one."""
    found: dict[str, int] = {}
    async for _name, stored in store.messages(prefix):
        if kek := seal.is_old(stored.content):
            found[kek] = found.get(kek, 0) + 1
    return found
