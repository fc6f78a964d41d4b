"""What a command leads to, given which remarks there are.

Invariant: a remark and what follows it are for the auditors and the agency that is asked. Who is asked can answer, as
often as there is more to say; only who asked says that it is settled; nobody takes anything back.
"""

from __future__ import annotations

from typing import assert_never

from domain.auditing import commands as c
from domain.auditing import events as e
from domain.auditing import refusals as r
from domain.auditing.state import INITIAL, Remark, Remarks, evolve
from domain.codes import Role
from domain.context import Context
from domain.deciding import Decided, Decider, For, check_times, reason_in
from domain.envelope import Audience, AudienceKind


def originator(case: str) -> str:
    """The address of the remarks on a case."""
    return f"case.{case}.audit"


def decide(remarks: Remarks, command: c.RemarkCommand, context: Context) -> Decided:
    """The facts that *command* leads to, none when there is nothing to do; raises a refusal otherwise."""
    check_times(context)
    match command:
        case c.MakeRemark():
            return _make(remarks, command, context)
        case c.AnswerRemark(remark=remark, words=words):
            known = _known(remarks, remark)
            if known.agency != context.agency:
                raise r.RemarkNotForYou
            if known.settled:
                raise r.RemarkIsSettled
            answered = e.RemarkAnswered(remark=remark, agency=context.agency, words=reason_in("words", words))
            return (For(answered, between(known.by, known.agency)),)
        case c.SettleRemark(remark=remark, words=words):
            _check_auditor(context)
            known = _known(remarks, remark)
            if known.by != context.agency:
                raise r.NotYourRemark
            settled = e.RemarkSettled(remark=remark, words=reason_in("words", words))
            return () if known.settled else (For(settled, between(known.by, known.agency)),)
        case _:
            assert_never(command)


def _make(remarks: Remarks, command: c.MakeRemark, context: Context) -> Decided:
    _check_auditor(context)
    if command.remark in remarks:
        return ()
    made = e.RemarkMade(
        case=command.case,
        remark=command.remark,
        by_agency=context.agency,
        agency=command.agency,
        check=command.check,
        anchor=command.anchor,
        facts=command.facts,
        words=reason_in("words", command.words),
    )
    return (For(made, between(context.agency, command.agency)),)


def between(auditors: str, asked: str | None) -> Audience:
    """Those a remark is for: who made it, and whom it asks."""
    return Audience(AudienceKind.NAMED, (auditors,) if asked is None else (auditors, asked))


def _check_auditor(context: Context) -> None:
    if context.role is not Role.AUDITOR:
        raise r.AuditorsOnly


def _known(remarks: Remarks, remark: str) -> Remark:
    known = remarks.get(remark)
    if known is None:
        raise r.NoSuchRemark("remark")
    return known


DECIDER: Decider[Remarks, c.RemarkCommand] = Decider(INITIAL, decide, evolve)
