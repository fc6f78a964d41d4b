"""A thousand tasks, several members reaching for each at the same moment, and exactly one of them holds it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest

from domain.codes import Country, Role
from domain.context import Context
from domain.deciding.handling import Handler
from domain.deciding.refusals import Refused
from domain.envelope import Occurred
from domain.task.commands import Claim, OpenTask, TaskCommand
from domain.task.decider import DECIDER
from domain.task.events import TaskClaimed
from domain.task.refusals import TaskAlreadyClaimed
from domain.task.state import Task
from infra.nats.connection import connect
from infra.nats.keys import KeyStream
from infra.nats.log import JetStreamLog
from infra.nats.store import NatsEventStore
from infra.nats.streams import Names
from infra.vault import KeyRing
from tests.contracts.event_store import followed
from tests.contracts.facts import NOW, new_id
from tests.nats.conftest import KEKS
from tests.nats.real_server import RealServer

TASKS = 1_000
PROCESSES = 4
AT_ONCE = 50

Claims = Handler[Task, TaskCommand]


def acting(member: str) -> Context:
    return Context(
        command_id=new_id(),
        now=NOW,
        occurred_at=Occurred(NOW),
        actor=member,
        agency="police",
        role=Role.POLICE,
        country=Country.BE,
    )


def opening(task: str) -> OpenTask:
    return OpenTask(
        case="c1",
        task=task,
        reference="LAN-1",
        agency="police",
        role=Role.POLICE,
        country=Country.BE,
        code="search",
        title="Search",
        due_at=NOW + timedelta(hours=1),
    )


async def race(processes: list[Claims], number: int) -> list[object]:
    """Open a task in one process; then one member in each claims it at the same moment."""
    task = f"case.c1.task.t{number}"
    await processes[0].handle(task, opening(f"t{number}"), acting("chair"))
    claims = (process.handle(task, Claim(), acting(f"m{place}")) for place, process in enumerate(processes))
    return await asyncio.gather(*claims, return_exceptions=True)


@pytest.fixture(name="processes")
async def _processes(server: RealServer, names: Names, store: NatsEventStore) -> AsyncIterator[list[Claims]]:
    """Processes that share nothing but the server."""
    async with AsyncExitStack() as stack:
        processes: list[Claims] = []
        for _ in range(PROCESSES):
            wire = await connect(server)
            stack.push_async_callback(wire.close)
            log = await JetStreamLog.open(wire, names=names)
            processes.append(Handler(DECIDER, NatsEventStore(log, KeyRing(KeyStream(wire, names), KEKS))))
        yield processes
    assert await store.last_position() > 0


@pytest.mark.slow
async def test_of_all_who_claim_a_task_exactly_one_holds_it(processes: list[Claims], store: NatsEventStore) -> None:
    answers: list[object] = []
    for start in range(0, TASKS, AT_ONCE):
        races = await asyncio.gather(*(race(processes, start + place) for place in range(AT_ONCE)))
        answers += [answer for one in races for answer in one]

    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert len(answers) - len(refused) == TASKS
    assert {type(answer) for answer in refused} == {TaskAlreadyClaimed}
    facts = await followed(store, 0, 2 * TASKS)
    claimed = [fact.originator for fact in facts if isinstance(fact.event, TaskClaimed)]
    assert len(claimed) == len(set(claimed)) == TASKS
