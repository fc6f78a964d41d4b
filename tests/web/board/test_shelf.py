"""What an agency has to do is read once, and again only as far as it has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest

from domain.case import commands as c
from domain.codes import Country, RiskLevel, Role
from domain.task import commands as t
from projections import board, visibility
from projections.views import D, Documents, Value, View
from tests.web.world import World
from web.seeing.shelf import Shelf, Shelves

EYES = visibility.Viewer("police-uk", Role.POLICE, Country.UK)


class Counted:
    """The documents of a world, and how many tasks were read of them."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self.read = 0

    def select(
        self, view: View[D], where: Mapping[str, Value | Sequence[Value]] | None = None, **how: object
    ) -> list[D]:
        found = self._documents.select(view, where, **how)  # type: ignore[arg-type]
        self.read += sum(isinstance(each, board.Task) and each.running for each in found)
        return found

    def __getattr__(self, name: str) -> object:
        return getattr(self._documents, name)


class Looking:
    """Somebody who looks at one agency's shelf again and again."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.documents = Counted(world.services.documents)
        self.shelves = Shelves()

    def look(self, *, others: bool = False) -> Shelf:
        self.documents.read = 0
        return self.shelves.of(self.documents, EYES, self.world.clock.now(), others=others)  # type: ignore[arg-type]


@pytest.fixture(name="looking")
async def _looking(world: World) -> Looking:
    """A look at an agency with three tasks."""
    await world.enrol("police.uk")
    case = await world.case("carer.be", "police.uk")
    for number in range(3):
        await world.task(case, "police.uk", title=f"Task {number}")
    looking = Looking(world)
    looking.look()
    return looking


async def test_what_has_not_changed_is_not_read_again(world: World, looking: Looking) -> None:
    before = looking.look()
    elsewhere = await world.case("carer.be", "police.be")
    await world.task(elsewhere, "police.be")

    after = looking.look()

    assert looking.documents.read == 0
    assert after.stamp == before.stamp


async def test_of_many_tasks_the_one_that_changed_is_read(world: World, looking: Looking) -> None:
    before = looking.look()
    task = before.tasks[-1]
    await world.work("police.uk", task.case, task.id, t.Claim())

    after = looking.look()

    assert looking.documents.read == 1
    assert [each.claimed_by is not None for each in after.tasks if each.id == task.id] == [True]
    assert after.stamp != before.stamp


async def test_a_task_that_ended_or_went_elsewhere_leaves(world: World, looking: Looking) -> None:
    task = looking.look().tasks[-1]
    await world.work("police.uk", task.case, task.id, t.Claim())
    await world.work("police.uk", task.case, task.id, t.Complete())

    shelf = looking.look()

    assert task.id not in {each.id for each in shelf.tasks}
    assert task.id in {each.id for each in shelf.done}


async def test_after_a_minute_everything_is_read_anew(world: World, looking: Looking) -> None:
    before = looking.look()
    world.clock.ahead = timedelta(minutes=2)

    after = looking.look()

    assert looking.documents.read == len(before.tasks)
    assert after.stamp == before.stamp


async def test_a_risk_that_has_risen_is_seen_with_the_next_look(world: World, looking: Looking) -> None:
    before = looking.look()
    task = before.tasks[-1]
    assert before.about([task])[task.case].risk is RiskLevel.UNKNOWN
    await world.act("carer.be", task.case, c.AssessRisk(level=RiskLevel.HIGH, reasons="a threat"))

    assert looking.look().about([task])[task.case].risk is RiskLevel.HIGH


async def test_the_tasks_of_others_stay_out_unless_they_are_asked_for(world: World, looking: Looking) -> None:
    case = looking.look().tasks[-1].case
    other = await world.task(case, "carer.be")
    elsewhere = await world.task(await world.case("carer.be"), "carer.be")

    own, everybodys = looking.look(), looking.look(others=True)

    assert other not in {task.id for task in own.tasks}
    assert other in {task.id for task in everybodys.tasks}
    assert elsewhere not in {task.id for task in everybodys.tasks}
