"""The rules of a running installation: published at the start, and a case moved to another version by its operator."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from domain.case.commands import OpenCase
from domain.codes import Country, Role
from domain.context import SYSTEM_AGENCY, Context
from domain.deciding.handling import Handler
from domain.envelope import Occurred
from domain.playbook.publishing.commands import PublishPlaybook
from domain.playbook.publishing.decider import DECIDER as PUBLISHING
from infra.cli import playbook as playbooks
from infra.composition.process import Parts, running
from infra.data import PLAYBOOKS
from infra.faults import AnswerIsNo, Misuse
from infra.settings import Settings

CASE = "0190f3a07c1c7c0fa4c36b6f2f6d1e01"


async def opened(settings: Settings) -> int:
    """A process that has begun and ended, with one case. Returns how many facts there are."""
    async with running(settings, Parts(web=False)) as process:
        now = process.base.clock.now()
        context = Context(
            command_id=process.base.ids.new(),
            now=now,
            occurred_at=Occurred(now),
            actor="somebody",
            agency="carer-be",
            role=Role.CARER,
            country=Country.BE,
        )
        await process.cases.handle(f"case.{CASE}.file", OpenCase(reference="BE-2026-001", country=Country.BE), context)
        return await process.base.store.last_position()


async def test_an_operator_moves_a_case_to_a_version_that_was_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(data=tmp_path)
    assert await opened(settings) == len(list(PLAYBOOKS.glob("*.toml"))) + 1
    capsys.readouterr()  # What the process said of itself.
    version = next(line for line in (PLAYBOOKS / "be.toml").read_text().splitlines() if line.startswith("version"))

    for _ in range(2):
        await playbooks.move(settings, CASE, "be", version.split('"')[1], "The law changed")

    assert capsys.readouterr().out.splitlines() == [
        "The case goes by that version now.",
        "The case went by that version already.",
    ]
    with pytest.raises(AnswerIsNo, match="Version 1999 of be was never published"):
        await playbooks.move(settings, CASE, "be", "1999", "A guess")
    with pytest.raises(AnswerIsNo, match="There is no such case"):
        await playbooks.move(settings, CASE[:-1] + "2", "be", version.split('"')[1], "A guess")


async def test_a_start_meets_rules_of_a_newer_release_and_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(data=tmp_path)
    text = (PLAYBOOKS / "be.toml").read_text() + 'weather = "rain"\n'
    newer = PublishPlaybook(playbook="be", version="2099", digest="0" * 64, text=text)
    async with running(settings, Parts(web=False)) as process:
        context = by_release(process.base.ids.new(), process.base.clock.now())
        await Handler(PUBLISHING, process.base.store).handle("playbook.be", newer, context)

    async with running(settings, Parts(web=False)) as process:
        assert (await process.examining.health()).left == 0
        process.left.add(f"case.{CASE}.file")
        assert (await process.examining.health()).left == 1

    assert "playbook_unreadable" in capsys.readouterr().out
    with pytest.raises(AnswerIsNo, match="Version 2099 of be was written by a newer release"):
        await playbooks.move(settings, CASE, "be", "2099", "The law changed")


def by_release(command_id: str, now: datetime) -> Context:
    return Context(
        command_id=command_id,
        now=now,
        occurred_at=Occurred(now),
        actor="release",
        agency=SYSTEM_AGENCY,
        role=None,
        country=None,
        purpose="rules of the search",
        legal_basis="public task",
    )


@pytest.mark.parametrize(("case", "playbook", "reason"), [("BE-1", "be", "x"), (CASE, "B.E", "x"), (CASE, "be", " ")])
async def test_what_cannot_be_meant_is_misuse(tmp_path: Path, case: str, playbook: str, reason: str) -> None:
    with pytest.raises(Misuse):
        await playbooks.move(Settings(data=tmp_path), case, playbook, "2026-11", reason)


def test_checking_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    playbooks.check(PLAYBOOKS)

    *_, british, last = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"uk +\S+ +\d+ rules in en", british)
    assert re.fullmatch(r"8 playbooks, \d+ rules, no fault\.", last)
