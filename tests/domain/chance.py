"""Stories of chance: people of the cast ask for what the case does not stand in the way of, and sometimes get it."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from domain.case.commands import CaseCommand
from domain.case.decider import DECIDER
from domain.case.state import Case
from domain.commands import CATALOGUE, likely, possible
from domain.context import Command, Context
from domain.deciding import Decided, Decider, For
from domain.deciding.refusals import Refused
from domain.events import Event
from tests.domain.anything import anything
from tests.domain.case.stories import FOUND, MISSING, TOGETHER
from tests.domain.cast import ACTORS, CARER, GUARDIAN, POLICE, POLICE_BE, acting


@dataclass(frozen=True)
class Step:
    """One command that led to facts, with the case before it."""

    before: Case
    command: Command
    context: Context
    decided: Decided

    @property
    def events(self) -> tuple[Event, ...]:
        return tuple(item.event if isinstance(item, For) else item for item in self.decided)

    @property
    def after(self) -> Case:
        return DECIDER.fold(self.events, self.before)


def attempt(decider: Decider[Case, CaseCommand], state: Case, command: CaseCommand, context: Context) -> Decided:
    """What *command* leads to, nothing where it is refused."""
    try:
        return decider.decide(state, command, context)
    except Refused:
        return ()


PEOPLE = (CARER, POLICE, POLICE_BE, GUARDIAN, *ACTORS)


@st.composite
def stories(draw: st.DrawFn, length: int = 40) -> tuple[Step, ...]:
    """The steps of a story of chance that begins with several agencies in a case, perhaps with the child missing."""
    state = DECIDER.fold(draw(st.sampled_from((TOGETHER, MISSING, FOUND))))
    steps: list[Step] = []
    chance = draw(st.randoms(use_true_random=True))  # even: drawn ones rarely leave the beginning of a story
    for _ in range(length):
        context = acting(chance.choice(PEOPLE))
        slugs = possible(state, context)
        next_ones = [slug for slug in likely(state) if slug in slugs]
        if slugs:
            command = draw(anything(CATALOGUE[chance.choice((*slugs, *next_ones * 5))].command))
            decided = attempt(DECIDER, state, command, context)  # type: ignore[arg-type]
            if decided:
                steps.append(Step(state, command, context, decided))
                state = steps[-1].after
    return tuple(steps)
