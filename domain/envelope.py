"""The envelope around every fact: two clocks, who for whom, why, and who may see it.

Invariant: these are storage formats. The order of the fields is the order of the keys on disk.
"""

from __future__ import annotations

import enum
from datetime import datetime
from functools import lru_cache
from typing import Generic, TypeVar

import msgspec

from domain.codes import Country
from domain.events import Event, event_name


class Occurred(msgspec.Struct, frozen=True, gc=False):
    """When something happened in the world: a moment, or from *at* *until*, perhaps only about then."""

    at: datetime
    until: datetime | None = None
    approximate: bool = False


class AudienceKind(enum.StrEnum):
    """The three circles of readers."""

    CASE = "case"
    NAMED = "named"
    PROTECTED = "protected"


class Audience(msgspec.Struct, frozen=True, gc=False):
    """Who may see a fact: the agencies of the case, the *agencies* named, or the protected circle."""

    kind: AudienceKind = AudienceKind.CASE
    agencies: tuple[str, ...] = ()


class PlaybookRef(msgspec.Struct, frozen=True, gc=False):
    """The rule that ran, and the version of the playbook it stands in."""

    playbook: str
    version: str
    rule: str


class Meta(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Everything about a fact except the fact.

    *language* is the one its words were written in, as a BCP 47 tag, where the writer said so.
    """

    occurred_at: Occurred
    actor: str
    agency: str
    on_behalf_of: str | None = None
    purpose: str
    legal_basis: str
    jurisdiction: Country | None = None
    audience: Audience = Audience()
    command_id: str
    causation_id: str | None = None
    correlation_id: str | None = None
    playbook: PlaybookRef | None = None
    exercise: str | None = None
    language: str | None = None


E = TypeVar("E", bound=Event)

ORIGINATORS = 10_000
"""Of so many it is remembered what they are about: every view and every rule asks it of each fact."""


class Recorded(msgspec.Struct, Generic[E], frozen=True, kw_only=True, gc=False):
    """A fact as it stands in the log."""

    id: str
    originator: str
    version: int
    position: int
    schema: int
    recorded_at: datetime
    meta: Meta
    event: E

    @property
    def name(self) -> str:
        """The permanent name of the fact."""
        return event_name(self.event)


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A fact on its way into the log: decided, not yet recorded."""

    id: str
    meta: Meta
    event: Event


@lru_cache(ORIGINATORS)
def case_of(originator: str) -> str | None:
    """The case an originator belongs to, or None for what lives outside cases."""
    parts = originator.split(".")
    return parts[1] if parts[0] == "case" and len(parts) > 2 else None


@lru_cache(ORIGINATORS)
def of_file(originator: str) -> bool:
    """Whether an originator is the file of a case, rather than a task or anything else of that case."""
    parts = originator.split(".")
    return parts[0] == "case" and parts[2:] == ["file"]


@lru_cache(ORIGINATORS)
def task_of(originator: str) -> str | None:
    """The task an originator is, or None."""
    parts = originator.split(".")
    return parts[3] if len(parts) == 4 and parts[2] == "task" else None


@lru_cache(ORIGINATORS)
def conference_of(originator: str) -> str | None:
    """The conference an originator is, or None."""
    parts = originator.split(".")
    return parts[3] if len(parts) == 4 and parts[2] == "conference" else None
