"""What a change of rules would mean: two folders compared, and a scenario played on a log in memory."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from infra.cli import playbook as playbooks
from infra.cli.comparing import said
from infra.cli.simulating import simulated
from infra.data import PLAYBOOKS
from infra.faults import Misuse
from infra.playbooks import load_playbooks
from infra.tables import FilesRefused

START = datetime(2026, 3, 20, tzinfo=UTC)
SHORT = """id = "short"
title = "A short story"
about = "A child leaves at night, and somebody forgets to report it."

[[step]]
at = "+0d 00:00"
by = "carer.fr"
as = "open-case"
data = { reference = "FR-2026-0001", country = "fr" }

[[step]]
at = "+0d 22:00"
by = "carer.fr"
as = "notice-absence"
data = { episode = "id:night", country = "fr" }

[[step]]
at = "+1d 06:00"
by = "carer.fr"
as = "resolve-absence"
data = { how = "returned" }
"""


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The playbooks of Lantern, with another Belgium."""
    shutil.copytree(PLAYBOOKS, tmp_path / "next")
    file = tmp_path / "next/be.toml"
    text = file.read_text().replace('within = "24h"', 'within = "12h"', 1).replace('id = "worrying"', 'id = "worry"')
    file.write_text(
        text.replace('"13-15", "16-17"', '"16-17"').replace('titles = { fr = "Signaler la', 'titles = { fr = "La')
    )
    return tmp_path / "next"


def test_two_folders_are_compared_rule_by_rule(changed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    playbooks.diff(PLAYBOOKS, changed)

    head, *told = capsys.readouterr().out.splitlines()
    assert head.startswith("be: version ")
    assert [line for line in told if "Signaler" not in line and " La " not in line and "  ~" not in line] == [
        "    ! Its content changed under its old version: a start refuses that. Give it a new version.",
        "      when.ages: 13-15, 16-17 -> 16-17",
        "      titles.fr:",
        "      within: 1d -> 12h",
        "  + worry: Decide whether the disappearance is worrying, by the criteria",
        "  - worrying: Decide whether the disappearance is worrying, by the criteria",
        "",
        "In all: 1 changed, 1 added, 1 removed.",
    ]


def test_a_playbook_that_is_new_or_has_another_language_says_so(
    changed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (changed / "be.toml").unlink()
    file = changed / "gr.toml"
    file.write_text(file.read_text().replace('languages = ["el"]\n', "").replace("titles =", "#"))

    playbooks.diff(changed, PLAYBOOKS)
    playbooks.diff(PLAYBOOKS, PLAYBOOKS)

    told = capsys.readouterr().out.splitlines()
    assert next(line for line in told if line.startswith("be")).startswith("be: version none -> ")
    assert told.count("      titles: now also in el") == 4
    assert told[-1] == "Nothing differs."


def test_values_are_said_as_files_write_them() -> None:
    told = [said(value) for value in ("P1D", "P30D", "PT5400S", "P1DT3600S", "Police", True, None, ["a", "b"])]

    assert told == ["1d", "30d", "1h 30m", "1d 1h", "Police", "yes", "none", "a, b"]
    assert said({"begins": "22:00:00", "within": "PT3600S", "more": None}) == "{ begins = 22:00:00, within = 1h }"


async def test_a_file_is_played_and_every_time_is_local(tmp_path: Path) -> None:
    (tmp_path / "short.toml").write_text(SHORT)

    lines = await simulated(load_playbooks(PLAYBOOKS), str(tmp_path / "short.toml"), START)

    assert lines[0] == "A short story. Every time is local to the agency it is about."
    told = [line for line in lines if "report-to-police" in line]
    assert told == [
        "Thu 19 Mar 17:00 CET  opens  carer.fr       report-to-police            due Thu 19 Mar 19:00 CET  [S]",
        "Thu 19 Mar 17:15 CET  tells  carer.fr       report-to-police            -> guardian: unacknowledged",
        "Thu 19 Mar 18:15 CET  tells  carer.fr       report-to-police            -> protection: unacknowledged",
        "Thu 19 Mar 19:00 CET  late   carer.fr       report-to-police",
        "Fri 20 Mar 01:00 CET  drops  carer.fr       report-to-police            it is no longer needed",
        "  carer.fr       report-to-police            due Thu 19 Mar 19:00 CET; dropped on Fri 20 Mar 01:00 CET",
    ]


async def test_a_scenario_tells_what_opens_when_for_whom_and_what_is_late() -> None:
    lines = await simulated(load_playbooks(PLAYBOOKS), "abena", START)

    assert any("disappearance reported, by carer.it" in line for line in lines)
    assert any("ends   carer.it " in line for line in lines)
    assert "Late:" in lines
    assert lines[-1].startswith("In all: ")
    assert lines == await simulated(load_playbooks(PLAYBOOKS), "abena", START)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("atlantis", "There is no scenario atlantis. Name one of abena, background, qiro, or a file"),
        ("gone.toml", r"gone\.toml:1: cannot be read: No such file or directory"),
    ],
)
async def test_a_scenario_that_there_is_not_is_misuse(name: str, fault: str) -> None:
    with pytest.raises(Misuse, match=fault):
        await simulated(load_playbooks(PLAYBOOKS), name, START)


async def test_a_file_with_faults_is_refused_with_all_of_them(tmp_path: Path) -> None:
    for text, told in ((SHORT.replace("notice-absence", "notice").replace("carer.fr", "x", 1), 2), ("", 1)):
        (tmp_path / "bad.toml").write_text(text)
        with pytest.raises(FilesRefused) as refused:
            await simulated(load_playbooks(PLAYBOOKS), str(tmp_path / "bad.toml"), START)
        assert len(refused.value.faults) == told


async def test_a_simulation_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "short.toml").write_text(SHORT.partition('[[step]]\nat = "+0d 22')[0])

    assert await playbooks.simulate(str(tmp_path / "short.toml"), PLAYBOOKS) == 0

    assert "Nothing was late." in capsys.readouterr().out
