"""Identifiers: UUIDv7 in lower-case hex without dashes, drawn outside and derived in here.

Invariant: what is derived from the same parts is the same identifier, on every machine and for ever.
"""

from __future__ import annotations

import hashlib
import re

_HEX = re.compile(r"[0-9a-f]{32}")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")


def is_id(text: str) -> bool:
    """Whether *text* has the form of an identifier."""
    return _HEX.fullmatch(text) is not None


def is_token(text: str) -> bool:
    """Whether *text* can stand between two dots of a subject."""
    return _TOKEN.fullmatch(text) is not None


def derive(origin: str, *parts: str | int) -> str:
    """Derive an identifier from *origin* (an identifier) and *parts*.

    Keeps the 48-bit time prefix of *origin*, so that derived identifiers sort by when their origin was made, and sets
    the version and variant bits of RFC 9562 (version 7); the other 74 bits are SHA-256 over all parts.
    """
    digest = hashlib.sha256("\x1f".join([origin, *map(str, parts)]).encode()).digest()
    value = int.from_bytes(bytes.fromhex(origin[:12]) + digest[:10], "big")
    value = value & ~(0xF << 76) | (0x7 << 76)
    value = value & ~(0x3 << 62) | (0x2 << 62)
    return f"{value:032x}"
