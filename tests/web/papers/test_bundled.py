"""The paper of a bundle: facts in words for who reads, and nothing of what is sealed."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from infra.papers.bundled import Bundled, bundled
from merkle.checkpoints import Checkpoint
from projections import cases, timeline
from tests.papers.reading import Read
from tests.web.papers.stories import ALIAS, CHILD, PLACE, WHY, missing
from tests.web.world import World

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
AGAINST = Checkpoint("lantern.test/log", 4711, bytes(range(32)))


async def told(world: World, case: str, without: int = 0) -> tuple[Bundled, set[int]]:
    """What the paper of *case* is made of, but for its last facts."""
    found = world.services.documents.get(cases.VIEW, case)
    entries = world.services.documents.select(timeline.VIEW, {"case": case}, order_by=("position",))
    assert found is not None
    return Bundled(found, "police-be", entries, AT), {entry.position for entry in entries[: len(entries) - without]}


@pytest.fixture(name="case", scope="module")
async def _case(shared_world: World) -> str:
    return await missing(shared_world)


async def test_it_tells_each_fact_with_its_position_and_what_it_is_proven_against(world: World, case: str) -> None:
    of, positions = await told(world, case)
    read = Read(await bundled(of, world.services.people, positions, AGAINST))

    assert all(f"\n{position} " in f"\n{read.text}" for position in positions)
    for each in (
        case,
        "lantern.test/log",
        "checkpoint over 4711 facts",
        "0001 0203",
        "The police-be",
        "Sighting recorded",
    ):
        assert each in read.words


async def test_nothing_that_is_sealed_is_in_it_but_that_it_is(world: World, case: str) -> None:
    of, positions = await told(world, case)
    read = Read(await bundled(of, world.services.people, positions, AGAINST))

    assert "Sealed: Names, Other names" in read.words
    for secret in (CHILD, ALIAS, PLACE, WHY, "Mx police.be"):
        assert secret not in read.words
        assert secret.encode() not in b"".join(read.attached.values())


async def test_what_is_not_in_the_bundle_is_not_in_its_paper(world: World, case: str) -> None:
    of, positions = await told(world, case, without=1)
    read = Read(await bundled(of, world.services.people, positions, AGAINST))
    lines = [json.loads(line) for line in read.attached["facts.ndjson"].splitlines()]

    assert {line["position"] for line in lines} == positions
    assert "Task opened: Search the surroundings" in read.words
    assert "Report to the court" not in read.words


async def test_two_of_the_same_are_the_same_bytes(world: World, case: str) -> None:
    of, positions = await told(world, case)

    assert await bundled(of, world.services.people, positions, AGAINST) == await bundled(
        of, world.services.people, positions, AGAINST
    )
