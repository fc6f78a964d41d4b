"""The decision records are complete, in order and in their index."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.markdown import DOCS, anchors

ADR = DOCS / "adr"
RECORDS = sorted(ADR.glob("[0-9]*.md"))
PARTS = ("context", "decision", "consequences", "what-would-change-it")


def test_the_records_are_numbered_without_a_gap() -> None:
    numbers = [int(record.name[:4]) for record in RECORDS]

    assert numbers == list(range(1, len(RECORDS) + 1))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_record_is_in_the_index_under_its_title_and_status(record: Path) -> None:
    text = record.read_text()
    title = re.match(rf"# {int(record.name[:4])}\. (.+)\n", text)
    status = re.search(r"^\| Status \| (.+) \|$", text, re.MULTILINE)

    assert title is not None
    assert status is not None
    row = f"| {int(record.name[:4])} | [{title[1]}]({record.name}) | {status[1]} |"
    assert row in (ADR / "README.md").read_text().splitlines()


@pytest.mark.parametrize("record", [*RECORDS, ADR / "template.md"], ids=lambda record: record.stem)
def test_a_record_has_every_part(record: Path) -> None:
    text = record.read_text()

    assert anchors(record).issuperset(PARTS)
    assert re.search(r"^\| Date \| .+ \|\n\| Deciders \| .+ \|$", text, re.MULTILINE)
