"""What a command leads to, given who acts for an agency.

Invariant: only administrators say who acts for an agency, and nobody acts twice under one identifier.
"""

from __future__ import annotations

from typing import assert_never

from domain.codes import Role
from domain.context import SYSTEM_AGENCY, Context
from domain.deciding import Decided, Decider, check_times, reason_in
from domain.directory import commands as c
from domain.directory import events as e
from domain.directory import refusals as r
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
    command: c.AddMember | c.SuspendMember | c.ReinstateMember | c.SetContactHours | c.NameOnCall,
    context: Context,
) -> Decided:
    if not (_runs_lantern(context) or agency.is_run_by(context.actor)):
        raise r.NotYoursToRun
    match command:
        case c.AddMember():
            return _add(agency, command)
        case c.SuspendMember():
            return _suspend(agency, command, context)
        case c.ReinstateMember():
            member = _known(agency, command.member)
            return (e.MemberReinstated(member=command.member),) if member.suspended else ()
        case c.SetContactHours():
            return _set_hours(agency, command)
        case c.NameOnCall():
            return _name(agency, command)
        case _:
            assert_never(command)


def _add(agency: Registered, command: c.AddMember) -> Decided:
    added = e.MemberAdded(
        member=command.member, name=Clear(command.name), email=Clear(command.email), roles=command.roles
    )
    before = agency.member(command.member)
    if before is None:
        return (added,)
    if before.added.roles != added.roles:
        raise r.MemberAlreadyAdded("member")
    return ()


def _suspend(agency: Registered, command: c.SuspendMember, context: Context) -> Decided:
    reason = reason_in("reason", command.reason)
    if command.member == context.actor:
        raise r.NotYourself("member")
    if _known(agency, command.member).suspended:
        return ()
    return (e.MemberSuspended(member=command.member, reason=reason),)


def _set_hours(agency: Registered, command: c.SetContactHours) -> Decided:
    if command.fallback == agency.registered.agency:
        raise r.FallbackToItself("fallback")
    if any(hours.begins == hours.ends for hours in command.hours):
        raise r.EmptyHours("hours")
    contact = e.ContactHoursSet(hours=command.hours, fallback=command.fallback)
    return () if contact == agency.contact else (contact,)


def _name(agency: Registered, command: c.NameOnCall) -> Decided:
    if command.ends <= command.begins:
        raise r.EmptyHours("ends")
    if _known(agency, command.member).suspended:
        raise r.SuspendedMember("member")
    named = e.OnCallNamed(member=command.member, begins=command.begins, ends=command.ends)
    return () if named == agency.on_call else (named,)


def _known(agency: Registered, member: str) -> Member:
    found = agency.member(member)
    if found is None:
        raise r.NoSuchMember("member")
    return found


DECIDER: Decider[Agency, c.AgencyCommand] = Decider(INITIAL, decide, evolve)
