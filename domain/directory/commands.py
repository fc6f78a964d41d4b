"""What can be asked of an agency.

Invariant: a command says everything its decision needs that history and circumstances do not.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.codes import Country, Role
from domain.context import Command, Language, Moment, Text, Token
from domain.directory.codes import MemberRole, WayIn
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


Email = Annotated[str, Meta(pattern=r"^[^@\s]+@[^@\s]+$", max_length=320)]
"""An address that could be one."""

Name = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\S")]
"""What a person is called."""

Roles = Annotated[tuple[MemberRole, ...], Meta(min_length=1)]


class AddMember(Command, frozen=True, kw_only=True):
    """Let a person act for the agency, such as one who comes from another."""

    member: Token
    name: Text
    email: Email
    roles: Roles = (MemberRole.WORKER,)


class InviteMember(Command, frozen=True, kw_only=True):
    """Ask a person to act for the agency; they act once they have accepted."""

    member: Token
    name: Name
    email: Email
    roles: Roles = (MemberRole.WORKER,)


class WithdrawInvitation(Command, frozen=True, kw_only=True):
    """Ask the person no more."""

    member: Token


class AcceptInvitation(Command, frozen=True, kw_only=True):
    """Act for the agency from now on; *member* is who says so."""

    member: Token
    name: Name


class ChangeRoles(Command, frozen=True, kw_only=True):
    """Say anew which roles a person has in the agency."""

    member: Token
    roles: Roles


class MoveMember(Command, frozen=True, kw_only=True):
    """Let a person act for the agency no more; another agency may take them in, where one is named."""

    member: Token
    to_agency: Token | None = None
    reason: Text


class SuspendMember(Command, frozen=True, kw_only=True):
    """Keep a person from acting for the agency."""

    member: Token
    reason: Text


class ReinstateMember(Command, frozen=True, kw_only=True):
    """Let a suspended person act again."""

    member: Token


class ResetAccess(Command, frozen=True, kw_only=True):
    """Let a person choose a new password by a link, or remove their second factor and passkeys."""

    member: Token
    way: WayIn


class SetContactHours(Command, frozen=True, kw_only=True):
    """Say when somebody answers, and which agency or other *line* does while nobody is there; without hours always."""

    hours: Annotated[tuple[OpenHours, ...], Meta(max_length=50)] = ()
    fallback: Token | None = None
    line: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    closed_on_holidays: bool = False


class NameOnCall(Command, frozen=True, kw_only=True):
    """Say who is to be reached, from when until when."""

    member: Token
    begins: Moment
    ends: Moment


Issuer = Annotated[str, Meta(pattern=r"^https?://[^\s/?#@]+(/[^\s?#]*)?$", max_length=500)]
"""What an OpenID Connect provider is called: its address, exactly as it says it itself."""


class SetProvider(Command, frozen=True, kw_only=True):
    """Let the agency's people sign in through its own provider; without *passwords* through nothing else."""

    issuer: Issuer
    client: Annotated[str, Meta(min_length=1, max_length=255, pattern=r"^[\x21-\x7e]+$")]
    passwords: bool = True


class RemoveProvider(Command, frozen=True, kw_only=True):
    """Let nobody sign in through the agency's provider any more."""


InvitationCommand = InviteMember | WithdrawInvitation | AcceptInvitation
MemberCommand = AddMember | ChangeRoles | MoveMember | SuspendMember | ReinstateMember | ResetAccess
ReachingCommand = SetContactHours | NameOnCall
ProviderCommand = SetProvider | RemoveProvider

AgencyCommand = RegisterAgency | InvitationCommand | MemberCommand | ReachingCommand | ProviderCommand
