"""Which characters the fonts of papers can draw, and what stands for those that they cannot.

Invariant: every text that leaves this module can be set: what no font draws is named by its number and not left out.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic")
"""In this order they are asked for a character."""

LONGEST = 24
"""So many characters without a space fit into the narrowest column."""

CONTROLS = {ord("\t"): " ", ord("\r"): None, 0xFEFF: None}
"""What stands for characters that no archive may hold, although fonts know them; U+FEFF comes with pasted text."""

MAPS_ALL_OF_UNICODE = 12


def settable(text: str) -> str:
    """*text* with nothing that a font cannot draw, and no word so long that it would leave its column."""
    known = "".join(map(_known, text.translate(CONTROLS)))
    return re.sub(rf"\S{{{LONGEST}}}(?=\S)", lambda run: f"{run.group()}\u200b", known)


def _known(character: str) -> str:
    return character if character == "\n" or covered(ord(character)) else f"[U+{ord(character):04X}]"


def covered(code: int) -> bool:
    """Whether one of the fonts draws the character *code*."""
    starts, ends = _ranges()
    at = bisect_right(starts, code) - 1
    return at >= 0 and code <= ends[at]


@cache
def _ranges() -> tuple[list[int], list[int]]:
    """The ranges that each weight of some font draws, without those that no archive may hold."""
    spans = sorted(span for font in sorted(FONTS.glob("*-Regular.ttf")) for span in _mapped(font.read_bytes()))
    starts: list[int] = []
    ends: list[int] = []
    for start, end in spans:
        if ends and start <= ends[-1] + 1:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def _mapped(font: bytes) -> Iterator[tuple[int, int]]:
    """The ranges of characters in the ``cmap`` of a font: OpenType 1.9, tables of format 12."""
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * index) for index in range(count))
    table = next(offset for tag, _sum, offset, _length in records if tag == b"cmap")
    (subtables,) = struct.unpack_from(">H", font, table + 2)
    for index in range(subtables):
        at = table + struct.unpack_from(">HHL", font, table + 4 + 8 * index)[2]
        if struct.unpack_from(">H", font, at)[0] == MAPS_ALL_OF_UNICODE:
            for group in range(struct.unpack_from(">L", font, at + 12)[0]):
                start, end, _glyph = struct.unpack_from(">LLL", font, at + 16 + 12 * group)
                yield from _printable(start, end)
            return


def _printable(start: int, end: int) -> Iterator[tuple[int, int]]:
    """The range without controls and characters of private use, which mean nothing to who reads the file later."""
    for code in range(max(start, 0x20), end + 1):
        if not (0x7F <= code < 0xA0 or 0xE000 <= code <= 0xF8FF or code >= 0xF0000):
            yield code, code
