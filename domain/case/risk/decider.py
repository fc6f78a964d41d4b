"""What a command leads to, given how high the risk stands.

Invariant: one person raises the level, and it takes a reason and two people to lower it.

A worrying sign forces the level up, until two people have weighed it. Which signs they weighed is private and may be
erased, and no decision depends on private text, so their number is compared: an assessment below high is refused where
it counts more worrying signs than were weighed. A sign that took another's place passes: whoever assesses sees it, and
one person may always raise the level.
"""

from __future__ import annotations

from typing import assert_never

from domain.case.authority import others_may
from domain.case.risk import commands as c
from domain.case.risk import events as e
from domain.case.risk import refusals as r
from domain.case.risk.indicators import WORRYING
from domain.case.risk.ruleset import VERSION, Weighing, weigh
from domain.case.risk.state import Risk
from domain.case.state import Case
from domain.codes import RISK_ORDER, RiskLevel
from domain.context import Context
from domain.deciding import Decided, reason_in
from domain.privacy import Clear, codes_text


def decide(case: Case, command: c.RiskCommand, context: Context) -> Decided:
    """The facts that *command* leads to, none when there is nothing to do; raises a refusal otherwise."""
    risk = case.risk
    match command:
        case c.AssessRisk():
            return _assess(risk, command)
        case c.RaiseRisk():
            return _raise(risk, command)
        case c.LowerRisk():
            return _propose(risk, command, context)
        case c.ConfirmLowerRisk():
            return _confirm(case, command, context)
        case c.DeclineLowerRisk():
            return _decline(risk, command, context)
        case c.RecordTurningPoint(what=what, note=note):
            return (e.TurningPointRecorded(what=Clear(what.value), note=Clear(note)),)
        case c.RecordAsylumDecision(decision=decision, consequences=consequences):
            return (
                e.AsylumDecisionMade(
                    decision=reason_in("decision", decision),
                    consequences=Clear(consequences),
                ),
            )
        case _:
            assert_never(command)


def _above(risk: Risk, level: RiskLevel) -> int:
    """How many steps *level* is above the level now."""
    if level is RiskLevel.UNKNOWN:
        raise r.LevelNeeded("level")
    return RISK_ORDER[level] - RISK_ORDER[risk.level]


def _assess(risk: Risk, command: c.AssessRisk) -> Decided:
    if _above(risk, command.level) < 0:
        raise r.LoweringNeedsTwo("level")
    seen, unknown, ruled_out = set(command.indicators), set(command.unknowns), set(command.ruled_out)
    if seen & unknown:
        raise r.SeenAndUnknown("unknowns")
    if ruled_out & (seen | unknown):
        raise r.RuledOutToo("ruled_out")
    worrying = len(WORRYING & seen)
    if worrying > risk.weighed and command.level is not RiskLevel.HIGH:
        raise r.WorryingMeansHigh("level")
    # Worrying signs that two people have weighed speak no more; what is over their number was refused above.
    _check_not_below(risk, command.level, weigh(seen - WORRYING, unknown, ruled_out | seen))
    weighing = weigh(seen, unknown, ruled_out)
    return (
        e.RiskAssessed(
            level=command.level,
            worrying=worrying,
            indicators=Clear(codes_text(command.indicators)),
            unknowns=Clear(codes_text(command.unknowns)),
            ruled_out=Clear(codes_text(command.ruled_out)),
            proposed=weighing.level,
            ruleset=VERSION,
            rules=Clear(codes_text(weighing.rules)),
            reasons=Clear(command.reasons),
        ),
    )


def _check_not_below(risk: Risk, level: RiskLevel, weighing: Weighing) -> None:
    """Refuse a *level* below what the signs speak for, unless two people went below as much as that before."""
    spoken = RISK_ORDER[weighing.level]
    if RISK_ORDER[level] < spoken and RISK_ORDER[risk.weighed_level] < spoken:
        raise r.BelowWhatSignsSay("level", level=weighing.level, rules=", ".join(weighing.rules))


def _raise(risk: Risk, command: c.RaiseRisk) -> Decided:
    reason = reason_in("reason", command.reason)
    above = _above(risk, command.level)
    if above < 0:
        raise r.NotHigher("level")
    return (e.RiskRaised(level=command.level, reason=reason),) if above else ()


def _propose(risk: Risk, command: c.LowerRisk, context: Context) -> Decided:
    proposed = e.RiskLoweringProposed(
        level=command.level,
        reason=reason_in("reason", command.reason),
        by=context.actor,
        agency=context.agency,
    )
    if risk.proposal is not None:
        if (risk.proposal.level, risk.proposal.by) == (proposed.level, proposed.by):
            return ()
        raise r.LoweringOpen
    if risk.level in (RiskLevel.UNKNOWN, RiskLevel.NONE):
        raise r.AlreadyLowest
    if _above(risk, command.level) >= 0:
        raise r.NotLower("level")
    return (proposed,)


def _confirm(case: Case, command: c.ConfirmLowerRisk, context: Context) -> Decided:
    proposal, answer, me = case.risk.proposal, case.risk.answer, context.actor
    if proposal is None:
        done = isinstance(answer, e.RiskLowered) and (answer.level, answer.confirmed_by) == (command.level, me)
        return _nothing_proposed(done=done)
    if proposal.level != command.level:
        raise r.OtherLevelProposed("level")
    if proposal.by == me:
        raise r.SecondPersonNeeded
    if proposal.agency == context.agency and others_may(case, context.agency, c.ConfirmLowerRisk):
        raise r.SecondAgencyNeeded
    reason = Clear(command.reason)
    return (e.RiskLowered(level=proposal.level, reason=reason, proposed_by=proposal.by, confirmed_by=me),)


def _decline(risk: Risk, command: c.DeclineLowerRisk, context: Context) -> Decided:
    reason = reason_in("reason", command.reason)
    proposal, answer, me = risk.proposal, risk.answer, context.actor
    if proposal is None:
        done = isinstance(answer, e.RiskLoweringDeclined) and answer.declined_by == me
        return _nothing_proposed(done=done)
    return (e.RiskLoweringDeclined(level=proposal.level, reason=reason, proposed_by=proposal.by, declined_by=me),)


def _nothing_proposed(*, done: bool) -> Decided:
    """Nothing more to do where the same person has *done* it already; otherwise there is nothing to answer."""
    if done:
        return ()
    raise r.NothingProposed
