"""What can be asked about disclosing a part of a case to an agency from which it is walled off.

Invariant: a command says everything its decision needs that history and circumstances do not.
"""

from __future__ import annotations

from domain.case.codes import LegalBasis, Part, RefusalGround, SharedFor
from domain.context import Command, MaybeText, Moment, NewId, Text, Token


class RequestDisclosure(Command, frozen=True, kw_only=True):
    """Ask for a part of the case, and say for what and on what basis; *subject* is the one sighting that is meant."""

    disclosure: NewId
    part: Part
    subject: Token | None = None
    of_agency: Token
    purpose: SharedFor
    legal_basis: LegalBasis
    reason: Text


class GrantDisclosure(Command, frozen=True, kw_only=True):
    """Let the asking agency read it until it *ends*, or for three days; *only* narrows it to one protected sighting."""

    disclosure: Token
    legal_basis: LegalBasis
    ends: Moment | None = None
    only: Token | None = None
    conditions: MaybeText = ""


class RefuseDisclosure(Command, frozen=True, kw_only=True):
    """Do not let it read, and say on what ground."""

    disclosure: Token
    ground: RefusalGround
    note: MaybeText = ""


class RecallDisclosure(Command, frozen=True, kw_only=True):
    """Let it read no longer."""

    disclosure: Token
    reason: Text


class ExpireDisclosure(Command, frozen=True, kw_only=True):
    """Write down that the time is over. Only the clock gives it; reading has ended by itself."""

    disclosure: Token


DisclosureCommand = RequestDisclosure | GrantDisclosure | RefuseDisclosure | RecallDisclosure | ExpireDisclosure
