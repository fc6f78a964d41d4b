"""What can be said and asked about what is known.

Invariant: a command says everything its decision needs that history and circumstances do not.
"""

from __future__ import annotations

from domain.case.codes import LegalBasis, RefusalGround, Within
from domain.codes import Country
from domain.context import Command, MaybeText, Moment, NewId, Text, Token


class RecordSighting(Command, frozen=True, kw_only=True):
    """Write down that somebody may have seen the child; *country* is empty where it is none of the list.

    *point* is the spot in degrees, north and east, such as ``43.7745, 7.4975``, and *within* how near to it that was.
    """

    sighting: NewId
    country: Country | None = None
    place: Text
    point: MaybeText = ""
    within: Within | None = None
    seen_at: Moment | None = None
    note: MaybeText = ""
    source: MaybeText = ""


class RecordProtectedSighting(Command, frozen=True, kw_only=True):
    """Write down a sighting told in confidence, for the protected circle only."""

    sighting: NewId
    country: Country | None = None
    place: Text
    point: MaybeText = ""
    within: Within | None = None
    seen_at: Moment | None = None
    note: MaybeText = ""
    source: MaybeText = ""


class RequestInformation(Command, frozen=True, kw_only=True):
    """Ask another agency of the case."""

    request: NewId
    of_agency: Token
    question: Text


class GiveInformation(Command, frozen=True, kw_only=True):
    """Answer the asking agency, also after a refusal."""

    request: Token
    answer: Text
    legal_basis: LegalBasis


class RefuseInformation(Command, frozen=True, kw_only=True):
    """Do not answer, and say on what ground."""

    request: Token
    ground: RefusalGround
    note: MaybeText = ""


InformationCommand = RecordSighting | RecordProtectedSighting | RequestInformation | GiveInformation | RefuseInformation
