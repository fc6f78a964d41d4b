"""Positions in small files: written seldom, and none is left behind for long."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from infra.composition.positions import FilePositions


async def test_a_position_outlives_the_process(tmp_path: Path) -> None:
    FilePositions(tmp_path).set("reacting", 7)

    assert FilePositions(tmp_path).get("reacting") == 7


async def test_a_position_is_known_at_once_and_written_once_in_a_while(tmp_path: Path) -> None:
    positions = FilePositions(tmp_path, every=3_600)

    for position in (1, 2, 3):
        positions.set("reacting", position)

    assert positions.get("reacting") == 3
    assert FilePositions(tmp_path).get("reacting") == 1


async def test_the_end_of_a_burst_is_written_when_it_is_quiet(tmp_path: Path) -> None:
    positions, quiet = FilePositions(tmp_path, every=0.02), asyncio.Event()
    for position in (1, 2, 3):
        positions.set("reacting", position)

    asyncio.get_running_loop().call_later(0.1, quiet.set)
    await quiet.wait()

    assert FilePositions(tmp_path).get("reacting") == 3


async def test_the_end_of_a_burst_is_written_when_the_process_stops(tmp_path: Path) -> None:
    positions = FilePositions(tmp_path, every=3_600)
    for position in (1, 2, 3):
        positions.set("reacting", position)

    positions.flush()

    assert FilePositions(tmp_path).get("reacting") == 3


async def test_a_position_that_cannot_be_written_is_known_all_the_same(tmp_path: Path) -> None:
    positions = FilePositions(tmp_path / "gone")
    (tmp_path / "gone").rmdir()

    positions.set("reacting", 7)
    positions.flush()

    assert positions.get("reacting") == 7


@pytest.mark.parametrize("content", ["", "seven", "7\n8"])
def test_a_damaged_position_is_the_beginning(tmp_path: Path, content: str) -> None:
    (tmp_path / "reacting.position").write_text(content)

    assert FilePositions(tmp_path).get("reacting") == 0
