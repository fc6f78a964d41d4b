"""Where a case stands in the flow: its phases at a glance, with how many duties are done, running, late and waived.

Invariant: what is counted is what the reader can open; the counts lead to the checklist that lists just these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.playbook.rules import Phase
from projections import board, cases, timeline
from web.playbooks.duties import PHASES, STANDS_IN, Duty, State, counted, duties_of
from web.playbooks.reading import NOTHING, rules_of
from web.services import Services
from web.texts.catalog import gettext as _

COUNTED = (State.DONE, State.RUNNING, State.LATE, State.WAIVED)


@dataclass(frozen=True)
class ShownPhase:
    """A phase: whether the case is in it, and how many duties are in each state."""

    phase: Phase
    name: str
    current: bool
    passed: bool
    counts: Mapping[State, int]
    href: str

    @property
    def total(self) -> int:
        """How many duties there were so far."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Standing:
    """The flow of a case in one line for each phase; *unread* where this release cannot read the case's rules."""

    phases: Sequence[ShownPhase]
    closed: bool
    unread: bool


def duties_in(
    services: Services, case: cases.Case, tasks: Sequence[board.Task], entries: Sequence[timeline.Entry], at: datetime
) -> list[Duty]:
    """The duties behind *tasks* of *case*, which were cut for the reader as *entries* were."""
    rules = rules_of(services, case) or NOTHING
    return duties_of(tasks, entries, rules, services.rules.library(), at)


def standing_of(
    services: Services, case: cases.Case, tasks: Sequence[board.Task], entries: Sequence[timeline.Entry], at: datetime
) -> Standing:
    """Where *case* stands, for who sees these *tasks* and *entries* of it."""
    duties = duties_in(services, case, tasks, entries, at)
    current = STANDS_IN.get(case.phase)
    order = list(Phase)
    phases = [
        ShownPhase(
            phase=phase,
            name=_(PHASES[phase]),
            current=phase is current,
            passed=current is None or order.index(phase) < order.index(current),
            counts=counted([duty for duty in duties if duty.phase is phase]),
            href=f"/cases/{case.id}/checklist?phase={phase.value}",
        )
        for phase in order
    ]
    return Standing(phases, current is None, rules_of(services, case) is None)
