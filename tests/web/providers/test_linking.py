"""Who a subject of a provider is: whatever is linked at the same moment, what lets somebody in is listed to them."""

from __future__ import annotations

import asyncio

from tests.web.world import World

AGENCY, ISSUER = "carer-be", "https://provider.example"
SUBJECTS = ("one", "two", "three")


async def test_of_subjects_linked_to_one_member_at_once_one_is_left_and_it_can_be_taken_away(world: World) -> None:
    subjects, member = world.services.subjects, world.ids.new()
    assert await subjects.link(member, AGENCY, ISSUER, "before")

    said = await asyncio.gather(*(subjects.link(member, AGENCY, ISSUER, each) for each in SUBJECTS))

    let_in = [each for each in ("before", *SUBJECTS) if await subjects.find(AGENCY, ISSUER, each) is not None]
    assert len(let_in) == len(await subjects.of(member)) == said.count(True) == 1
    await subjects.unlink(member, AGENCY)
    assert await subjects.find(AGENCY, ISSUER, let_in[0]) is None


async def test_another_subject_takes_the_place_of_the_one_before(world: World) -> None:
    subjects, member = world.services.subjects, world.ids.new()

    assert await subjects.link(member, AGENCY, ISSUER, "four")
    assert await subjects.link(member, AGENCY, ISSUER, "five")

    assert await subjects.find(AGENCY, ISSUER, "four") is None
    assert len(await subjects.of(member)) == 1
