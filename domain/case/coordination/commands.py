"""What can be asked between the agencies of a case.

Invariant: a command says everything its decision needs that history and circumstances do not.
"""

from __future__ import annotations

from domain.case.codes import DeclineGround, LegalBasis, SharedFor
from domain.case.coordination.grounds import Provision
from domain.codes import Country, Role
from domain.context import Command, MaybeText, NewId, Text, Token


class InviteAgency(Command, frozen=True, kw_only=True):
    """Ask an agency to take part. Role and country come from the directory, never from a form."""

    invitation: NewId
    agency: Token
    role: Role
    country: Country
    purpose: SharedFor
    legal_basis: LegalBasis
    provision: Provision | None = None


class WithdrawAgencyInvitation(Command, frozen=True, kw_only=True):
    """Ask an agency no more that was asked to take part."""

    agency: Token


class TakePart(Command, frozen=True, kw_only=True):
    """Accept to take part, for the purpose and on the basis that the invitation says."""


class DeclineToTakePart(Command, frozen=True, kw_only=True):
    """Do not take part, and say on what ground."""

    ground: DeclineGround
    note: MaybeText = ""


class JoinAgency(Command, frozen=True, kw_only=True):
    """Bring an agency in at once, without asking it. Role and country come from the directory, never from a form.

    Where nobody says for what and on what basis, it is what is usual for its role.
    """

    agency: Token
    role: Role
    country: Country
    purpose: SharedFor | None = None
    legal_basis: LegalBasis | None = None
    provision: Provision | None = None


class LeaveCase(Command, frozen=True, kw_only=True):
    """Take part no more."""

    reason: Text


class EndPart(Command, frozen=True, kw_only=True):
    """Let another agency take part no more."""

    agency: Token
    reason: Text


class OfferLead(Command, frozen=True, kw_only=True):
    """Offer an agency of the case, perhaps the own one, that it leads."""

    to_agency: Token


class AcceptLead(Command, frozen=True, kw_only=True):
    """Lead from now on."""


class DeclineLead(Command, frozen=True, kw_only=True):
    """Do not take the offered lead."""

    reason: Text


CoordinationCommand = (
    InviteAgency
    | WithdrawAgencyInvitation
    | TakePart
    | DeclineToTakePart
    | JoinAgency
    | LeaveCase
    | EndPart
    | OfferLead
    | AcceptLead
    | DeclineLead
)
