"""That the time of a disclosure is over is put on record once, when it has come."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.case.codes import AbsenceEnd, CaseOutcome, LegalBasis, Part, SharedFor
from domain.case.commands import (
    CaseCommand,
    CloseCase,
    GrantDisclosure,
    LeaveCase,
    RecallDisclosure,
    RequestDisclosure,
    ResolveAbsence,
)
from domain.case.decider import DECIDER
from domain.context import SYSTEM_AGENCY
from domain.deciding.handling import Handler
from domain.ports import HistoryDamaged
from projections.standing.expiring import VIEW
from tests.playbook.clocks import Asleep
from tests.playbook.rehearsal import START, Folded, Rehearsal
from tests.workers.test_deadlines import Away
from workers.deadlines import PAUSE
from workers.expiring import Expiries

HOUR = timedelta(hours=1)
ASK = RequestDisclosure(
    disclosure="d-1",
    part=Part.LAST_SEEN_PLACE,
    of_agency="protection.it",
    purpose=SharedFor.ASYLUM_PROCEDURE,
    legal_basis=LegalBasis.PUBLIC_TASK,
    reason="The hearing is tomorrow",
)
GRANT = GrantDisclosure(disclosure="d-1", legal_basis=LegalBasis.PUBLIC_TASK, ends=START + HOUR)


class Bench(Rehearsal):
    """A case in which a disclosure lasts for an hour, and the loop that puts on record when it ends."""

    def __init__(self) -> None:
        super().__init__()
        self.view = Folded(VIEW)
        self.loop = self.another()

    def another(self) -> Expiries:
        view: Any = self.view
        return Expiries(view, Handler(DECIDER, self.store), self.clock, Asleep())

    async def granted(self) -> Bench:
        await self.begin("protection.it", "asylum.it")
        await self.ask(ASK, "asylum.it")
        await self.ask(GRANT, "protection.it")
        return await self.fold()

    async def fold(self) -> Bench:
        self.view.catch_up(await self.log())
        return self

    async def ended(self) -> list[str]:
        return [fact.meta.agency for fact in await self.log() if fact.name == "DisclosureExpired"]


async def test_it_is_put_on_record_once_and_not_before_the_time_has_come() -> None:
    bench = await Bench().granted()

    assert (await bench.loop.tick(), await bench.ended()) == (START + HOUR, [])
    bench.clock.on(HOUR)
    assert (await bench.loop.tick(), await bench.ended()) == (None, [SYSTEM_AGENCY])
    assert (await bench.loop.tick(), await bench.another().tick()) == (None, None)
    await bench.fold()
    assert (await bench.loop.tick(), await bench.ended(), bench.loop.recorded) == (None, [SYSTEM_AGENCY], 1)


@pytest.mark.parametrize(
    ("by", "end"),
    [
        ("protection.it", RecallDisclosure(disclosure="d-1", reason="The hearing is over")),
        ("asylum.it", LeaveCase(reason="Another authority decides")),
    ],
    ids=["recalled", "left"],
)
async def test_what_was_ended_before_does_not_end_again(by: str, end: CaseCommand) -> None:
    bench = await Bench().granted()
    await bench.ask(end, by)
    bench.clock.on(HOUR)

    assert (await bench.loop.tick(), await bench.ended()) == (None, [])


async def test_it_is_put_on_record_in_a_closed_case_too() -> None:
    bench = await Bench().granted()
    await bench.ask(ResolveAbsence(how=AbsenceEnd.RETURNED))
    await bench.ask(CloseCase(outcome=CaseOutcome.SETTLED))
    bench.clock.on(HOUR)
    await bench.loop.tick()

    assert await bench.ended() == [SYSTEM_AGENCY]


async def test_a_damaged_history_is_passed_by(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = await Bench().granted()
    bench.clock.on(HOUR)

    async def damaged(originator: str, after: int = 0) -> None:
        raise HistoryDamaged(originator, after, 1, "it does not fit the chain")

    monkeypatch.setattr(bench.store, "load", damaged)

    assert (await bench.loop.tick(), bench.loop.recorded) == (None, 0)


async def test_a_store_that_is_away_is_left_alone_for_a_moment() -> None:
    bench, waiting, away = Bench(), Asleep(), Away(VIEW)

    with pytest.raises(KeyboardInterrupt):
        await Expiries(away, bench.cases, bench.clock, waiting).run()

    assert waiting.asked == [(START + PAUSE, 0)]
