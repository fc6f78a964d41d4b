"""What a command leads to, given what is disputed and who asked.

Invariant: who recorded something corrects it, anybody of the case may dispute it, and a fact that was corrected stays.
What is handed out is decided by who answers for the data protection of the agency that was asked.
"""

from __future__ import annotations

import calendar
from datetime import datetime, timedelta
from typing import assert_never

from domain.case.rights import commands as c
from domain.case.rights import events as e
from domain.case.rights import refusals as r
from domain.case.state import Case
from domain.context import Context
from domain.deciding import Decided, reason_in
from domain.directory.codes import MemberRole
from domain.events import REGISTER
from domain.privacy import Clear

KEPT_READY = timedelta(days=14)
"""For how long what was granted can be fetched: long enough to hand it over, and then it has to be asked for again."""

DECEMBER = 12


def decide(case: Case, command: c.RightsCommand, context: Context) -> Decided:
    """The facts that *command* leads to, none when there is nothing to do; raises a refusal otherwise."""
    match command:
        case c.DisputeRecord():
            return _dispute(case, command)
        case c.CorrectRecord():
            return _correct(command, context)
        case c.AnswerDispute():
            return _answer(case, command, context)
        case c.RequestSubjectAccess():
            return _ask(case, command, context)
        case c.GrantSubjectAccess():
            return _grant(case, command, context)
        case c.RefuseSubjectAccess():
            return _refuse(case, command, context)
        case _:
            assert_never(command)


def _dispute(case: Case, command: c.DisputeRecord) -> Decided:
    words = reason_in("words", command.words)
    if command.dispute in case.rights.disputes:
        return ()
    return (
        e.RecordDisputed(
            dispute=command.dispute,
            fact=command.fact,
            event=command.event,
            recorded_by=command.recorded_by,
            asked_by=command.asked_by,
            words=words,
        ),
    )


def _correct(command: c.CorrectRecord, context: Context) -> Decided:
    kind = REGISTER.get(command.event)
    if kind is None or command.field not in kind.private or command.field in kind.codes:
        raise r.NoSuchText("field")
    if context.agency != command.recorded_by:
        raise r.OnlyWhoRecordedCorrects
    text, reason = reason_in("text", command.text), reason_in("reason", command.reason)
    corrected = e.RecordCorrected(
        fact=command.fact,
        event=command.event,
        field=command.field,
        recorded_by=command.recorded_by,
        country=command.country,
        reason=reason,
        **{kind.private[command.field].value: text},
    )
    return (corrected,)


def _answer(case: Case, command: c.AnswerDispute, context: Context) -> Decided:
    agency = case.rights.disputes.get(command.dispute)
    if agency is None:
        raise r.NoSuchDispute("dispute")
    if agency != context.agency:
        raise r.OnlyWhoRecordedCorrects
    if command.dispute in case.rights.settled:
        raise r.DisputeAnsweredAlready
    words = reason_in("words", command.words)
    return (e.DisputeAnswered(dispute=command.dispute, finding=command.finding, words=words),)


def _ask(case: Case, command: c.RequestSubjectAccess, context: Context) -> Decided:
    identified = reason_in("identified", command.identified)
    if command.request in case.rights.requests:
        return ()
    return (
        e.SubjectAccessRequested(
            request=command.request,
            of_agency=context.agency,
            asked_by=command.asked_by,
            due_at=a_month_after(context.occurred_at.at),
            identified=identified,
            words=Clear(command.words),
        ),
    )


def a_month_after(moment: datetime) -> datetime:
    """The same day of the next month, or its last one: how Article 12(3) of the GDPR counts a month."""
    year, month = (moment.year + 1, 1) if moment.month == DECEMBER else (moment.year, moment.month + 1)
    return moment.replace(year=year, month=month, day=min(moment.day, calendar.monthrange(year, month)[1]))


def _grant(case: Case, command: c.GrantSubjectAccess, context: Context) -> Decided:
    _check_decidable(case, command.request, context)
    reason = reason_in("reason", command.reason) if command.withheld else Clear(command.reason)
    until = context.now + KEPT_READY
    return (e.SubjectAccessGranted(request=command.request, until=until, withheld=command.withheld, reason=reason),)


def _refuse(case: Case, command: c.RefuseSubjectAccess, context: Context) -> Decided:
    _check_decidable(case, command.request, context)
    words = reason_in("words", command.words)
    return (e.SubjectAccessRefused(request=command.request, ground=Clear(command.ground.value), words=words),)


def _check_decidable(case: Case, request: str, context: Context) -> None:
    """Refuse what was not asked of this agency, who does not decide here, and what is decided."""
    if case.rights.requests.get(request) != context.agency:
        raise r.NoSuchSubjectAccess("request")
    if MemberRole.DATA_PROTECTION not in context.offices:
        raise r.OnlyTheOfficerDecides
    if request in case.rights.settled:
        raise r.SubjectAccessDecided
