"""What every event store promises; a store's own test names the store and inherits the rest."""

from __future__ import annotations

import asyncio
import contextlib
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator

import pytest

from domain.envelope import Recorded
from domain.events import Event
from domain.ports import EventStore, VersionTaken
from domain.privacy import Erased, Purpose, Sealed
from domain.task.events import TaskNoted
from infra.codec.addresses import BadAddress
from infra.codec.facts import IdTaken
from infra.vault import KeyRing
from tests.contracts.facts import NOW, SECRET, a_task, claimed, noted, overdue


async def followed(store: EventStore, after: int, count: int) -> list[Recorded[Event]]:
    """The next *count* facts after position *after*."""
    facts: list[Recorded[Event]] = []
    following = store.follow(after)
    assert isinstance(following, AsyncGenerator)
    async with contextlib.aclosing(following) as batches:
        async for batch in batches:
            facts += batch
            if len(facts) >= count:
                return facts
    raise AssertionError


class EventStoreContract(ABC):
    @pytest.fixture(name="store")
    @abstractmethod
    def _store(self) -> EventStore: ...

    @pytest.fixture(name="ring")
    @abstractmethod
    def _ring(self) -> KeyRing: ...

    async def test_an_originator_nobody_wrote_to_has_an_empty_history(self, store: EventStore) -> None:
        assert tuple(await store.load(a_task())) == ()

    async def test_an_empty_log_ends_at_position_0(self, store: EventStore) -> None:
        assert await store.last_position() == 0

    async def test_what_was_appended_is_loaded(self, store: EventStore) -> None:
        task, fact = a_task(), claimed()

        appended = await store.append(task, 0, [fact], NOW)

        assert tuple(await store.load(task)) == tuple(appended)
        only = appended[0]
        assert (only.id, only.originator, only.version, only.position) == (fact.id, task, 1, 1)
        assert (only.recorded_at, only.meta, only.event, only.schema) == (NOW, fact.meta, fact.event, 1)

    async def test_versions_count_from_1_without_a_gap(self, store: EventStore) -> None:
        task = a_task()

        await store.append(task, 0, [claimed(), noted()], NOW)
        await store.append(task, 2, [overdue()], NOW)

        assert [fact.version for fact in await store.load(task)] == [1, 2, 3]

    async def test_positions_count_all_originators_together(self, store: EventStore) -> None:
        for task in (a_task(), a_task(), a_task()):
            await store.append(task, 0, [claimed()], NOW)

        assert await store.last_position() == 3

    async def test_a_load_after_a_version_gives_what_follows_it(self, store: EventStore) -> None:
        task = a_task()
        await store.append(task, 0, [claimed(), noted(), overdue()], NOW)

        assert [fact.version for fact in await store.load(task, 2)] == [3]
        assert tuple(await store.load(task, 3)) == ()
        assert tuple(await store.load(task, 9)) == ()

    async def test_what_is_recalled_begins_the_history(self, store: EventStore) -> None:
        task = a_task()
        await store.append(task, 0, [claimed(), noted(), overdue()], NOW)
        whole = tuple(await store.load(task))

        recalled = tuple(store.recall(task))

        assert recalled == whole[: len(recalled)]
        assert tuple(store.recall(a_task())) == ()

    async def test_appending_nothing_records_nothing(self, store: EventStore) -> None:
        assert tuple(await store.append(a_task(), 0, [], NOW)) == ()
        assert await store.last_position() == 0

    @pytest.mark.parametrize("after", [0, 1, 3, 9])
    async def test_another_version_than_the_last_is_taken(self, store: EventStore, after: int) -> None:
        task = a_task()
        await store.append(task, 0, [claimed(), noted()], NOW)

        with pytest.raises(VersionTaken):
            await store.append(task, after, [overdue()], NOW)

        assert len(await store.load(task)) == 2

    async def test_of_two_that_race_one_wins(self, store: EventStore) -> None:
        task = a_task()

        answers = await asyncio.gather(
            *(store.append(task, 0, [claimed()], NOW) for _ in range(8)), return_exceptions=True
        )

        assert sum(isinstance(answer, VersionTaken) for answer in answers) == 7
        assert len(await store.load(task)) == 1

    async def test_a_repeat_is_answered_with_what_was_recorded_first(self, store: EventStore) -> None:
        task, facts = a_task(), [claimed(), noted()]
        first = await store.append(task, 0, facts, NOW)

        again = await store.append(task, 0, facts, NOW.replace(hour=23))

        assert tuple(again) == tuple(first)
        assert len(await store.load(task)) == 2

    async def test_a_repeat_is_recognised_before_newer_facts(self, store: EventStore) -> None:
        task, fact = a_task(), claimed()
        first = await store.append(task, 0, [fact], NOW)
        await store.append(task, 1, [noted()], NOW)

        assert tuple(await store.append(task, 0, [fact], NOW)) == tuple(first)

    async def test_an_answer_always_adjoins_the_version_that_was_expected(self, store: EventStore) -> None:
        # A caller folds the answer onto what it knew at that version; a fact from elsewhere would be folded twice.
        task, fact = a_task(), claimed()
        await store.append(task, 0, [noted()], NOW)
        await store.append(task, 1, [fact], NOW)

        for after in (0, 2):
            with pytest.raises(VersionTaken):
                await store.append(task, after, [fact], NOW)

    async def test_an_id_that_another_originator_used_is_refused(self, store: EventStore) -> None:
        fact = claimed()
        await store.append(a_task(), 0, [fact], NOW)

        with pytest.raises(IdTaken):
            await store.append(a_task(), 0, [fact], NOW)

        assert await store.last_position() == 1

    async def test_several_facts_are_recorded_all_or_none(self, store: EventStore) -> None:
        task, known = a_task(), claimed()
        await store.append(a_task(), 0, [known], NOW)

        with pytest.raises(IdTaken):
            await store.append(task, 0, [noted(), known], NOW)

        assert tuple(await store.load(task)) == ()

    async def test_an_address_with_a_wildcard_holds_nothing_and_takes_nothing(self, store: EventStore) -> None:
        await store.append(a_task(), 0, [claimed()], NOW)

        for address in ("case.*.task.*", "case.>", "case..file", "", "case.a b.file"):
            assert tuple(await store.load(address)) == ()
            with pytest.raises(BadAddress):
                await store.append(address, 0, [claimed()], NOW)

    async def test_following_gives_all_facts_in_log_order(self, store: EventStore) -> None:
        one, other = a_task(), a_task()
        await store.append(one, 0, [claimed(), noted()], NOW)
        await store.append(other, 0, [claimed()], NOW)
        await store.append(one, 2, [overdue()], NOW)

        facts = await followed(store, 0, 4)

        assert [(fact.originator, fact.version, fact.position) for fact in facts] == [
            (one, 1, 1),
            (one, 2, 2),
            (other, 1, 3),
            (one, 3, 4),
        ]

    async def test_following_from_a_position_gives_what_comes_after_it(self, store: EventStore) -> None:
        task = a_task()
        await store.append(task, 0, [claimed(), noted(), overdue()], NOW)

        assert [fact.position for fact in await followed(store, 2, 1)] == [3]

    async def test_following_goes_on_with_facts_that_are_recorded_later(self, store: EventStore) -> None:
        task = a_task()
        await store.append(task, 0, [claimed()], NOW)
        following = asyncio.create_task(followed(store, 0, 2))

        await store.append(task, 1, [noted()], NOW)

        assert [fact.version for fact in await following] == [1, 2]

    async def test_private_text_comes_back_sealed_and_opens_where_it_stands(
        self, store: EventStore, ring: KeyRing
    ) -> None:
        task = a_task()

        (fact,) = await store.append(task, 0, [noted()], NOW)

        assert isinstance(fact.event, TaskNoted)
        assert isinstance(fact.event.note, Sealed)
        assert await ring.reveal(fact.event.note, task, fact.id, "note") == SECRET

    async def test_text_about_an_erased_child_is_not_kept(self, store: EventStore, ring: KeyRing) -> None:
        task = a_task()
        await self.erase(ring, task)

        (fact,) = await store.append(task, 0, [noted()], NOW)

        assert isinstance(fact.event, TaskNoted)
        assert fact.event.note == Erased(NOW)

    @staticmethod
    async def erase(ring: KeyRing, originator: str) -> None:
        await ring.destroy(originator.split(".")[1], Purpose, NOW)
