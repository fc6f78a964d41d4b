"""The playbooks that were published: one document for each, with the text of every version.

Invariant: a version stays as it was published, so that what a task refers to can be read here years later.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import msgspec
from msgspec.structs import replace

from domain.playbook.publishing.events import PlaybookPublished
from projections.views import Document, Fact, View


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """A version as it was published: its whole text, and when and where in the log it became known."""

    version: str
    digest: str
    valid_from: date | None = None
    valid_to: date | None = None
    text: str
    published_at: datetime
    position: int


class Published(Document, frozen=True, kw_only=True):
    """A playbook with its versions, the oldest first."""

    id: str
    versions: tuple[Text, ...]


def keys(fact: Fact) -> Sequence[str]:
    """The playbook of which *fact* publishes a version."""
    return (fact.event.playbook,) if isinstance(fact.event, PlaybookPublished) else ()


def evolve(known: Published | None, fact: Fact) -> Published | None:
    """The playbook after *fact*; a version that is there already stays as it is."""
    event = fact.event
    if not isinstance(event, PlaybookPublished):
        return known
    known = known or Published(id=event.playbook, versions=())
    if any(one.version == event.version for one in known.versions):
        return known
    text = Text(
        version=event.version,
        digest=event.digest,
        valid_from=event.valid_from,
        valid_to=event.valid_to,
        text=event.text,
        published_at=fact.recorded_at,
        position=fact.position,
    )
    return replace(known, versions=(*known.versions, text))


VIEW: View[Published] = View(
    name="playbooks",
    version=1,
    document=Published,
    keys=keys,
    evolve=evolve,
    columns={"versions": lambda known: len(known.versions)},
)
