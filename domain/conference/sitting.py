"""What those who sit together look at, put on the table and decide.

Invariant: a decision is taken while the conference sits, by who steers for all; an owner was invited and so knows of
it; dissent stands beside the decision and does not undo it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from domain.conference import commands as c
from domain.conference import events as e
from domain.conference import refusals as r
from domain.conference.calling import check_for, check_steering
from domain.conference.state import Called, Phase, Pin
from domain.context import Context
from domain.deciding import check_past, reason_in
from domain.events import Event
from domain.privacy import Clear


def view(conference: Called, command: c.FreezeView | c.ReleaseView, context: Context) -> Sequence[Event]:
    """What everybody looks at: the case as it was known at a moment, or as it is."""
    check_steering(conference, context)
    _check_not_ended(conference)
    match command:
        case c.FreezeView(known_at=known_at, moment=moment):
            check_past(known_at, "known_at", context)
            frozen = e.ViewFrozen(known_at=known_at or context.now, moment=moment)
            return () if frozen == conference.view else (frozen,)
        case c.ReleaseView():
            return () if conference.view is None else (e.ViewReleased(),)
        case _:
            assert_never(command)


def _check_not_ended(conference: Called) -> None:
    if conference.phase is Phase.ENDED:
        raise r.ConferenceHasEnded


def pin(conference: Called, command: c.PinFact | c.UnpinFact, context: Context) -> Sequence[Event]:
    """Put a fact on the table, or take it away: what one agency has put there another leaves, unless it steers."""
    _check_not_ended(conference)
    there = next((each for each in conference.pins if each.fact == command.fact), None)
    match command:
        case c.PinFact(fact=fact, note=note):
            return _pin(there, e.FactPinned(fact=fact, agency=context.agency, note=Clear(note)))
        case c.UnpinFact(fact=fact):
            if there is None:
                return ()
            if there.agency != context.agency and not conference.steers(context.agency):
                raise r.NotYourPin
            return (e.FactUnpinned(fact=fact),)
        case _:
            assert_never(command)


def _pin(there: Pin | None, pinned: e.FactPinned) -> Sequence[Event]:
    if there is None:
        return (pinned,)
    if there.agency == pinned.agency and pinned.note == Clear(""):
        return ()
    raise r.PinnedAlready


def decide(
    conference: Called, command: c.TakeDecision | c.WithdrawDecision | c.RecordDissent, context: Context
) -> Sequence[Event]:
    """Decide something, take it back, or disagree with it."""
    if conference.phase is Phase.PLANNED:
        raise r.ConferenceNotBegun
    _check_not_ended(conference)
    taken = next((each for each in conference.decisions if each.decision == command.decision), None)
    match command:
        case c.TakeDecision():
            check_steering(conference, context)
            return () if taken is not None else (_taken(conference, command, context),)
        case c.WithdrawDecision(decision=decision, reason=reason):
            check_steering(conference, context)
            if taken is None:
                raise r.NoSuchDecision
            text = reason_in("reason", reason)
            return () if taken.withdrawn else (e.DecisionWithdrawn(decision=decision, reason=text),)
        case c.RecordDissent(decision=decision, agency=agency, reason=reason):
            check_for(conference, agency, context)
            if taken is None or taken.withdrawn:
                raise r.NoSuchDecision
            return (e.DissentRecorded(decision=decision, agency=agency, reason=reason_in("reason", reason)),)
        case _:
            assert_never(command)


def _taken(conference: Called, command: c.TakeDecision, context: Context) -> e.DecisionTaken:
    if command.owner is not None and not conference.is_invited(command.owner):
        raise r.AgencyNotInvited("owner")
    if command.due_at is not None and command.owner is None:
        raise r.DueNeedsOwner("owner")
    if command.due_at is not None and command.due_at <= context.now:
        raise r.DueInThePast("due_at")
    return e.DecisionTaken(
        decision=command.decision,
        topic=command.topic,
        decided=reason_in("decided", command.decided),
        owner=command.owner,
        due_at=command.due_at,
    )
