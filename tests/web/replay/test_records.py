"""The record of a case is read once, kept for a while, and never told as anything but what the view holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from domain.case import commands as c
from projections import cases, timeline
from projections.views import D, Documents, Value, View
from tests.web.conftest import Open
from tests.web.retention.offices import VALUES, WORDS, a_case_that_is_over, appoint
from tests.web.retention.test_reviewing import erased
from tests.web.world import World
from web.seeing.past.records import STALE, Records


class Counted:
    """The documents of a world, and how many entries were read of them."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self.read = 0

    def select(
        self, view: View[D], where: Mapping[str, Value | Sequence[Value]] | None = None, **how: object
    ) -> list[D]:
        found = self._documents.select(view, where, **how)  # type: ignore[arg-type]
        self.read += len(found)
        return found

    def get(self, view: View[D], key: str) -> D | None:
        self.read += 1
        return self._documents.get(view, key)

    def __getattr__(self, name: str) -> object:
        return getattr(self._documents, name)


class Looking:
    """Somebody who reads the records of cases again and again."""

    def __init__(self, world: World, most: int = 1_000) -> None:
        self.world = world
        self.documents = Counted(world.services.documents)
        self.records = Records(most)

    def look(self, case: str) -> int:
        """How many entries had to be read for the record, which is whole."""
        self.documents.read = 0
        found = self.records.of(self.documents, case, self.world.clock.now())  # type: ignore[arg-type]
        whole = self.world.services.documents.select(timeline.VIEW, {"case": case}, order_by=("position",))
        assert found.entries == whole
        return self.documents.read


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    return await world.case("carer.be", "police.be")


async def test_only_what_came_since_is_read_again(world: World, case: str) -> None:
    looking = Looking(world)

    first, again = looking.look(case), looking.look(case)
    await world.act("carer.be", case, c.RecordSighting(sighting=world.ids.new(), place="a station"))

    assert (first, again, looking.look(case), looking.look(case)) == (2, 0, 1, 0)


async def test_the_document_of_a_case_is_read_again_as_soon_as_anything_was_recorded(world: World, case: str) -> None:
    looking, other = Looking(world), await world.case("police.be")

    def look() -> tuple[int, bool]:
        looking.documents.read = 0
        found = looking.records.document(looking.documents, case, world.clock.now())  # type: ignore[arg-type]
        return looking.documents.read, found == world.services.documents.get(cases.VIEW, case)

    assert [look(), look()] == [(1, True), (0, True)]
    await world.act("police.be", other, c.RecordSighting(sighting=world.ids.new(), place="a harbour"))
    assert look() == (1, True)
    await world.act("carer.be", case, c.RecordSighting(sighting=world.ids.new(), place="a station"))
    assert look() == (1, True)


async def test_after_a_minute_it_is_read_anew(world: World, case: str) -> None:
    looking = Looking(world)
    looking.look(case)

    world.clock.ahead += STALE

    assert looking.look(case) == 2


async def test_what_was_looked_at_longest_ago_is_let_go_first(world: World, case: str) -> None:
    looking, other = Looking(world, most=3), await world.case("police.be", "carer.be")

    looking.look(case)
    looking.look(other)

    assert looking.records.weight == 2
    assert (looking.look(other), looking.look(case)) == (0, 2)


async def test_what_was_kept_of_a_case_cannot_be_read_once_it_was_erased(world: World, browser: Open) -> None:
    await appoint(world)
    case = await a_case_that_is_over(world)
    carer = await browser("carer.be")
    assert WORDS in (await carer.get(f"/cases/{case}?timeline=all")).words()

    await erased(world, browser, case)

    for path in ("?timeline=all", "/then?step=9999", "/replay?step=9999"):
        text = (await carer.get(f"/cases/{case}{path}")).text
        assert "erased on" in text
        assert [value for value in VALUES if value in text] == []
