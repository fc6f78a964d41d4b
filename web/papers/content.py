"""What a paper is made of: sections of text, facts, tables and lanes, and what is attached for programs.

Invariant: everything in here is words and numbers. Nothing of it is markup, whoever wrote it and however it looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import msgspec


class Text(msgspec.Struct, frozen=True):
    """Words, and the *language* somebody wrote them in, where they said so; *strong* for what must not be missed."""

    words: str
    language: str | None = None
    strong: bool = False

    def __repr__(self) -> str:
        """Tell no words: they may be about a child."""
        return "Text(…)"


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    """Running text; *quiet* for what explains rather than tells."""

    text: Text
    quiet: bool = False


class Facts(msgspec.Struct, frozen=True, tag="facts"):
    """Labels with what they say."""

    rows: Sequence[tuple[str, Text]]


class Points(msgspec.Struct, frozen=True, tag="points"):
    """A list; *numbered* where people will say "the second"."""

    items: Sequence[Text]
    numbered: bool = False


class Table(msgspec.Struct, frozen=True, tag="table"):
    """Rows under *columns*, which are as wide as their *widths* are to each other."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Text]]
    widths: Sequence[int]


class Lane(msgspec.Struct, frozen=True):
    """What one agency recorded: where it happened and was recorded on the axis, each between 0 and 1."""

    name: str
    dots: Sequence[tuple[float, float]]


class Lanes(msgspec.Struct, frozen=True, tag="lanes"):
    """A picture of who recorded what when; *told* says in words what it shows, for who does not see it."""

    lanes: Sequence[Lane]
    ticks: Sequence[tuple[float, str]]
    told: str
    caption: str


Block = Paragraph | Facts | Points | Table | Lanes


class Section(msgspec.Struct, frozen=True):
    """A heading and what stands under it."""

    title: str
    blocks: Sequence[Block]


class Attached(msgspec.Struct, frozen=True, kw_only=True):
    """A file inside the paper: the same for programs."""

    name: str
    media: str
    described: str
    text: str

    def __repr__(self) -> str:
        """Name the file only."""
        return f"Attached({self.name})"


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A paper in a *language*: the *marking* and the moment it is *as_of* stand on each page, in words.

    *exercise* stands beside them where the case is fictive. *dated* is written into the file as the day of its making:
    it belongs to what is told, so that the same is the same file.
    """

    title: str
    language: str
    reference: str
    marking: str
    as_of: str
    made_for: str
    dated: datetime
    sections: Sequence[Section]
    exercise: str = ""
    attached: Sequence[Attached] = ()


class PaperFault(Exception):
    """The paper cannot be set; which words it was about is told nowhere."""


class PapersBusy(Exception):
    """So many papers are asked for already that another one would wait for too long."""


class Papers(Protocol):
    """Sets papers as PDF."""

    async def put(self, paper: Paper) -> bytes:
        """*paper* as one file that is PDF/A-3a and PDF/UA-1. Raises :class:`PaperFault` and :class:`PapersBusy`."""
