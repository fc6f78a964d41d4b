"""Publishing the playbooks of this release, and reading every version that ever was.

Invariant: a version is published once, with its whole text; what tasks refer to can be read from the log alone.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import structlog

from domain.context import SYSTEM_AGENCY, Context
from domain.deciding.handling import Handler
from domain.deciding.refusals import Refused
from domain.envelope import Occurred, Recorded
from domain.events import Event
from domain.ids import derive
from domain.playbook.library import Library, Unreadable
from domain.playbook.publishing.commands import PublishPlaybook
from domain.playbook.publishing.decider import DECIDER, originator
from domain.playbook.publishing.events import PlaybookPublished
from domain.playbook.rules import Playbook
from domain.ports import Clock, EventStore
from infra.calendars import PublicHolidays
from infra.faults import Misuse
from infra.playbooks import read_folder, read_text
from infra.tables import FilesRefused

LOG = structlog.get_logger("publishing")

ORIGIN = "00000000000070008000000000000000"
"""What the identifiers of these commands are derived from: the same version is published under the same one."""


class NotPublished(Misuse):
    """A playbook of this release contradicts what was published before."""


async def publish(store: EventStore, folder: Path, clock: Clock) -> Library:
    """Publish what is new in *folder*, and open every version there has been.

    Refuses (:class:`NotPublished`, :class:`infra.tables.FilesRefused`), and the faults of the store.
    """
    published: list[Recorded[Event]] = []
    handler = Handler(DECIDER, store)
    for playbook, text in read_folder(folder):
        command = command_of(playbook, text)
        try:
            await handler.handle(originator(playbook.id), command, _context(command, clock))
        except Refused as refused:
            raise NotPublished(f"{folder.name}/{playbook.id}.toml: {refused.why} {refused.instead}") from refused
        published += await store.load(originator(playbook.id))
    return library(published)


def library(published: Sequence[Recorded[Event]]) -> Library:
    """The versions that *published* tells of."""
    return Library(_read, PublicHolidays(), published)


def _read(event: PlaybookPublished) -> Playbook:
    """The rules of a published text; says on the log what a newer release wrote and this one cannot read."""
    try:
        return read_text(event.text, f"{event.playbook}.toml version {event.version}, as published")
    except FilesRefused as refused:
        LOG.error("playbook_unreadable", playbook=event.playbook, version=event.version, digest=event.digest)  # noqa: TRY400
        raise Unreadable(f"{event.playbook} {event.version}") from refused


def command_of(playbook: Playbook, text: str) -> PublishPlaybook:
    """What publishes *playbook*, whose file holds *text*."""
    return PublishPlaybook(
        playbook=playbook.id,
        version=playbook.version,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        valid_from=playbook.valid_from,
        valid_to=playbook.valid_to,
        text=text,
    )


def _context(command: PublishPlaybook, clock: Clock) -> Context:
    now = clock.now()
    return Context(
        command_id=derive(ORIGIN, command.playbook, command.version, command.digest),
        now=now,
        occurred_at=Occurred(now),
        actor="release",
        agency=SYSTEM_AGENCY,
        role=None,
        country=None,
        purpose="rules of the search",
        legal_basis="public task",
    )
