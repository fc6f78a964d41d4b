"""What a command leads to, given where the file of a child stands.

Invariant: a case is not closed while a child is missing or an alert would stop them.
"""

from __future__ import annotations

from datetime import date
from typing import Any, assert_never

from msgspec.structs import asdict

from domain.case.aftercare.state import awaits_interview
from domain.case.codes import CASE_ROLES, Sex
from domain.case.episode.state import Found, Missing
from domain.case.file import commands as c
from domain.case.file import events as e
from domain.case.file import refusals as r
from domain.case.file.state import Closed, NotOpened, Open, Unidentified
from domain.case.refusals import CaseIsClosed
from domain.case.state import Case
from domain.context import Context
from domain.deciding import Decided, reason_in
from domain.deciding.refusals import InTheFuture
from domain.privacy import Clear, answered


def decide(case: Case, command: c.FileCommand, context: Context) -> Decided:
    """The facts that *command* leads to, none when there is nothing to do; raises a refusal otherwise."""
    match command:
        case c.OpenCase():
            return _open(case, command, context)
        case c.RecordIdentity():
            return _record(case, command, context)
        case c.CorrectIdentity():
            return _correct(case, command, context)
        case c.CloseCase():
            return _close(case, command, context)
        case c.ReopenCase():
            return _reopen(case, command)
        case c.MoveToPlaybook():
            return _move(case, command)
        case _:
            assert_never(command)


def _open(case: Case, command: c.OpenCase, context: Context) -> Decided:
    if context.role is None or context.role not in CASE_ROLES:
        raise r.RoleTakesNoPart
    opened = e.CaseOpened(
        reference=command.reference, country=command.country, agency=context.agency, role=context.role
    )
    match case.file:
        case NotOpened():
            return (opened,)
        case Open(opened=before) | Closed(was=Open(opened=before)) if before == opened:
            return ()
        case _:
            raise r.CaseAlreadyOpened


def _record(case: Case, command: c.RecordIdentity, context: Context) -> Decided:
    _check_birth_date(command.birth_date, context)
    recorded = e.IdentityRecorded(**_sealable(command))
    if isinstance(case.file, Open) and isinstance(case.file.identity, Unidentified):
        return (recorded,)
    raise r.IdentityAlreadyRecorded


def _correct(case: Case, command: c.CorrectIdentity, context: Context) -> Decided:
    _check_birth_date(command.birth_date, context)
    reason_in("reason", command.reason)
    corrected = e.IdentityCorrected(**_sealable(command))
    if isinstance(case.file, Open) and isinstance(case.file.identity, Unidentified):
        raise r.NothingToCorrect
    return (corrected,)


def _sealable(command: c.RecordIdentity | c.CorrectIdentity) -> dict[str, Any]:
    """What is to be sealed, and the names of the fields that say something; an unknown sex says nothing."""
    texts = {field: str(text) for field, text in asdict(command).items()}
    said = {**texts, "sex": "" if command.sex is Sex.UNKNOWN else command.sex.value, "reason": ""}
    return {"answered": answered(said), **{field: Clear(text) for field, text in texts.items()}}


def _check_birth_date(text: str, context: Context) -> None:
    try:
        born = date.fromisoformat(text + "0001-01-01"[len(text) :])
    except ValueError:
        raise r.NoSuchDate("birth_date") from None
    if born > context.now.date():
        raise InTheFuture("birth_date")


def _close(case: Case, command: c.CloseCase, context: Context) -> Decided:
    closed = e.CaseClosed(outcome=Clear(command.outcome.value), exception=Clear(command.exception))
    if isinstance(case.file, Closed):
        raise CaseIsClosed
    if case.coordination.lead not in (None, context.agency):
        raise r.OnlyTheLeadCloses
    if isinstance(case.episodes.current, Missing | Found):
        raise r.EpisodeStillOpen
    if case.alerts.issued():
        raise r.AlertStillIssued
    if awaits_interview(case.episodes, case.aftercare) and not command.exception.strip():
        raise r.ReturnInterviewFirst("exception")
    return (closed,)


def _move(case: Case, command: c.MoveToPlaybook) -> Decided:
    reason = reason_in("reason", command.reason)
    if isinstance(case.file, Open) and case.file.moved.get(command.playbook) == command.version:
        return ()
    return (e.CaseMovedToPlaybook(playbook=command.playbook, version=command.version, reason=reason),)


def _reopen(case: Case, command: c.ReopenCase) -> Decided:
    reopened = e.CaseReopened(reason=reason_in("reason", command.reason))
    if isinstance(case.file, Closed):
        return (reopened,)
    if isinstance(case.file, Open) and case.file.reopened:
        return ()
    raise r.CaseIsOpen
