"""A paper: sections of sentences and tables, the same on a page and as Markdown.

Invariant: no cell breaks its table, whatever an agency calls itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from web.texts.catalog import gettext as _


@dataclass(frozen=True)
class Section:
    """A part of a paper: sentences, then a table where there are *rows*, then what is *open* for a person to write."""

    title: str
    sentences: Sequence[str] = ()
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    open: Sequence[str] = ()


@dataclass(frozen=True)
class Paper:
    """A paper with its *remark*, which says whose it is and what it is not."""

    title: str
    remark: str
    sections: Sequence[Section]


def markdown(paper: Paper) -> str:
    """*paper* as Markdown."""
    return "\n".join(_lines(paper)) + "\n"


def _lines(paper: Paper) -> Iterator[str]:
    yield f"# {paper.title}"
    yield from ("", f"> **{_('Draft')}.** {paper.remark}")
    for number, section in enumerate(paper.sections, 1):
        yield from ("", f"## {number}. {section.title}")
        for sentence in section.sentences:
            yield from ("", sentence)
        if section.rows:
            yield from ("", _row(section.heads), _row(["---"] * len(section.heads)))
            yield from map(_row, section.rows)
        for line in section.open:
            yield from ("", f"- [ ] {line}")


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |"
