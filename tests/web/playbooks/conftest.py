"""A world whose playbooks were published, and duties as its rules would open them."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from domain.codes import Country, Role
from domain.deciding.handling import Handler
from domain.envelope import Audience, PlaybookRef
from domain.playbook.publishing.commands import PublishPlaybook
from domain.playbook.publishing.decider import DECIDER
from domain.playbook.publishing.decider import originator as book_originator
from domain.task.commands import OpenTask
from domain.task.decider import originator
from infra.data import PLAYBOOKS
from infra.publishing import publish
from projections import board, playbooks, timeline
from tests.web.world import World, agency

Duty = Callable[..., Awaitable[str]]


async def publish_text(world: World, name: str, text: str, version: str = "1", begins: date | None = None) -> None:
    """Publish *text* as it is, also where this release cannot read it."""
    command = PublishPlaybook(
        playbook=name, version=version, digest=hashlib.sha256(text.encode()).hexdigest(), text=text, valid_from=begins
    )
    handler = Handler(DECIDER, world.process.base.store)
    outcome = await handler.handle(book_originator(name), command, world.by_itself)
    if outcome.position:
        await world.services.documents.reached(playbooks.VIEW, outcome.position)


@pytest.fixture(name="rules")
async def _rules(world: World) -> World:
    """The world with the playbooks of this release."""
    store = world.process.base.store
    await publish(store, PLAYBOOKS, world.process.base.clock)
    await world.services.documents.reached(playbooks.VIEW, await store.last_position())
    return world


@pytest.fixture(name="duty")
async def _duty(rules: World) -> Duty:
    """Opens a duty as the rule *name* of common practice would, for the agency of a member."""
    version = rules.services.rules.library().editions("common-practice")[-1].version

    async def open_(case: str, member: str, name: str, on: str, hours: float = 2, **details: Any) -> str:
        task = rules.ids.new()
        audience: Audience = details.pop("audience", Audience())
        command = OpenTask(
            case=case,
            task=task,
            reference=rules.reference(case),
            agency=agency(member),
            role=Role(member.split(".", maxsplit=1)[0]),
            country=Country(member.split(".")[1]),
            code="a-duty",
            title=f"The duty {name}",
            due_at=rules.clock.now() + timedelta(hours=hours),
            trigger=on,
            **{"source": "a test", "mark": "D", **details},
        )
        by_rule = replace(rules.by_itself, playbook=PlaybookRef("common-practice", version, name), audience=audience)
        outcome = await rules.services.tasks.handle(originator(case, task), command, by_rule)
        for view in (board.VIEW, timeline.VIEW):
            await rules.services.documents.reached(view, outcome.position)
        return task

    return open_
