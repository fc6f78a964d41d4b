"""Pictures sealed and kept, each under a key of its own.

Invariant: no byte of a picture is stored in clear, and the key is given to the caller and kept nowhere; a picture that
was changed where it lies is never shown.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import secrets
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from infra.photos.pictures import rewritten
from infra.vault import SealBroken
from infra.vault.padding import bare, padded
from web.ports import KeptPicture

NONCE_BYTES = 12
ABOUT = b"lantern photo"


class Objects(Protocol):
    """Where sealed files lie."""

    async def put(self, name: str, content: bytes) -> None:
        """Keep *content* under *name*."""

    async def get(self, name: str) -> bytes | None:
        """What is kept under *name*."""

    async def remove(self, name: str) -> None:
        """Keep nothing under *name*."""


class SealedPictures:
    """Pictures in the bucket of sealed files; implements :class:`web.ports.Pictures`."""

    def __init__(self, objects: Objects) -> None:
        """Keep them in *objects*."""
        self._objects = objects
        self._one_at_a_time = asyncio.Lock()

    async def keep(self, sent: bytes) -> KeptPicture:
        """Read what was *sent*, and keep its pixels sealed."""
        async with self._one_at_a_time:
            picture = await asyncio.to_thread(rewritten, sent)
        key, nonce = AESGCM.generate_key(256), secrets.token_bytes(NONCE_BYTES)
        sealed = nonce + AESGCM(key).encrypt(nonce, padded(picture), ABOUT)
        digest = hashlib.sha256(sealed).hexdigest()
        await self._objects.put(digest, sealed)
        return KeptPicture(digest=digest, opens_with=base64.b64encode(key).decode())

    async def show(self, picture: KeptPicture) -> bytes | None:
        """The picture as JPEG; None where it is kept no more."""
        sealed = await self._objects.get(picture.digest)
        if sealed is None:
            return None
        if hashlib.sha256(sealed).hexdigest() != picture.digest:
            raise SealBroken("a sealed photo is not the one that was sealed")
        try:
            key = AESGCM(base64.b64decode(picture.opens_with))
            return bare(key.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], ABOUT))
        except (InvalidTag, ValueError) as fault:
            raise SealBroken("a sealed photo does not open") from fault

    async def remove(self, digest: str) -> None:
        """Keep the picture no more; removing it twice changes nothing."""
        await self._objects.remove(digest)
