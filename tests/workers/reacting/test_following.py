"""What a conference decides becomes a task, also when it is looked at again, and goes when it is withdrawn."""

from __future__ import annotations

from domain.conference.commands import BeginConference, ConferenceCommand, WithdrawDecision
from domain.conference.decider import DECIDER, originator
from domain.deciding.handling import Handler
from domain.ids import derive
from domain.task.commands import Claim
from tests.domain.cast import CHAIR, POLICE, PROTECTION, Actor, acting
from tests.domain.conference.stories import CALL, CASE, CONFERENCE, DECIDE, DECISION, EVERYBODY
from tests.playbook.rehearsal import Positions, Rehearsal
from tests.playbook.story import SHIPPED
from tests.workers.reacting.test_reacting import never
from workers.reacting import Reacting

ORIGINATOR = originator(CASE, CONFERENCE)
WITHDRAW = WithdrawDecision(decision=DECISION, reason="It is done")


class Held(Rehearsal):
    """A conference that sits; its facts are at hand for a loop that has just started."""

    async def steer(self, *commands: ConferenceCommand) -> None:
        for place, command in enumerate(commands):
            by = PROTECTION if command is CALL else CHAIR
            context = acting(by, command_id=derive(CASE, command.slug(), place))
            await Handler(DECIDER, self.store).handle(ORIGINATOR, command, context)

    async def react(self) -> Reacting:
        loop = Reacting(self.store, self.tasks, SHIPPED, self.clock, Positions(), never)
        await loop.take(await self.log())
        return loop

    async def work(self, by: Actor) -> None:
        (task,) = {fact.originator for fact in await self.log() if ".task." in fact.originator}
        await self.tasks.handle(task, Claim(), acting(by, command_id=derive(CASE, "claim")))

    async def happened(self) -> list[str]:
        """What has happened to tasks."""
        return [fact.name for fact in await self.log() if ".task." in fact.originator]


async def test_a_decision_becomes_one_task_however_often_it_is_looked_at() -> None:
    lantern = Held()
    await lantern.steer(CALL, BeginConference(), DECIDE)

    await lantern.react()
    await lantern.react()

    assert await lantern.happened() == ["TaskOpened"]
    opened = (await lantern.log())[-1]
    assert opened.meta.audience.agencies == tuple(actor.agency for actor in EVERYBODY)


async def test_the_task_of_a_decision_that_was_withdrawn_goes_away_once() -> None:
    lantern = Held()
    await lantern.steer(CALL, BeginConference(), DECIDE, WITHDRAW)

    await lantern.react()
    await lantern.react()

    assert await lantern.happened() == ["TaskOpened", "TaskWaived"]


async def test_a_task_that_somebody_has_taken_is_left_with_them() -> None:
    lantern = Held()
    await lantern.steer(CALL, BeginConference(), DECIDE)
    await lantern.react()
    await lantern.work(POLICE)
    await lantern.steer(WITHDRAW)

    loop = await lantern.react()

    assert await lantern.happened() == ["TaskOpened", "TaskClaimed"]
    assert loop.refused == 1
