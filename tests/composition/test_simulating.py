"""What a change of rules would mean: two folders compared, and a scenario played on a log in memory."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from infra.cli import playbook as playbooks
from infra.cli.playbook_views import simulated
from infra.data import PLAYBOOKS
from infra.faults import Misuse
from infra.playbooks import load_playbooks

START = datetime(2026, 3, 20, tzinfo=UTC)


def test_two_folders_are_compared_rule_by_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(PLAYBOOKS, tmp_path / "next")
    file = tmp_path / "next/be.toml"
    changed = file.read_text().replace('within = "24h"', 'within = "12h"', 1).replace('id = "worrying"', 'id = "worry"')
    file.write_text(changed)

    playbooks.diff(PLAYBOOKS, tmp_path / "next")

    assert capsys.readouterr().out.splitlines() == [
        "~ be/report-within-a-day",
        "    within: P1D -> PT43200S",
        "+ be/worry: Decide whether the disappearance is worrying, by the criteria",
        "- be/worrying: Decide whether the disappearance is worrying, by the criteria",
    ]


async def test_a_scenario_tells_what_opens_when_for_whom_and_what_is_late() -> None:
    lines = await simulated(load_playbooks(PLAYBOOKS), "abena", START)

    assert any("DisappearanceReported" in line for line in lines)
    assert any("opens inform-prefect for police.it, due " in line for line in lines)
    assert any("late  " in line and " of carer.it" in line for line in lines)
    assert any("tells protection.it of " in line for line in lines)
    assert lines == await simulated(load_playbooks(PLAYBOOKS), "abena", START)


async def test_a_scenario_that_there_is_not_is_misuse() -> None:
    with pytest.raises(Misuse, match="There is no scenario atlantis"):
        await simulated(load_playbooks(PLAYBOOKS), "atlantis", START)


async def test_a_simulation_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert await playbooks.simulate("qiro", PLAYBOOKS) == 0

    assert "AbsenceNoticed" in capsys.readouterr().out
