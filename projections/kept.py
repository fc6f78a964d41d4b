"""Private text in a document: as the log has it, with the place that opens it.

Invariant: a document holds sealed or erased text and never clear text; whoever tries gets an error, not a row.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec
from msgspec.structs import asdict, replace

from domain.envelope import Recorded
from domain.events import Event
from domain.privacy import Clear, Erased, Private, Sealed

Closed = Sealed | Erased

T = TypeVar("T")


class ClearText(Exception):
    """A fact came with private text in clear, and a view must not store it."""


class Kept(msgspec.Struct, frozen=True):
    """Private text and where it stands in the log: its *originator*, the id of its *event*, the name of its *field*.

    *language* is the one it was written in, where the writer said so.
    """

    text: Closed
    originator: str
    event: str
    field: str
    language: str | None = None


def with_text(part: T, place: tuple[str, str], text: Kept) -> T:
    """*part* of a document with *text* wherever the text of that event and field stood; all else as it was."""
    found: object = part
    if isinstance(part, Kept):
        found = text if (part.event, part.field) == place else part
    elif isinstance(part, msgspec.Struct):
        changed = {name: with_text(value, place, text) for name, value in asdict(part).items()}
        found = replace(part, **changed)
    elif isinstance(part, tuple):
        found = tuple(with_text(each, place, text) for each in part)
    elif isinstance(part, dict):
        found = {name: with_text(value, place, text) for name, value in part.items()}
    return found  # type: ignore[return-value]  # each case gives what it was given


def closed(private: Private) -> Closed | None:
    """The text as a document may hold it, or None where it was left empty. Refuses clear text."""
    if not isinstance(private, Clear):
        return private
    if private.text:
        raise ClearText
    return None


def keep(fact: Recorded[Event], field: str, private: Private | None) -> Kept | None:
    """The *private* text in *field* of *fact*, to be opened later. Refuses clear text."""
    text = None if private is None else closed(private)
    return None if text is None else Kept(text, fact.originator, fact.id, field, fact.meta.language)
