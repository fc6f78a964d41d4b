"""What a command leads to, given which agencies take part and which one leads.

Invariant: at most one agency leads, and only by accepting an offer; a case always has an agency.
"""

from __future__ import annotations

from typing import assert_never

from domain.case.authority import may
from domain.case.codes import CASE_ROLES
from domain.case.coordination import commands as c
from domain.case.coordination import events as e
from domain.case.coordination import refusals as r
from domain.case.state import Case
from domain.context import Context
from domain.deciding import Decided, reason_in


def decide(case: Case, command: c.CoordinationCommand, context: Context) -> Decided:
    """The facts that *command* leads to, none when there is nothing to do; raises a refusal otherwise."""
    match command:
        case c.JoinAgency():
            return _join(case, command, context)
        case c.LeaveCase():
            return _leave(case, command, context)
        case c.OfferLead():
            return _offer(case, command, context)
        case c.AcceptLead():
            return _accept(case, context)
        case c.DeclineLead():
            return _decline(case, command, context)
        case _:
            assert_never(command)


def _join(case: Case, command: c.JoinAgency, context: Context) -> Decided:
    if case.coordination.party(command.agency) is not None:
        return ()
    if command.role not in CASE_ROLES:
        raise r.RoleCannotJoin("agency")
    return (
        e.AgencyJoined(agency=command.agency, role=command.role, country=command.country, invited_by=context.agency),
    )


def _leave(case: Case, command: c.LeaveCase, context: Context) -> Decided:
    me = context.agency
    if case.coordination.lead == me:
        raise r.LeadCannotLeave
    if len(case.coordination.parties) == 1:
        raise r.LastAgencyCannotLeave
    if any(alert.agency == me for alert in case.alerts.issued()):
        raise r.AlertsKeepYou
    return (e.AgencyLeft(agency=me, reason=reason_in("reason", command.reason)),)


def _offer(case: Case, command: c.OfferLead, context: Context) -> Decided:
    if case.coordination.lead not in (None, context.agency):
        raise r.NotTheLead
    case.party(command.to_agency, "to_agency")
    if not may(case, command.to_agency, c.AcceptLead):
        raise r.RoleCannotLead("to_agency")
    if command.to_agency == case.coordination.lead:
        raise r.LeadsAlready("to_agency")
    if command.to_agency == case.coordination.offered:
        return ()
    return (e.LeadOffered(to_agency=command.to_agency, by_agency=context.agency),)


def _accept(case: Case, context: Context) -> Decided:
    if case.coordination.offered is None and case.coordination.lead == context.agency:
        return ()
    _check_offered(case, context)
    return (e.LeadAccepted(agency=context.agency),)


def _decline(case: Case, command: c.DeclineLead, context: Context) -> Decided:
    reason = reason_in("reason", command.reason)
    if case.coordination.declined == context.agency:
        return ()
    _check_offered(case, context)
    return (e.LeadDeclined(agency=context.agency, reason=reason),)


def _check_offered(case: Case, context: Context) -> None:
    if case.coordination.offered is None:
        raise r.NoLeadOffered
    if case.coordination.offered != context.agency:
        raise r.LeadOfferedToOthers
