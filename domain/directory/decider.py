"""What a command leads to, given who acts for an agency.

Invariant: only administrators say who acts for an agency, they and its duty officers how it is reached, and nobody acts
twice under one identifier.
"""

from __future__ import annotations

from typing import assert_never

from domain.codes import Role
from domain.context import SYSTEM_AGENCY, Context
from domain.deciding import Decided, Decider, check_times, reason_in
from domain.directory import commands as c
from domain.directory import events as e
from domain.directory import refusals as r
from domain.directory.codes import MemberRole, Standing
from domain.directory.reaching import MIDNIGHT
from domain.directory.state import INITIAL, Agency, Member, NotRegistered, Registered, evolve
from domain.privacy import Clear


def originator(agency: str) -> str:
    """The address of an agency's history."""
    return f"directory.agency.{agency}"


def decide(agency: Agency, command: c.AgencyCommand, context: Context) -> Decided:
    """The facts that *command* leads to, none when there is nothing to do; raises a refusal otherwise."""
    check_times(context)
    if isinstance(command, c.RegisterAgency):
        return _register(agency, command, context)
    match agency:
        case NotRegistered():
            raise r.NoSuchAgency
        case Registered():
            return _decide(agency, command, context)
        case _:
            assert_never(agency)


def _runs_lantern(context: Context) -> bool:
    """Whether an agency that administers Lantern acts, or Lantern itself from its command line."""
    return context.role is Role.ADMIN or context.agency == SYSTEM_AGENCY


def _register(agency: Agency, command: c.RegisterAgency, context: Context) -> Decided:
    if not _runs_lantern(context):
        raise r.NotYoursToRun
    registered = e.AgencyRegistered(
        agency=command.agency,
        name=command.name,
        role=command.role,
        country=command.country,
        zone=command.zone,
        language=command.language,
    )
    match agency:
        case NotRegistered():
            return (registered,)
        case Registered(registered=before):
            if before != registered:
                raise r.AgencyAlreadyRegistered
            return ()
        case _:
            assert_never(agency)


def _decide(
    agency: Registered,
    command: c.InvitationCommand | c.MemberCommand | c.ReachingCommand | c.ProviderCommand,
    context: Context,
) -> Decided:
    if isinstance(command, c.AcceptInvitation):
        return _accept(agency, command, context)
    _check_right(agency, command, context)
    match command:
        case c.AddMember():
            return _add(agency, command)
        case c.InviteMember():
            return _invite(agency, command)
        case c.WithdrawInvitation():
            return _withdraw(agency, command)
        case c.ChangeRoles():
            return _change_roles(agency, command, context)
        case c.MoveMember():
            return _move(agency, command, context)
        case c.SuspendMember():
            return _suspend(agency, command, context)
        case c.ReinstateMember():
            return _reinstate(agency, command)
        case c.ResetAccess():
            return _reset(agency, command, context)
        case c.SetContactHours():
            return _set_hours(agency, command)
        case c.NameOnCall():
            return _name(agency, command)
        case c.SetProvider():
            chosen = e.ProviderSet(issuer=command.issuer, client=command.client, passwords=command.passwords)
            return () if chosen == agency.provider else (chosen,)
        case c.RemoveProvider():
            return () if agency.provider is None else (e.ProviderRemoved(),)
        case _:
            assert_never(command)


def _check_right(
    agency: Registered,
    command: c.MemberCommand | c.InvitationCommand | c.ReachingCommand | c.ProviderCommand,
    context: Context,
) -> None:
    if _runs_lantern(context):
        return
    if isinstance(command, c.ReachingCommand):
        if not agency.is_reached_as_told_by(context.actor):
            raise r.NotYoursToReach
    elif not agency.is_run_by(context.actor):
        raise r.NotYoursToRun


def _add(agency: Registered, command: c.AddMember) -> Decided:
    added = e.MemberAdded(
        member=command.member, name=Clear(command.name), email=Clear(command.email), roles=command.roles
    )
    before = agency.member(command.member)
    if before is None or before.standing is Standing.LEFT:
        return (added,)
    if before.roles != added.roles or before.standing is Standing.INVITED:
        raise r.MemberAlreadyAdded("member")
    return ()


