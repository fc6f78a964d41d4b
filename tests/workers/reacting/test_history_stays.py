"""A playbook that changes under running cases never changes history, whoever reads it again and from wherever."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from domain.case.codes import AbsenceEnd
from domain.case.commands import NoticeAbsence, ResolveAbsence
from domain.codes import Country
from domain.envelope import PlaybookRef, Recorded
from domain.events import Event
from domain.playbook.library import Library
from domain.task.events import TaskOpened
from infra.publishing import library, publish
from tests.playbook.rehearsal import Positions, Rehearsal
from tests.playbook.test_loading import BRING_IN, HEAD, RULE
from tests.workers.reacting.test_reacting import never
from workers.reacting import Reacting

FIRST = HEAD + BRING_IN + RULE
MORE = RULE.replace('"look"', '"ask"').replace('"police"', '"carer"')
NEXT = (FIRST + MORE).replace('version = "1"', 'version = "2"').replace('within = "1h"', 'within = "5h"')
NONE = FIRST.replace('version = "1"', 'version = "3"').replace("AbsenceNoticed", "CaseReopened")


class Lantern(Rehearsal):
    """A log with the rules that were published into it."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    async def release(self, text: str) -> Library:
        """Another release starts: what it brings is published."""
        (self.folder / "common.toml").write_text(text)
        return await publish(self.store, self.folder, self.clock)

    async def read(self, known: Library, after: int = 0) -> Sequence[str]:
        """What a loop that knows *known* makes of the log; returns what was ever opened."""
        facts = [fact for fact in await self.log() if fact.position > after]
        await Reacting(self.store, self.tasks, known, self.clock, Positions(), never).take(facts)
        return await self.opened()


async def begun(folder: Path) -> Lantern:
    lantern = Lantern(folder)
    known = await lantern.release(FIRST)
    await lantern.begin("police.it")
    assert await lantern.read(known) == ["look"]
    lantern.clock.on(timedelta(days=1))
    return lantern


async def history(lantern: Lantern) -> list[Recorded[Event]]:
    return [fact for fact in await lantern.log() if fact.originator.startswith("case.")]


async def test_a_machine_that_reads_the_whole_log_anew_adds_and_changes_nothing(tmp_path: Path) -> None:
    lantern = await begun(tmp_path)
    before = await history(lantern)

    for text in (NEXT, NONE):
        known = await lantern.release(text)
        assert await lantern.read(known) == ["look"]
        assert await lantern.read(library(await lantern.log())) == ["look"]

    assert await history(lantern) == before


async def test_what_happens_later_in_a_running_case_goes_by_the_rules_it_began_with(tmp_path: Path) -> None:
    lantern = await begun(tmp_path)
    await lantern.read(await lantern.release(NEXT))
    before = await lantern.store.last_position()

    await lantern.ask(ResolveAbsence(how=AbsenceEnd.RETURNED))
    await lantern.ask(NoticeAbsence(episode="second", country=Country.IT))

    assert await lantern.read(library(await lantern.log()), before) == ["look", "look"]


async def test_a_task_says_for_ever_which_text_opened_it(tmp_path: Path) -> None:
    lantern = await begun(tmp_path)
    (task,) = [fact for fact in await history(lantern) if isinstance(fact.event, TaskOpened)]
    await lantern.release(NEXT)

    assert task.meta.playbook == PlaybookRef("common", "1", "look")
    said = library(await lantern.log()).find("common", "1")
    assert said is not None
    assert said.rules[0].within == timedelta(hours=1)
