"""What a command leads to, given which alerts exist.

Invariant: police issue on a request or directly, and only who issued an alert withdraws it.
"""

from __future__ import annotations

from typing import assert_never

from domain.case.alerts import commands as c
from domain.case.alerts import events as e
from domain.case.alerts import refusals as r
from domain.case.state import Case
from domain.codes import Role
from domain.context import Context
from domain.deciding import Decided, reason_in


def decide(case: Case, command: c.AlertCommand, context: Context) -> Decided:
    """The facts that *command* leads to, none when there is nothing to do; raises a refusal otherwise."""
    match command:
        case c.RequestAlert():
            return _request(case, command, context)
        case c.IssueAlert():
            return _issue(case, command, context)
        case c.WithdrawAlert():
            return _withdraw(case, command, context)
        case _:
            assert_never(command)


def _request(case: Case, command: c.RequestAlert, context: Context) -> Decided:
    if case.alerts.find(command.alert) is not None:
        return ()
    if case.party(command.of_agency, "of_agency").role is not Role.POLICE:
        raise r.AskThePolice("of_agency")
    return (
        e.AlertRequested(
            alert=command.alert,
            kind=command.kind,
            of_agency=command.of_agency,
            by_agency=context.agency,
        ),
    )


def _issue(case: Case, command: c.IssueAlert, context: Context) -> Decided:
    me = context.agency
    match case.alerts.find(command.alert):
        case e.AlertIssued():
            return ()
        case e.AlertWithdrawn():
            raise r.AlertIsWithdrawn
        case e.AlertRequested(of_agency=asked) if asked != me:
            raise r.AlertAskedOfOthers
        case e.AlertRequested(kind=kind) if kind is not command.kind:
            raise r.OtherKindAsked("kind")
        case e.AlertRequested() | None:
            issued = e.AlertIssued(alert=command.alert, kind=command.kind, country=command.country, agency=me)
            return (issued,)
        case _ as unreachable:
            assert_never(unreachable)


def _withdraw(case: Case, command: c.WithdrawAlert, context: Context) -> Decided:
    reason = reason_in("reason", command.reason)
    match case.alerts.find(command.alert):
        case None:
            raise r.NoSuchAlert("alert")
        case e.AlertRequested():
            raise r.AlertNotIssued
        case e.AlertWithdrawn():
            return ()
        case e.AlertIssued(agency=agency):
            if agency != context.agency:
                raise r.NotYourAlert
            return (e.AlertWithdrawn(alert=command.alert, agency=agency, reason=reason),)
        case _ as unreachable:
            assert_never(unreachable)
