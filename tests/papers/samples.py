"""A paper to be set: one of each thing that can stand in one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from web.papers.content import Attached, Block, Facts, Lane, Lanes, Paper, Paragraph, Points, Section, Table, Text

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
LANES = Lanes(
    lanes=[Lane("Police", [(0.0, 0.0), (0.3, 0.7)]), Lane("Guardian", [(1.0, 1.0)])],
    ticks=[(0.0, "21 Nov"), (1.0, "22 Nov")],
    told="The police recorded two things, one of them late; the guardian one.",
    caption="A line leads to when it was recorded.",
)


def paper(*blocks: Block, language: str = "en", attached: Sequence[Attached] = ()) -> Paper:
    """A paper with these *blocks*, in one section."""
    return Paper(
        title="A paper",
        language=language,
        reference="BE-2026-0001",
        marking="Confidential",
        as_of="As of today",
        made_for="Made for the police",
        dated=AT,
        exercise="Exercise",
        sections=[Section("A section", blocks)],
        attached=attached,
    )


def saying(words: str, language: str | None = None) -> Paper:
    """A paper in which *words* stand everywhere that words can stand."""
    text = Text(words, language)
    return paper(
        Paragraph(text),
        Paragraph(text, quiet=True),
        Facts([(words, text)]),
        Points([text]),
        Points([text], numbered=True),
        Table([words, "B"], [[text, text]], [1, 1]),
    )


EVERYTHING = paper(
    Paragraph(Text("Read this first.", strong=True)),
    Facts([("Names", Text("Abena"))]),
    Points([Text("One"), Text("Two")]),
    Table(["When", "What"], [[Text(str(number)), Text("something")] for number in range(120)], [1, 3]),
    LANES,
    attached=[Attached(name="paper.json", media="application/json", described="The same", text='{"names":"Abena"}')],
)
