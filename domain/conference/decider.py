"""What a command leads to, given where a conference stands.

Invariant: a conference is between those who were invited, and every fact of it is for them alone. It decides while it
sits; what is written down about it stands once every agency that was there has approved the same draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from domain.case.codes import PROTECTED_CIRCLE
from domain.conference import calling, sitting
from domain.conference import commands as c
from domain.conference import events as e
from domain.conference import refusals as r
from domain.conference.state import INITIAL, Called, Conference, NotCalled, Phase, evolve
from domain.context import Context
from domain.deciding import Decided, Decider, For, check_times, reason_in
from domain.deciding.refusals import Backwards
from domain.envelope import Audience, AudienceKind
from domain.events import Event
from domain.privacy import Clear


def originator(case: str, conference: str) -> str:
    """The address of a conference's history."""
    return f"case.{case}.conference.{conference}"


def decide(conference: Conference, command: c.ConferenceCommand, context: Context) -> Decided:
    """The facts that *command* leads to, none when there is nothing to do; raises a refusal otherwise.

    Of a fact that is pinned, or not any more, the circumstances say whom it is for.
    """
    check_times(context)
    match conference:
        case NotCalled():
            called = calling.call(command, context)
            return _for(called.invited, (called,), Audience())
        case Called():
            facts = _of(conference, command, context)
            about = context.audience if isinstance(command, c.PinFact | c.UnpinFact) else Audience()
            return _for(conference.invited, facts, about)
        case _:
            assert_never(conference)


def audience_within(invited: Sequence[e.Invited], about: Audience) -> Audience:
    """Those of the *invited* for whom something *about* the case is."""
    match about.kind:
        case AudienceKind.CASE:
            agencies = [each.agency for each in invited]
        case AudienceKind.NAMED:
            agencies = [each.agency for each in invited if each.agency in about.agencies]
        case AudienceKind.PROTECTED:
            agencies = [each.agency for each in invited if each.role in PROTECTED_CIRCLE]
        case _:
            assert_never(about.kind)
    return Audience(AudienceKind.NAMED, tuple(agencies))


def _for(invited: Sequence[e.Invited], facts: Sequence[Event], about: Audience) -> Decided:
    audience = audience_within(invited, about)
    return tuple(For(fact, audience) for fact in facts)


def _of(conference: Called, command: c.ConferenceCommand, context: Context) -> Sequence[Event]:
    if not conference.is_invited(context.agency):
        raise r.NotInvited
    if conference.phase is Phase.CANCELLED:
        if isinstance(command, c.CancelConference | c.CallConference):
            return ()
        raise r.WasCancelled
    match command:
        case c.CallConference():
            return ()
        case c.MoveConference() | c.CancelConference() | c.BeginConference() | c.EndConference():
            return calling.course(conference, command, context)
        case c.SendApologies() | c.RecordAttendance():
            return calling.presence(conference, command, context)
        case c.FreezeView() | c.ReleaseView():
            return sitting.view(conference, command, context)
        case c.PinFact() | c.UnpinFact():
            return sitting.pin(conference, command, context)
        case c.TakeDecision() | c.WithdrawDecision() | c.RecordDissent():
            return sitting.decide(conference, command, context)
        case c.DraftMinutes():
            return _draft(conference, command, context)
        case c.ApproveMinutes() | c.ObjectToMinutes():
            return _answer(conference, command, context)
        case _:
            assert_never(command)


def _draft(conference: Called, command: c.DraftMinutes, context: Context) -> Sequence[Event]:
    calling.check_steering(conference, context)
    if conference.phase is not Phase.ENDED:
        raise r.ConferenceNotEnded
    if conference.minutes_stand:
        raise r.MinutesStand
    if command.last < command.first:
        raise Backwards("last")
    draft = conference.draft + 1
    return (e.MinutesDrafted(draft=draft, first=command.first, last=command.last, added=Clear(command.added)),)


def _answer(conference: Called, command: c.ApproveMinutes | c.ObjectToMinutes, context: Context) -> Sequence[Event]:
    if not conference.draft:
        raise r.NoMinutes
    if context.agency not in conference.present:
        raise r.WasNotThere
    if command.draft != conference.draft:
        raise r.MinutesChanged
    match command:
        case c.ApproveMinutes(draft=draft):
            known = context.agency in conference.approved
            return () if known else (e.MinutesApproved(draft=draft, agency=context.agency),)
        case c.ObjectToMinutes(draft=draft, reason=reason):
            if conference.minutes_stand:
                raise r.MinutesStand
            return (e.MinutesObjectedTo(draft=draft, agency=context.agency, reason=reason_in("reason", reason)),)
        case _:
            assert_never(command)


DECIDER: Decider[Conference, c.ConferenceCommand] = Decider(INITIAL, decide, evolve)
