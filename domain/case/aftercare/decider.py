"""What a command leads to, given what the child was offered after being found.

Invariant: an interview follows a return, is offered first, and is held once, by the agency chosen for it. What the
child said in it is for those who protect the child, as in a safety plan.
"""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import asdict

from domain.case.aftercare import commands as c
from domain.case.aftercare import events as e
from domain.case.aftercare import refusals as r
from domain.case.aftercare.state import returned_in
from domain.case.state import Case
from domain.codes import Role
from domain.context import Context
from domain.deciding import Decided, For, reason_in
from domain.envelope import Audience, AudienceKind
from domain.privacy import Clear


def decide(case: Case, command: c.AftercareCommand, context: Context) -> Decided:
    """The facts that *command* leads to, none when there is nothing to do; raises a refusal otherwise."""
    match command:
        case c.OfferReturnInterview():
            return _offer(case, command)
        case c.HoldReturnInterview():
            return _hold(case, command, context)
        case c.DeclineReturnInterview():
            return _decline(case, command)
        case c.MakeReferral():
            return _refer(case, command)
        case _:
            assert_never(command)


def _offer(case: Case, command: c.OfferReturnInterview) -> Decided:
    episode = returned_in(case.episodes)
    if episode is None:
        raise r.NotFoundYet
    offered = e.ReturnInterviewOffered(
        episode=episode,
        interviewer=command.interviewer,
        independent=_independent(case, command.interviewer),
    )
    match case.aftercare.answered:
        case e.ReturnInterviewHeld(episode=held) if held == episode:
            raise r.InterviewHeld
        case None if case.aftercare.offered == offered:
            return ()
        case _:
            return (offered,)


def _independent(case: Case, interviewer: str) -> bool:
    """Whether the interviewer's agency is not the one that cares for the child."""
    placement = case.care.placement
    cares = placement is not None and placement.agency == interviewer
    return case.party(interviewer, "interviewer").role is not Role.CARER and not cares


def _offered(case: Case) -> e.ReturnInterviewOffered:
    offered = case.aftercare.offer_after(returned_in(case.episodes))
    if offered is None:
        raise r.NoInterviewOffered
    return offered


def _hold(case: Case, command: c.HoldReturnInterview, context: Context) -> Decided:
    offered = _offered(case)
    if offered.interviewer != context.agency:
        raise r.NotTheInterviewer
    held = e.ReturnInterviewHeld(
        episode=offered.episode,
        interviewer=context.agency,
        account=reason_in("account", command.account),
        **{name: Clear(text) for name, text in asdict(command).items() if name != "account"},
    )
    if isinstance(case.aftercare.answered, e.ReturnInterviewHeld):
        raise r.InterviewHeld
    # What a child told in confidence is for those who protect them; that the interview was held stands in its duty.
    return (For(held, Audience(AudienceKind.PROTECTED)),)


def _decline(case: Case, command: c.DeclineReturnInterview) -> Decided:
    offered = _offered(case)
    declined = e.ReturnInterviewDeclined(
        episode=offered.episode,
        reason=reason_in("reason", command.reason),
        attempts=Clear(command.attempts),
        carer_knows=Clear(command.carer_knows),
    )
    match case.aftercare.answered:
        case e.ReturnInterviewHeld():
            raise r.InterviewHeld
        case e.ReturnInterviewDeclined():
            return ()
        case _:
            return (declined,)


def _refer(case: Case, command: c.MakeReferral) -> Decided:
    if command.referral in case.aftercare.referrals:
        return ()
    return (e.ReferralMade(referral=command.referral, to=Clear(command.to.value), note=Clear(command.note)),)
