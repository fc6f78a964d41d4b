"""Texts of few lengths: a seal hides what a text says, not how long it is, and a code is known by its length.

Invariant: what goes under a seal is 64 bytes long or a power of two above, whatever the text; and what was padded comes
back as it was. The shape (ISO/IEC 7816-4: a byte 0x80, then zeros) is a storage format.
"""

from __future__ import annotations

SHORTEST = 64
"""Room for any code, a few of them together, a name, and for nothing at all."""

_END = b"\x80"


def padded(text: bytes) -> bytes:
    """*text* with its end marked, filled up with zeros."""
    length = SHORTEST
    while length <= len(text):
        length *= 2
    return (text + _END).ljust(length, b"\0")


def bare(text: bytes) -> bytes:
    """What was *padded*. Refuses (``ValueError``) what was not."""
    found = text.rstrip(b"\0")
    if not found.endswith(_END):
        raise ValueError("a sealed text has no end")
    return found.removesuffix(_END)
