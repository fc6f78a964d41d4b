"""What a command leads to, given who looks after the child.

Invariant: a child lives at one place at a time, and an agency that takes part answers for them.
"""

from __future__ import annotations

from typing import assert_never

from domain.case.care import commands as c
from domain.case.care import events as e
from domain.case.care import refusals as r
from domain.case.state import Case
from domain.deciding import Decided, reason_in
from domain.privacy import Clear


def decide(case: Case, command: c.CareCommand) -> Decided:
    """The facts that *command* leads to, none when there is nothing to do; raises a refusal otherwise."""
    match command:
        case c.AppointGuardian():
            return _appoint(case, command)
        case c.StartPlacement():
            return _start(case, command)
        case c.EndPlacement():
            return _end(case, command)
        case _:
            assert_never(command)


def _appoint(case: Case, command: c.AppointGuardian) -> Decided:
    if command.guardian is not None:
        case.party(command.guardian, "guardian")
    return (e.GuardianAppointed(guardian=command.guardian, name=Clear(command.name), contact=Clear(command.contact)),)


def _start(case: Case, command: c.StartPlacement) -> Decided:
    if command.placement in case.care.placements:
        return ()
    if case.care.placement is not None:
        raise r.PlacementOpen
    case.party(command.agency, "agency")
    return (
        e.PlacementStarted(
            placement=command.placement,
            agency=command.agency,
            country=command.country,
            place=Clear(command.place),
        ),
    )


def _end(case: Case, command: c.EndPlacement) -> Decided:
    reason = reason_in("reason", command.reason)
    current = case.care.placement
    if current is not None and current.placement == command.placement:
        return (e.PlacementEnded(placement=command.placement, reason=reason),)
    if command.placement in case.care.placements:
        return ()
    raise r.NoSuchPlacement("placement")
