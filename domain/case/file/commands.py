"""What can be asked of the file of a child.

Invariant: a command says everything its decision needs that history and circumstances do not.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.case.codes import CaseOutcome, Sex
from domain.codes import Country
from domain.context import Code, Command, MaybeText, Text

Reference = Annotated[str, Meta(pattern=r"^[A-Z]{2}-[0-9]{4}-[0-9]{3,8}$")]
"""The number people say on the phone: country, year, running number. It never holds a name."""

BirthDate = Annotated[str, Meta(pattern=r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$")]
"""A year, a month or a day: often no more is known."""


class OpenCase(Command, frozen=True, kw_only=True):
    """Start the case of a child who came to the agency's knowledge."""

    reference: Reference
    country: Country


class RecordIdentity(Command, frozen=True, kw_only=True):
    """Write down who the child is, as far as known."""

    names: Text
    aliases: MaybeText = ""
    birth_date: BirthDate = ""
    sex: Sex = Sex.UNKNOWN
    nationality: MaybeText = ""
    languages: MaybeText = ""
    description: MaybeText = ""
    marks: MaybeText = ""
    documents: MaybeText = ""
    contacts: MaybeText = ""


class CorrectIdentity(Command, frozen=True, kw_only=True):
    """Replace what was written down, with a reason; every field is given as it should be."""

    names: Text
    aliases: MaybeText = ""
    birth_date: BirthDate = ""
    sex: Sex = Sex.UNKNOWN
    nationality: MaybeText = ""
    languages: MaybeText = ""
    description: MaybeText = ""
    marks: MaybeText = ""
    documents: MaybeText = ""
    contacts: MaybeText = ""
    reason: Text


class CloseCase(Command, frozen=True, kw_only=True):
    """Say that no more work is needed; *exception* where the return interview is missing."""

    outcome: CaseOutcome
    exception: MaybeText = ""


class ReopenCase(Command, frozen=True, kw_only=True):
    """Take the case up again."""

    reason: Text


class MoveToPlaybook(Command, frozen=True, kw_only=True):
    """Let the case go by another version of a playbook than the one it began with."""

    playbook: Code
    version: Code
    reason: Text


FileCommand = OpenCase | RecordIdentity | CorrectIdentity | CloseCase | ReopenCase | MoveToPlaybook
