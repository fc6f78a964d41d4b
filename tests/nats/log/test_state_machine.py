"""The log on JetStream and the one in memory, driven by the same random hand, answer the same."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from domain.envelope import Draft, Recorded
from domain.events import Event
from domain.ports import EventStore, StoreFault
from domain.privacy import Sealed
from infra.clock import RandomIds
from infra.memory import MemoryEventStore, MemoryKeys
from infra.nats.connection import Wire, connect
from infra.nats.log import JetStreamLog
from infra.nats.store import NatsEventStore
from infra.nats.streams import Names, prepare
from infra.vault import KeyRing
from tests.contracts.event_store import followed
from tests.contracts.facts import NOW, claimed, noted, overdue
from tests.nats.conftest import KEKS
from tests.nats.real_server import RealServer

TASKS = [f"case.c{case}.task.t{task}" for case in (1, 2) for task in (1, 2)]
KINDS: list[Callable[[], Draft]] = [claimed, noted, overdue]


def told(facts: Sequence[Recorded[Event]]) -> list[object]:
    """What a store tells, without the nonces that differ each time."""
    return [
        (fact.id, fact.originator, fact.version, fact.position, fact.recorded_at, fact.meta, _open(fact.event))
        for fact in facts
    ]


def _open(event: Event) -> list[object]:
    values = [getattr(event, name) for name in event.__struct_fields__]
    return [type(event), *(value.key if isinstance(value, Sealed) else value for value in values)]


async def answer(asking: Awaitable[Sequence[Recorded[Event]]]) -> object:
    try:
        return told(await asking)
    except StoreFault as fault:
        return type(fault)


class BothStores(RuleBasedStateMachine):
    server: RealServer
    drafts = Bundle("drafts")

    def __init__(self) -> None:
        super().__init__()
        self._loop = asyncio.new_event_loop()

    @initialize()
    def open_both(self) -> None:
        self._loop.run_until_complete(self._open())

    async def _open(self) -> None:
        names = Names(f"t{RandomIds().new()}")
        self._wire: Wire = await connect(self.server)
        await prepare(self._wire, names)
        self._names = names
        self._memory = MemoryEventStore(KeyRing(MemoryKeys(), KEKS))
        self._nats: EventStore = await self._reopened()

    async def _reopened(self) -> NatsEventStore:
        return NatsEventStore(await JetStreamLog.open(self._wire, names=self._names), self._ring())

    def _ring(self) -> KeyRing:
        return KeyRing(MemoryKeys(), KEKS)

    def _same(self, ask: Callable[[EventStore], Awaitable[Sequence[Recorded[Event]]]]) -> None:
        async def both() -> tuple[object, object]:
            return await answer(ask(self._nats)), await answer(ask(self._memory))

        nats, memory = self._loop.run_until_complete(both())
        assert nats == memory

    @rule(target=drafts, kinds=st.lists(st.sampled_from(KINDS), min_size=1, max_size=3))
    def draft(self, kinds: list[Callable[[], Draft]]) -> tuple[Draft, ...]:
        return tuple(kind() for kind in kinds)

    @rule(task=st.sampled_from(TASKS), after=st.integers(0, 6), drafts=drafts)
    def append(self, task: str, after: int, drafts: tuple[Draft, ...]) -> None:
        self._same(lambda store: store.append(task, after, drafts, NOW))

    @rule(task=st.sampled_from(TASKS), drafts=drafts)
    def append_at_the_end(self, task: str, drafts: tuple[Draft, ...]) -> None:
        after = len(self._loop.run_until_complete(self._memory.load(task)))
        self._same(lambda store: store.append(task, after, drafts, NOW))

    @rule(task=st.sampled_from(TASKS), after=st.integers(0, 6))
    def load(self, task: str, after: int) -> None:
        self._same(lambda store: store.load(task, after))

    @rule()
    def forget_everything(self) -> None:
        self._nats = self._loop.run_until_complete(self._reopened())

    @rule(data=st.data())
    def follow(self, data: st.DataObject) -> None:
        last = self._loop.run_until_complete(self._memory.last_position())
        after = data.draw(st.integers(0, last))
        if after < last:
            self._same(lambda store: followed(store, after, last - after))

    @invariant()
    def ends_at_the_same_position(self) -> None:
        if hasattr(self, "_nats"):
            nats = self._loop.run_until_complete(self._nats.last_position())
            assert nats == self._loop.run_until_complete(self._memory.last_position())

    def teardown(self) -> None:
        self._loop.run_until_complete(self._wire.close())
        self._loop.close()


@pytest.mark.slow
def test_both_stores_answer_the_same(server: RealServer) -> None:
    machine = type("OnThisServer", (BothStores,), {"server": server})

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=100, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
