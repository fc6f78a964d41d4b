"""What a table has in common is what each at it sees by themselves, and no more."""

from __future__ import annotations

import pytest

from domain.case import commands as c
from domain.codes import Country, Role
from projections import cases, timeline, visibility
from tests.web.world import World, agency
from web import seeing
from web.access.viewer import Viewer
from web.proofs.ports import Session

TABLES = (("carer.be",), ("carer.be", "police.be"), ("police.be", "asylum.be"), ("carer.be", "police.be", "asylum.be"))


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    """A case in which some things are for all, some in confidence, and some between two."""
    case = await world.case("carer.be", "police.be", "asylum.be", "guardian.be")
    await world.act("carer.be", case, c.RecordSighting(sighting=world.ids.new(), place="a station"))
    await world.act("carer.be", case, c.RecordProtectedSighting(sighting=world.ids.new(), place="a flat"))
    asked = c.RequestInformation(request=world.ids.new(), of_agency=agency("asylum.be"), question="Where to?")
    await world.act("police.be", case, asked)
    return case


def viewer(world: World, name: str) -> Viewer:
    role, country = name.split(".", maxsplit=1)
    now = world.clock.now()
    session = Session(
        token="t", member="m", agency=agency(name), csrf="", started_at=now, proven_at=now, expires_at=now
    )
    return Viewer(
        member_id="m",
        name="",
        agency_id=agency(name),
        agency_name="",
        role=Role(role),
        country=Country(country),
        zone="UTC",
        roles=(),
        session=session,
    )


def own(world: World, case: str, name: str) -> list[timeline.Entry]:
    """What somebody sees of the case, by the rules alone."""
    document = world.services.documents.get(cases.VIEW, case)
    assert document is not None
    entries = world.services.documents.select(timeline.VIEW, {"case": case}, order_by=("position",))
    seen_by = viewer(world, name)
    eyes = visibility.Viewer(seen_by.agency_id, seen_by.role, seen_by.country)
    return list(visibility.entries_seen(eyes, document, entries, now=world.clock.now()))


@pytest.mark.parametrize("names", TABLES, ids="-".join)
async def test_a_table_sees_what_each_at_it_sees_and_reads_what_each_may_read(
    world: World, case: str, names: tuple[str, ...]
) -> None:
    views = [{entry.id: entry for entry in own(world, case, name)} for name in names]
    agencies = [agency(name) for name in names]

    for name in names:
        found, told = seeing.common_to(world.services, viewer(world, name), case, agencies, world.clock.now())

        assert [entry.id for entry in found] == [id_ for id_ in views[0] if all(id_ in view for view in views)]
        assert all(set(e.private) == set.intersection(*(set(v[e.id].private) for v in views)) for e in found)
        assert told is not None


async def test_a_table_with_somebody_whom_nobody_knows_sees_nothing(world: World, case: str) -> None:
    asked = viewer(world, "carer.be")

    found = seeing.common_to(world.services, asked, case, [agency("carer.be"), "nobody"], world.clock.now())

    assert found == ((), None)


async def test_an_agency_that_takes_no_part_leaves_the_table_nothing(world: World, case: str) -> None:
    asked = viewer(world, "carer.be")

    found, _ = seeing.common_to(world.services, asked, case, [agency("protection.be")], world.clock.now())

    assert found == ()
