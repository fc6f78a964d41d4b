"""A duty that repeats comes back until its reason ends, also where somebody held it when that happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from domain.case.codes import AbsenceEnd
from domain.case.commands import MoveToPlaybook, ResolveAbsence
from domain.playbook.library import RulesUnknown
from domain.playbook.rules import Playbooks
from domain.playbook.state import CaseSoFar
from domain.task.commands import Claim, Complete, Note, Reopen, TaskCommand
from tests.playbook.rehearsal import CASE, Positions, Rehearsal
from tests.playbook.story import playbook, rule
from tests.workers.reacting.test_passing_by import broken, never
from workers.reacting import Reacting

MONTH = timedelta(days=30)
RULES = Playbooks([playbook(rule(repeats=MONTH, lapses=True, outcomes=("reviewed",)))])


class Reviewed(Rehearsal):
    """A case with a duty of the police that repeats, which they hold."""

    rules = RULES
    read = 0

    async def react(self) -> Reacting:
        """Let a loop that has just started take what is new."""
        facts = [fact for fact in await self.log() if fact.position > self.read]
        loop = Reacting(self.store, self.tasks, self.rules, self.clock, Positions(), never)
        await loop.take(facts)
        self.read = facts[-1].position
        return loop

    async def work(self, *commands: TaskCommand) -> None:
        (task,) = {fact.originator for fact in await self.log() if ".task." in fact.originator}
        for command in commands:
            await self.tasks.handle(task, command, self.context("police.it"))

    async def happened(self) -> Sequence[str]:
        """What has happened to the duty."""
        return [fact.name for fact in await self.log() if ".task." in fact.originator]


async def held() -> Reviewed:
    lantern = Reviewed()
    await lantern.begin("police.it")
    await lantern.react()
    await lantern.work(Claim())
    return lantern


DONE = Complete(outcome="reviewed")


async def test_a_duty_that_repeats_is_there_again_while_its_reason_holds() -> None:
    lantern = await held()
    await lantern.work(DONE)

    await lantern.react()

    assert (await lantern.happened())[-2:] == ["TaskCompleted", "TaskReopened"]


async def test_who_ends_a_duty_whose_reason_is_over_is_not_asked_again() -> None:
    lantern = await held()
    await lantern.ask(ResolveAbsence(how=AbsenceEnd.RETURNED))
    await lantern.react()
    await lantern.work(DONE)

    await lantern.react()
    lantern.read = 0
    await lantern.react()

    assert (await lantern.happened())[-3:] == ["TaskCompleted", "TaskReopened", "TaskWaived"]


async def test_what_somebody_opened_or_took_up_again_stays_theirs() -> None:
    lantern = await held()
    await lantern.ask(ResolveAbsence(how=AbsenceEnd.RETURNED))
    await lantern.react()
    await lantern.work(DONE, Note(note="We go on looking for those who took them"))
    assert (await lantern.react()).refused == 1

    await lantern.work(Claim(), DONE)
    await lantern.react()
    await lantern.work(Reopen(reason="There is more"))
    await lantern.react()

    assert (await lantern.happened())[-2:] == ["TaskWaived", "TaskReopened"]


class Unknown(Playbooks):
    """Rules that nobody can read any more once the case was moved."""

    def of(self, case: object) -> Playbooks:
        if isinstance(case, CaseSoFar) and case.versions:
            raise RulesUnknown("be", "2030")
        return self


async def test_a_duty_by_rules_that_nobody_can_read_or_of_a_damaged_case_is_left() -> None:
    lantern = await held()
    await lantern.ask(MoveToPlaybook(playbook="be", version="2030", reason="The law changed"))
    await lantern.work(DONE)
    (*_, came_back) = await lantern.log()
    lantern.rules = Unknown(RULES.playbooks)
    lantern.read = came_back.position - 1
    assert (await lantern.react()).refused == 1

    broken(lantern, damaged=[f"case.{CASE}.file"])
    lantern.read = came_back.position - 1
    assert (await lantern.react()).damaged == 1

    assert (await lantern.happened())[-1] == "TaskReopened"
