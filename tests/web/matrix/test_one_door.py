"""Nobody in the web reads what was not cut: documents, who looked, and the rules themselves are for one package.

The package is ``web.seeing``. What is looked for is written in the code: a name that reads, wherever it is said.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
DOOR = ROOT / "web" / "seeing"

READS = {
    "documents": {"reached", "position"},
    "consultations": {"reason", "justify", "record", "note"},
}
"""What of a service everybody may ask; the rest of it is for the door."""

RULES = ("projections.visibility", "projections.cases.telling")


def reading(code: str) -> Iterator[tuple[int, str]]:
    """Where *code* takes hold of what was not cut, and of what."""
    tree = ast.parse(code)
    asked = {id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in READS and asked.get(id(node)) not in READS[node.attr]:
            yield node.lineno, node.attr
        if isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{each.name}" for each in node.names} | {node.module or ""}
            yield from ((node.lineno, name) for name in sorted(names) if name.startswith(RULES))


def outside() -> list[Path]:
    return [path for path in sorted((ROOT / "web").rglob("*.py")) if DOOR not in path.parents]


@pytest.mark.parametrize(
    "code",
    [
        "found = services.documents.get(cases.VIEW, case)",
        "documents = services.documents\nfound = documents.get(cases.VIEW, case)",
        "read(self.services.documents)",
        "lines = await services.consultations.of_case(case)",
        "from projections import visibility",
        "from projections.visibility.reading import BY_ROLE",
    ],
)
def test_a_way_past_the_door_is_found(code: str) -> None:
    assert list(reading(code))


def test_waiting_for_a_view_and_putting_a_look_on_record_is_no_reading() -> None:
    assert not list(
        reading("await services.documents.reached(cases.VIEW, 7)\nawait services.consultations.record(a, b)")
    )


def test_nobody_in_the_web_reads_past_the_door() -> None:
    found = {
        f"{path.relative_to(ROOT)}:{line} {what}" for path in outside() for line, what in reading(path.read_text())
    }

    # What is kept under the documents of a process is kept under their identity: nothing is read of them there.
    assert {each for each in found if each.split(":")[0] not in KEPT_UNDER} == set()


KEPT_UNDER = {"web/finding/memory.py", "web/finding/numbers.py", "web/playbooks/shelf.py"}


def test_who_keeps_something_under_the_documents_asks_them_for_positions_alone() -> None:
    for name in KEPT_UNDER:
        assert not {"get(", "select(", "values(", "count("} & {
            call
            for call in ("get(", "select(", "values(", "count(")
            if f"documents.{call}" in (ROOT / name).read_text()
        }, name
