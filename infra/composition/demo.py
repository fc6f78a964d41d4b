"""The demo: agencies, accounts and the exercise cases, played through real commands.

Invariant: every identifier is derived from the scenario, so a second start on the same DATA plays nothing twice; the
accounts have a password that everybody knows, and a start that is no demo refuses them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from argon2 import PasswordHasher

from domain.case.decider import DECIDER as CASE
from domain.case.events import CaseOpened
from domain.conference.decider import DECIDER as CONFERENCE
from domain.context import Command, Context
from domain.deciding.handling import Handler, Outcome
from domain.directory.decider import DECIDER as DIRECTORY
from domain.playbook.rules import Playbooks
from domain.task.decider import DECIDER as TASK
from infra.composition.ground import Ground
from infra.data import SCENARIOS
from infra.faults import Misuse
from infra.identity.credentials import StreamCredentials
from infra.scenarios import already_played, load_people, load_scenarios
from infra.scenarios import play as play_scenarios

PASSWORD = "lantern-demo"  # noqa: S105  everybody knows it, and a start that is no demo refuses it
MAIL = "@lantern.example"
ACCOUNTS = """
Demo accounts: <role>.<country>@lantern.example, password %(password)s
  roles      police guardian carer protection hotline asylum chair auditor admin
  countries  be fr gr it se uk          for example police.be@lantern.example
The cases are fictive. Press Ctrl-C to stop; a second start continues with what was there."""

CHEAP = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
"""A dear hash would protect nothing: the password is printed at the start."""


async def play(base: Ground, playbooks: Playbooks, progress: Callable[[str], None]) -> int:
    """Enter the demo's people and play its cases up to their interesting moment; returns the last position."""
    await _refuse_real_cases(base)
    demo = load_people(SCENARIOS / "directory.toml")
    scenarios = load_scenarios(SCENARIOS, demo)
    if not await already_played(base.store, scenarios):
        progress("Playing the demo cases")
        await play_scenarios(demo, scenarios, playbooks, _dispatch(base), base.clock.now())
    credentials = StreamCredentials(base.wire.jetstream(), CHEAP)
    for account in demo.accounts.values():
        if not await credentials.known(account.member):
            await credentials.set_password(account.member, PASSWORD)
    return await base.store.last_position()


async def _refuse_real_cases(base: Ground) -> None:
    """Refuse to open a log that holds a real case to accounts whose password is printed."""
    last = await base.store.last_position()
    position = 0
    async with contextlib.aclosing(base.store.follow(0)) as batches:
        while position < last:
            batch = await anext(batches)
            if any(isinstance(fact.event, CaseOpened) and fact.meta.exercise is None for fact in batch):
                raise Misuse("This log holds real cases, and a demo would open them to everybody: choose another DATA.")
            position = batch[-1].position


def _dispatch(base: Ground) -> Any:
    handlers: dict[str, Handler[Any, Any]] = {
        "file": Handler(CASE, base.store),
        "task": Handler(TASK, base.store),
        "conference": Handler(CONFERENCE, base.store),
        "agency": Handler(DIRECTORY, base.store),
    }

    async def dispatch(originator: str, command: Command, context: Context) -> Outcome[Any]:
        parts = originator.split(".")
        kind = "agency" if parts[0] == "directory" else parts[2]
        return await handlers[kind].handle(originator, command, context)

    return dispatch
