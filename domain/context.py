"""Who commands, for whom, when and why.

Invariant: everything a decision may depend on besides history is in the command or in here.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated

import msgspec

from domain.codes import Country, Role
from domain.envelope import Audience, Meta, Occurred, PlaybookRef

SYSTEM_AGENCY = "lantern"
"""The agency of the reacting and deadline loops: they carry out rules, they decide nothing."""


Text = Annotated[str, msgspec.Meta(min_length=1, max_length=8_000, pattern=r"\S")]
"""Words that have to be there."""

MaybeText = Annotated[str, msgspec.Meta(max_length=8_000)]
"""Words that may be left out."""

Code = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
"""An entry of a code list."""

Token = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""The identifier of an agency, a member, or a part of a case that is there already."""

NewId = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}$")]
"""The identifier of something that begins with the command. It stands in clear, so it has no room for words."""

LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
LANGUAGE_LENGTH = 35

Language = Annotated[str, msgspec.Meta(pattern=LANGUAGE, max_length=LANGUAGE_LENGTH)]
"""A language as a BCP 47 tag, such as ``fr`` or ``nl-BE``."""

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""A time that says its distance from UTC."""


class Command(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something somebody wants to happen. Never printed with its fields: they may be private."""

    def __repr__(self) -> str:
        """Name the command only."""
        return f"{type(self).__name__}(…)"

    @classmethod
    def slug(cls) -> str:
        """The name under which forms and the HTTP API ask for it: ``NoticeAbsence`` is ``notice-absence``."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()


def is_language(tag: str) -> bool:
    """Whether *tag* has the form of a BCP 47 tag."""
    return len(tag) <= LANGUAGE_LENGTH and re.fullmatch(LANGUAGE[1:-1], tag) is not None


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """The circumstances of one command. *now* is when it was received; *occurred_at* when it happened.

    *language* is the one its words are in, where the writer said it; refuses (ValueError) what is no BCP 47 tag.
    *offices* are what the person who acts may do for their agency beside working on cases.
    """

    command_id: str
    now: datetime
    occurred_at: Occurred
    actor: str
    agency: str
    role: Role | None
    country: Country | None
    purpose: str = "protection of a missing child"
    legal_basis: str = "vital interests"
    on_behalf_of: str | None = None
    audience: Audience = Audience()
    causation_id: str | None = None
    correlation_id: str | None = None
    playbook: PlaybookRef | None = None
    exercise: str | None = None
    language: str | None = None
    offices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what would stand in the log for ever and says no language."""
        if self.language is not None and not is_language(self.language):
            raise ValueError("the language is not a BCP 47 tag")

    def meta(self, audience: Audience | None = None) -> Meta:
        """The envelope of a fact decided under these circumstances, for another *audience* where one is given."""
        return Meta(
            occurred_at=self.occurred_at,
            actor=self.actor,
            agency=self.agency,
            on_behalf_of=self.on_behalf_of,
            purpose=self.purpose,
            legal_basis=self.legal_basis,
            jurisdiction=self.country,
            audience=audience or self.audience,
            command_id=self.command_id,
            causation_id=self.causation_id,
            correlation_id=self.correlation_id,
            playbook=self.playbook,
            exercise=self.exercise,
            language=self.language,
        )
