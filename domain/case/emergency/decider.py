"""What a command leads to, given which emergency accesses there are.

Invariant: an access ends by itself, and is reviewed once, by another agency than the one that took it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import assert_never

from domain.case.emergency import commands as c
from domain.case.emergency import events as e
from domain.case.emergency import refusals as r
from domain.case.state import Case
from domain.context import Context
from domain.deciding import Decided, reason_in
from domain.privacy import Clear

LASTS = timedelta(hours=4)
"""How long one reads: a night's search, and short enough that the agency is brought in properly afterwards."""


def decide(case: Case, command: c.EmergencyCommand, context: Context) -> Decided:
    """The facts that *command* leads to, none when there is nothing to do; raises a refusal otherwise."""
    match command:
        case c.TakeEmergencyAccess():
            return _take(case, command, context)
        case c.ReviewEmergencyAccess():
            return _review(case, command, context)
        case _:
            assert_never(command)


def _take(case: Case, command: c.TakeEmergencyAccess, context: Context) -> Decided:
    if case.coordination.party(context.agency) is not None:
        raise r.TakesPartAlready
    words = reason_in("circumstances", command.circumstances)
    # Who acts for two agencies reads for the one that took it; for the other it is to be taken too.
    own = [each for each in case.emergencies.taken if (each.member, each.agency) == (context.actor, context.agency)]
    if any(each.until > context.now for each in own):
        return ()
    return (
        e.EmergencyAccessTaken(
            access=command.access,
            agency=context.agency,
            member=context.actor,
            until=context.now + LASTS,
            reason=Clear(command.reason.value),
            circumstances=words,
        ),
    )


def _review(case: Case, command: c.ReviewEmergencyAccess, context: Context) -> Decided:
    taken = next((each for each in case.emergencies.taken if each.access == command.access), None)
    if taken is None:
        raise r.NoSuchAccess("access")
    if command.access in case.emergencies.reviewed:
        raise r.ReviewedAlready
    if context.agency == taken.agency or context.actor == taken.member:
        raise r.ReviewedBySomebodyElse
    note = reason_in("note", command.note)
    return (e.EmergencyAccessReviewed(access=command.access, finding=command.finding, note=note),)
