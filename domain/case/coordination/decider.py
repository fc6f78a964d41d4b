"""What a command leads to, given which agencies take part and which one leads.

Invariant: at most one agency leads, and only by accepting an offer; a case always has an agency. Who joins does so for
a purpose and on a basis, and who was asked and said no is not brought in over that.
"""

from __future__ import annotations

from typing import assert_never

from domain.case.authority import may
from domain.case.codes import CASE_ROLES
from domain.case.coordination import commands as c
from domain.case.coordination import events as e
from domain.case.coordination import refusals as r
from domain.case.coordination.grounds import USUAL, holds
from domain.case.state import Case
from domain.context import Context
from domain.deciding import Decided, reason_in
from domain.privacy import Clear


def decide(case: Case, command: c.CoordinationCommand, context: Context) -> Decided:
    """The facts that *command* leads to, none when there is nothing to do; raises a refusal otherwise."""
    match command:
        case c.InviteAgency():
            return _invite(case, command, context)
        case c.WithdrawAgencyInvitation():
            return _withdraw(case, command)
        case c.TakePart():
            return _take_part(case, context)
        case c.DeclineToTakePart():
            return _decline_part(case, command, context)
        case c.JoinAgency():
            return _join(case, command, context)
        case c.LeaveCase():
            return _leave(case, command, context)
        case c.EndPart():
            return _end(case, command, context)
        case c.OfferLead():
            return _offer(case, command, context)
        case c.AcceptLead():
            return _accept(case, context)
        case c.DeclineLead():
            return _decline(case, command, context)
        case _:
            assert_never(command)


def _invite(case: Case, command: c.InviteAgency, context: Context) -> Decided:
    waiting = case.coordination.invitation(command.agency)
    if waiting is not None and waiting.invitation == command.invitation:
        return ()
    if waiting is not None:
        raise r.InvitedAlready("agency")
    if case.coordination.party(command.agency) is not None:
        raise r.TakesPartAnyway("agency")
    _check_ground(command, context)
    return (
        e.AgencyInvited(
            invitation=command.invitation,
            agency=command.agency,
            role=command.role,
            country=command.country,
            invited_by=context.agency,
            purpose=command.purpose,
            legal_basis=command.legal_basis,
            provision=command.provision,
        ),
    )


def _check_ground(command: c.InviteAgency | c.JoinAgency, context: Context) -> None:
    if command.role not in CASE_ROLES:
        raise r.RoleCannotJoin("agency")
    if command.provision is not None and not holds(command.provision, context.country, command.country):
        raise r.HoldsElsewhere("provision")


def _withdraw(case: Case, command: c.WithdrawAgencyInvitation) -> Decided:
    waiting = case.coordination.invitation(command.agency)
    if waiting is None:
        raise r.NoInvitationWaits("agency")
    return (e.AgencyInvitationWithdrawn(invitation=waiting.invitation, agency=waiting.agency),)


def _take_part(case: Case, context: Context) -> Decided:
    invited = case.coordination.invitation(context.agency)
    if invited is None:
        return ()
    return (
        e.AgencyJoined(
            agency=invited.agency,
            role=invited.role,
            country=invited.country,
            invited_by=invited.invited_by,
            invitation=invited.invitation,
            purpose=invited.purpose,
            legal_basis=invited.legal_basis,
            provision=invited.provision,
        ),
    )


def _decline_part(case: Case, command: c.DeclineToTakePart, context: Context) -> Decided:
    invited = case.coordination.invitation(context.agency)
    if case.coordination.party(context.agency) is not None:
        raise r.TakesPartAnyway
    if invited is None:
        return ()
    note = Clear(command.note)
    return (
        e.AgencyInvitationDeclined(
            invitation=invited.invitation, agency=invited.agency, ground=command.ground, note=note
        ),
    )


def _join(case: Case, command: c.JoinAgency, context: Context) -> Decided:
    if case.coordination.party(command.agency) is not None:
        return ()
    _check_ground(command, context)
    if command.agency in case.coordination.unwilling:
        raise r.DeclinedToTakePart("agency")
    purpose, basis = USUAL[command.role]
    return (
        e.AgencyJoined(
            agency=command.agency,
            role=command.role,
            country=command.country,
            invited_by=context.agency,
            purpose=command.purpose or purpose,
            legal_basis=command.legal_basis or basis,
            provision=command.provision,
        ),
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


def _end(case: Case, command: c.EndPart, context: Context) -> Decided:
    if case.coordination.lead != context.agency:
        raise r.OnlyTheLeadEnds
    if command.agency == context.agency:
        raise r.LeaveInstead("agency")
    if command.agency in case.coordination.left:
        return ()
    case.party(command.agency, "agency")
    if any(alert.agency == command.agency for alert in case.alerts.issued()):
        raise r.AlertsKeepThem("agency")
    reason = reason_in("reason", command.reason)
    return (e.AgencyLeft(agency=command.agency, reason=reason, ended_by=context.agency),)


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
