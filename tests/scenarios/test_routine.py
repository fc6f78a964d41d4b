"""Everyday work in a story: done at its time by those whose duty it is, and left where the story tells of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from domain.task import events as t
from infra.tables import FilesRefused
from tests.scenarios.small import PEOPLE, STORY, read
from tests.scenarios.test_playing import LAST, Stage

ROUTINE = """
[[routine]]
of = ["carer"]
acknowledges_after = "10m"
finishes_after = "5h"
leaves = ["report-to-police"]
overlooks = ["tell-others"]
"""
ABSENT = LAST - timedelta(days=1, minutes=20)
"""When the child of the small story is found to be absent, where the story is played whole."""


async def done(folder: Path, routine: str) -> dict[str, list[tuple[str, timedelta, str]]]:
    """What became of each duty of the carer's in the small story: the fact, how long after the absence, by whom."""
    stage = Stage()
    await stage.play(*read(folder, STORY + routine), whole=True)
    codes: dict[str, str] = {}
    found: dict[str, list[tuple[str, timedelta, str]]] = {}
    for fact in await stage.log():
        match fact.event:
            case t.TaskOpened(agency=agency, code=code) if agency == PEOPLE.agencies["carer.it"]:
                codes[fact.originator] = code
            case t.TaskAcknowledged() | t.TaskClaimed() | t.TaskCompleted() if fact.originator in codes:
                told = found.setdefault(codes[fact.originator], [])
                told.append((type(fact.event).__name__, fact.recorded_at - ABSENT, fact.meta.actor))
            case _:
                pass
    return found


async def test_a_duty_nobody_tells_of_is_seen_taken_and_done_before_its_deadline(tmp_path: Path) -> None:
    found = await done(tmp_path, ROUTINE)

    names, times, people = zip(*found["tell-guardian"], strict=True)
    assert names == ("TaskAcknowledged", "TaskClaimed", "TaskCompleted")
    assert times[0] == timedelta(minutes=10) <= times[1] <= times[2]
    assert set(people) == {PEOPLE.accounts["carer2.it"].member}


async def test_what_is_left_is_seen_and_what_is_overlooked_is_not(tmp_path: Path) -> None:
    found = await done(tmp_path, ROUTINE)

    assert [name for name, _, _ in found["report-to-police"]] == ["TaskAcknowledged"]
    assert "tell-others" not in found


async def test_what_the_story_tells_of_is_left_to_the_story(tmp_path: Path) -> None:
    found = await done(tmp_path, ROUTINE)

    day = timedelta(days=1, minutes=10)
    assert [(name, when) for name, when, _ in found["search-site"]] == [("TaskClaimed", day)]


async def test_without_a_routine_nobody_does_what_nobody_tells_of(tmp_path: Path) -> None:
    assert set(await done(tmp_path, "")) == {"search-site"}


def test_a_routine_of_no_role_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(FilesRefused, match=r"small\.toml:\d+: of"):
        read(tmp_path, STORY + ROUTINE.replace("carer", "baker"))
