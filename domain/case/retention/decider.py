"""What a command leads to, given what keeps a case and what somebody proposed to erase of it.

Invariant: nothing is erased while a hold stands, before its time, while the case is worked on, or by one person alone;
and what is confirmed cannot be stopped, so that a hold is refused rather than promised from that fact on.
"""

from __future__ import annotations

from typing import assert_never

from domain.case.file.state import Closed
from domain.case.retention import commands as c
from domain.case.retention import events as e
from domain.case.retention import refusals as r
from domain.case.retention.state import Keeping
from domain.case.state import Case
from domain.codes import Role
from domain.context import Context
from domain.deciding import Decided, reason_in
from domain.directory.codes import MemberRole
from domain.privacy import Clear


def decide(case: Case, command: c.RetentionCommand, context: Context) -> Decided:
    """The facts that *command* leads to, none when there is nothing to do; raises a refusal otherwise."""
    keeping = case.keeping
    match command:
        case c.PlaceLegalHold():
            return _place(keeping, command, context)
        case c.LiftLegalHold():
            return _lift(keeping, command, context)
        case c.ProposeErasure():
            return _propose(case, command, context)
        case c.DeclineErasure():
            return _decline(keeping, command, context)
        case c.ConfirmErasure():
            return _confirm(case, command, context)
        case c.RecordDestruction():
            return _record(keeping, command)
        case _:
            assert_never(command)


def is_officer(context: Context) -> bool:
    """Whether who acts answers for data protection."""
    return MemberRole.DATA_PROTECTION in context.offices


def reviews(context: Context) -> bool:
    """Whether who acts may review what is due: a data protection officer, or who chairs."""
    return is_officer(context) or MemberRole.CHAIR in context.offices or context.role is Role.CHAIR


def _place(keeping: Keeping, command: c.PlaceLegalHold, context: Context) -> Decided:
    if any(each.hold == command.hold for each in keeping.holds):
        return ()
    note = reason_in("note", command.note)
    if not keeping.left:
        raise r.NothingToHold
    ground = Clear(command.ground.value)
    return (e.LegalHoldPlaced(hold=command.hold, agency=context.agency, ground=ground, note=note),)


def _lift(keeping: Keeping, command: c.LiftLegalHold, context: Context) -> Decided:
    placed = next((each for each in keeping.holds if each.hold == command.hold), None)
    if placed is None:
        raise r.NoSuchHold("hold")
    if placed.agency != context.agency and not is_officer(context):
        raise r.HeldByAnother("hold")
    return (e.LegalHoldLifted(hold=command.hold, note=reason_in("note", command.note)),)


def _propose(case: Case, command: c.ProposeErasure, context: Context) -> Decided:
    if not reviews(context):
        raise r.NotYourOffice
    waiting = case.keeping.proposed
    if waiting is not None:
        if waiting.erasure == command.erasure:
            return ()
        raise r.ProposedAlready
    _check(case, command, context)
    if case.keeping.confirmed is not None:
        raise r.ErasureUnderWay
    if not set(command.classes) <= set(case.keeping.left):
        raise r.NothingToErase("classes")
    return (
        e.ErasureProposed(
            erasure=command.erasure,
            proposed_by=context.actor,
            officer=is_officer(context),
            classes=command.classes,
            rules=command.rules,
            due_at=command.due_at,
            note=Clear(command.note),
        ),
    )


def _decline(keeping: Keeping, command: c.DeclineErasure, context: Context) -> Decided:
    if not reviews(context):
        raise r.NotYourOffice
    if keeping.proposed is None or keeping.proposed.erasure != command.erasure:
        raise r.NoSuchErasure
    reason = reason_in("reason", command.reason)
    return (e.ErasureDeclined(erasure=command.erasure, declined_by=context.actor, reason=reason),)


def _confirm(case: Case, command: c.ConfirmErasure, context: Context) -> Decided:
    if not reviews(context):
        raise r.NotYourOffice
    proposed = case.keeping.proposed
    if proposed is None or proposed.erasure != command.erasure:
        raise r.NoSuchErasure
    if proposed.proposed_by == context.actor:
        raise r.ConfirmedBySomebodyElse
    if not (proposed.officer or is_officer(context)):
        raise r.OfficerNeeded
    _check(case, command, context)
    return (
        e.ErasureConfirmed(
            erasure=command.erasure,
            proposed_by=proposed.proposed_by,
            confirmed_by=context.actor,
            classes=proposed.classes,
            rules=command.rules,
            due_at=command.due_at,
        ),
    )


def _check(case: Case, command: c.ProposeErasure | c.ConfirmErasure, context: Context) -> None:
    """Refuse what is worked on, held or asked about, and what has to be kept for longer."""
    if not isinstance(case.file, Closed):
        raise r.NotClosedYet
    if case.keeping.holds:
        raise r.CaseIsHeld
    if _awaits_answer(case):
        raise r.RightsUnanswered
    ready_until = case.rights.ready_until
    if ready_until is not None and ready_until > context.now:
        raise r.CopyToBeFetched("classes", day=f"{ready_until:%Y-%m-%d}")
    if command.due_at > context.now:
        raise r.NotDueYet("classes", day=f"{command.due_at:%Y-%m-%d}")


def _awaits_answer(case: Case) -> bool:
    """Whether an agency still owes the child an answer. What was asked of one that has left nobody can answer."""
    asked = {**case.rights.disputes, **case.rights.requests}
    owing = {agency for id_, agency in asked.items() if id_ not in case.rights.settled}
    return any(party.agency in owing for party in case.coordination.parties)


def _record(keeping: Keeping, command: c.RecordDestruction) -> Decided:
    if keeping.confirmed is None or keeping.confirmed.erasure != command.erasure:
        raise r.NoSuchDestruction
    return (
        e.KeysDestroyed(
            erasure=command.erasure,
            classes=keeping.confirmed.classes,
            keys=command.keys,
            fingerprints=command.fingerprints,
            destroyed_at=command.destroyed_at,
        ),
    )
