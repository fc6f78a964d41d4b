"""Text broken into lines that fit a width, without a browser to measure it.

Invariant: no word is lost but what the last line has no room for, and then it says so with an ellipsis.
"""

from __future__ import annotations

from collections.abc import Iterable

NARROW, WIDE = frozenset(" .,:;!|'’ijlftrI()[]-/"), frozenset("mwMWQGOΩΦ@%—")
"""Letters of Noto Sans that are much narrower or wider than the others."""

EMS = {True: (0.62, 0.36, 0.98), False: (0.585, 0.33, 0.94)}
"""How wide a usual, a narrow and a wide letter is in Noto Sans, bold and not, a little more than it measures."""


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How wide *text* is at most at a *size*."""
    usual, narrow, wide = EMS[bold]
    ems = sum(narrow if each in NARROW else wide if each in WIDE else usual + 0.08 * each.isupper() for each in text)
    return ems * size


def broken(text: str, room: float, size: float, most: int, *, bold: bool = False) -> tuple[str, ...]:
    """*text* in at most so many lines, none wider than *room* unless one word alone is."""
    lines: list[str] = []
    for word in text.split():
        if lines and width_of(f"{lines[-1]} {word}", size, bold=bold) <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], _shortened(lines[most - 1 :], room, size, bold=bold))


def _shortened(rest: Iterable[str], room: float, size: float, *, bold: bool) -> str:
    text = " ".join(rest)
    while text and width_of(f"{text}…", size, bold=bold) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"
