"""A demo, whose password everybody knows, opens no log of real cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.case.commands import OpenCase
from domain.case.decider import DECIDER, originator
from domain.codes import Country, Role
from domain.context import Context
from domain.deciding.handling import Handler
from domain.envelope import Occurred
from infra.composition import demo
from infra.composition.ground import Ground, ground
from infra.data import PLAYBOOKS
from infra.faults import Misuse
from infra.playbooks import load_playbooks
from infra.settings import Settings


async def open_a_case(base: Ground, exercise: str | None) -> None:
    now = base.clock.now()
    context = Context(
        command_id=base.ids.new(),
        now=now,
        occurred_at=Occurred(now),
        actor="somebody",
        agency="an-agency",
        role=Role.CARER,
        country=Country.BE,
        exercise=exercise,
    )
    command = OpenCase(reference="BE-2026-0001", country=Country.BE)
    await Handler(DECIDER, base.store).handle(originator(base.ids.new()), command, context)


async def test_a_log_with_a_real_case_is_refused(tmp_path: Path) -> None:
    async with ground(Settings(data=tmp_path)) as base:
        await open_a_case(base, "an exercise")
        await open_a_case(base, None)

        with pytest.raises(Misuse, match="real cases"):
            await demo.play(base, load_playbooks(PLAYBOOKS), lambda _: None)

        assert await base.store.last_position() == 2
