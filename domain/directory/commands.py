"""What can be asked of an agency.

Invariant: a command says everything its decision needs that history and circumstances do not.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.codes import Country, Role
from domain.context import Command, Language, Moment, Text, Token
from domain.directory.codes import MemberRole
from domain.directory.reaching import OpenHours

Zone = Annotated[str, Meta(pattern=r"^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$", max_length=64)]
"""The name of a time zone, such as ``Europe/Brussels``."""


class RegisterAgency(Command, frozen=True, kw_only=True):
    """Let an organisation take part; *language* is the one its name is in, where that is not English."""

    agency: Token
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    role: Role
    country: Country
    zone: Zone
    language: Language | None = None


class AddMember(Command, frozen=True, kw_only=True):
    """Let a person act for the agency."""

    member: Token
    name: Text
    email: Annotated[str, Meta(pattern=r"^[^@\s]+@[^@\s]+$", max_length=320)]
    roles: Annotated[tuple[MemberRole, ...], Meta(min_length=1)] = (MemberRole.WORKER,)


class SuspendMember(Command, frozen=True, kw_only=True):
    """Keep a person from acting for the agency."""

    member: Token
    reason: Text


class ReinstateMember(Command, frozen=True, kw_only=True):
    """Let a suspended person act again."""

    member: Token


class SetContactHours(Command, frozen=True, kw_only=True):
    """Say when somebody answers, and which agency answers while nobody does; without hours it is always."""

    hours: tuple[OpenHours, ...] = ()
    fallback: Token | None = None


class NameOnCall(Command, frozen=True, kw_only=True):
    """Say who is to be reached, from when until when."""

    member: Token
    begins: Moment
    ends: Moment


AgencyCommand = RegisterAgency | AddMember | SuspendMember | ReinstateMember | SetContactHours | NameOnCall
