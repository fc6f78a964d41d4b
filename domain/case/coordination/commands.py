"""What can be asked between the agencies of a case.

Invariant: a command says everything its decision needs that history and circumstances do not.
"""

from __future__ import annotations

from domain.codes import Country, Role
from domain.context import Command, Text, Token


class JoinAgency(Command, frozen=True, kw_only=True):
    """Bring an agency into the case. Role and country come from the directory, never from a form."""

    agency: Token
    role: Role
    country: Country


class LeaveCase(Command, frozen=True, kw_only=True):
    """Take part no more."""

    reason: Text


class OfferLead(Command, frozen=True, kw_only=True):
    """Offer an agency of the case, perhaps the own one, that it leads."""

    to_agency: Token


class AcceptLead(Command, frozen=True, kw_only=True):
    """Lead from now on."""


class DeclineLead(Command, frozen=True, kw_only=True):
    """Do not take the offered lead."""

    reason: Text


CoordinationCommand = JoinAgency | LeaveCase | OfferLead | AcceptLead | DeclineLead
