from __future__ import annotations

from pathlib import Path

import pytest

from infra.composition.positions import FilePositions


def test_a_position_outlives_the_process(tmp_path: Path) -> None:
    FilePositions(tmp_path).set("reacting", 7)

    assert FilePositions(tmp_path).get("reacting") == 7


def test_a_position_is_known_at_once_and_written_once_in_a_while(tmp_path: Path) -> None:
    positions = FilePositions(tmp_path, every=3_600)

    for position in (1, 2, 3):
        positions.set("reacting", position)

    assert positions.get("reacting") == 3
    assert FilePositions(tmp_path).get("reacting") == 1


@pytest.mark.parametrize("content", ["", "seven", "7\n8"])
def test_a_damaged_position_is_the_beginning(tmp_path: Path, content: str) -> None:
    (tmp_path / "reacting.position").write_text(content)

    assert FilePositions(tmp_path).get("reacting") == 0
