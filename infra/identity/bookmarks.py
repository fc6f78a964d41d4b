"""Where in the log a reader has got to, sealed for the way to their browser and back.

Invariant: a bookmark says nothing to who has not the key, not even whether two of them are the same place; one that was
not made here, or under another key, is none.
"""

from __future__ import annotations

import base64
import binascii
import secrets
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
LONGEST = 64
PLACE = struct.Struct(">Q")


class SealedBookmarks:
    """Bookmarks under the key of an installation; implements :class:`web.ports.Bookmarks`."""

    def __init__(self, key: bytes) -> None:
        """Seal with *key*, 32 bytes."""
        self._sealer = AESGCM(key)

    def mark(self, position: int) -> str:
        """A bookmark at *position*, another one each time."""
        nonce = secrets.token_bytes(NONCE)
        sealed = nonce + self._sealer.encrypt(nonce, PLACE.pack(position), None)
        return base64.urlsafe_b64encode(sealed).decode()

    def find(self, bookmark: str | None) -> int | None:
        """The position that *bookmark* was made at; None for what is none."""
        if not bookmark or len(bookmark) > LONGEST:
            return None
        try:
            sealed = base64.urlsafe_b64decode(bookmark.encode())
            place = self._sealer.decrypt(sealed[:NONCE], sealed[NONCE:], None)
            return int(PLACE.unpack(place)[0])
        except (InvalidTag, ValueError, binascii.Error, struct.error):
            return None
