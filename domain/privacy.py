"""Text that could identify or describe a person.

Invariant: clear text exists in memory only; nothing in here prints it, and whatever is stored is sealed.

A code can describe a person as well as a sentence can. Such codes are sealed too, as one text: see :func:`codes_text`.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated

import msgspec


class Purpose(enum.Enum):
    """Why a private text is kept; each child has one data key for each purpose."""

    IDENTITY = "identity"
    LOCATION = "location"
    HEALTH = "health"
    NARRATIVE = "narrative"


class Clear(msgspec.Struct, frozen=True, gc=False, tag="clear"):
    """Private text in memory, on its way to be sealed or to be shown. Never printed."""

    text: str

    def __repr__(self) -> str:
        """Say that there is text without saying it."""
        return "Clear(…)"


class Sealed(msgspec.Struct, frozen=True, gc=False, tag="sealed"):
    """Private text under a data key: *key* names it, *nonce* and *text* are base64."""

    key: str
    nonce: str
    text: str

    def __repr__(self) -> str:
        """Name the key only."""
        return f"Sealed({self.key})"


class Erased(msgspec.Struct, frozen=True, gc=False, tag="erased"):
    """Private text whose key was destroyed; *on* is the day, where it is known."""

    on: datetime | None = None


Private = Clear | Sealed | Erased

Identity = Annotated[Private, Purpose.IDENTITY]
Location = Annotated[Private, Purpose.LOCATION]
Health = Annotated[Private, Purpose.HEALTH]
Narrative = Annotated[Private, Purpose.NARRATIVE]

NOTHING = Clear("")
"""A private text that was left empty."""


def codes_text(codes: Iterable[str]) -> str:
    """*codes* as one text to be sealed: each once, by the alphabet, joined by commas. A storage format.

    A private field that holds such a text names its code list: ``Annotated[Health, Indicator]``.
    """
    return ",".join(sorted({str(code) for code in codes}))


def codes_in(text: str) -> tuple[str, ...]:
    """The codes of a text that :func:`codes_text` made; also those that this release does not know."""
    return tuple(code for code in text.split(",") if code)


def answered(texts: Mapping[str, str]) -> tuple[str, ...]:
    """The names of those *texts* that say something. They stand in clear: that somebody asked is no secret."""
    return tuple(name for name, text in texts.items() if text.strip())