def _invite(agency: Registered, command: c.InviteMember) -> Decided:
    before = agency.member(command.member)
    if before is not None and before.standing in (Standing.ACTIVE, Standing.SUSPENDED):
        raise r.MemberAlreadyAdded("email")
    if before is not None and before.standing is Standing.INVITED and before.roles == command.roles:
        return ()  # They are asked already; another link is no other fact.
    invited = e.MemberInvited(
        member=command.member, name=Clear(command.name), email=Clear(command.email), roles=command.roles
    )
    return (invited,)


def _withdraw(agency: Registered, command: c.WithdrawInvitation) -> Decided:
    standing = _known(agency, command.member).standing
    if standing is Standing.LEFT:
        return ()
    if standing is not Standing.INVITED:
        raise r.NotInvited
    return (e.InvitationWithdrawn(member=command.member),)


def _accept(agency: Registered, command: c.AcceptInvitation, context: Context) -> Decided:
    if context.actor != command.member:
        raise r.NotYoursToRun
    member = agency.member(command.member)
    if member is None or member.standing is not Standing.INVITED:
        raise r.NotInvited
    return (e.InvitationAccepted(member=command.member, name=Clear(command.name)),)


def _change_roles(agency: Registered, command: c.ChangeRoles, context: Context) -> Decided:
    member = _known(agency, command.member)
    if command.member == context.actor and MemberRole.ADMIN not in command.roles:
        raise r.NotYourself("roles")
    fresh = set(command.roles) - set(member.roles)
    if command.member == context.actor and MemberRole.DATA_PROTECTION in fresh:
        raise r.NotYourOwnOfficer("roles")
    if member.standing is Standing.LEFT:
        raise r.NotActive("member")
    if member.roles == command.roles:
        return ()
    return (e.MemberRolesChanged(member=command.member, roles=command.roles),)


def _move(agency: Registered, command: c.MoveMember, context: Context) -> Decided:
    reason = reason_in("reason", command.reason)
    if command.member == context.actor:
        raise r.NotYourself("member")
    if command.to_agency == agency.registered.agency:
        raise r.MoveToItself("to_agency")
    standing = _known(agency, command.member).standing
    if standing is Standing.LEFT:
        return ()
    if standing is Standing.INVITED:
        raise r.NotActive("member")
    return (e.MemberMoved(member=command.member, to_agency=command.to_agency, reason=reason),)


def _suspend(agency: Registered, command: c.SuspendMember, context: Context) -> Decided:
    reason = reason_in("reason", command.reason)
    if command.member == context.actor:
        raise r.NotYourself("member")
    standing = _known(agency, command.member).standing
    if standing is Standing.SUSPENDED:
        return ()
    if standing is not Standing.ACTIVE:
        raise r.NotActive("member")
    return (e.MemberSuspended(member=command.member, reason=reason),)


def _reinstate(agency: Registered, command: c.ReinstateMember) -> Decided:
    standing = _known(agency, command.member).standing
    if standing is Standing.ACTIVE:
        return ()
    if standing is not Standing.SUSPENDED:
        raise r.NotActive("member")
    return (e.MemberReinstated(member=command.member),)


def _reset(agency: Registered, command: c.ResetAccess, context: Context) -> Decided:
    if command.member == context.actor:
        raise r.NotYourself("member")
    if _known(agency, command.member).standing is not Standing.ACTIVE:
        raise r.NotActive("member")
    return (e.AccessReset(member=command.member, way=command.way),)


def _set_hours(agency: Registered, command: c.SetContactHours) -> Decided:
    if command.fallback == agency.registered.agency:
        raise r.FallbackToItself("fallback")
    if any(hours.begins == hours.ends != MIDNIGHT for hours in command.hours):
        raise r.EmptyHours("hours")
    contact = e.ContactHoursSet(
        hours=command.hours,
        fallback=command.fallback,
        line=command.line,
        closed_on_holidays=command.closed_on_holidays,
    )
    return () if contact == agency.contact else (contact,)


def _name(agency: Registered, command: c.NameOnCall) -> Decided:
    if command.ends <= command.begins:
        raise r.EmptyHours("ends")
    if _known(agency, command.member).standing is not Standing.ACTIVE:
        raise r.SuspendedMember("member")
    named = e.OnCallNamed(member=command.member, begins=command.begins, ends=command.ends)
    return () if named == agency.on_call else (named,)


def _known(agency: Registered, member: str) -> Member:
    found = agency.member(member)
    if found is None:
        raise r.NoSuchMember("member")
    return found


DECIDER: Decider[Agency, c.AgencyCommand] = Decider(INITIAL, decide, evolve)
