"""Facts for tests, as they would stand in the log: positions and versions counted, private text sealed."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta

from domain.codes import Country
from domain.envelope import Audience, AudienceKind, Draft, Meta, Occurred, Recorded
from domain.events import Event
from domain.privacy import Sealed
from projections.kept import Kept
from projections.views import D, Fact, View

CASE = "0190f3a07c1c7c0fa4c36b6f2f6d1e01"
FILE = f"case.{CASE}.file"
TASK = "0190f3a07c1c7c0fa4c36b6f2f6d1e02"
DUTY = f"case.{CASE}.task.{TASK}"
START = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

PROTECTED = Audience(AudienceKind.PROTECTED)


def sealed(text: str = "") -> Sealed:
    """Private text as the log has it; *text* tells one from another."""
    return Sealed("key", "nonce", f"ciphertext {text}")


def kept(position: int, field: str, text: str) -> Kept:
    """The *field* of the fact at *position* of the case, as a document keeps it."""
    return Kept(sealed(text), FILE, f"event-{position}", field)


def named(*agencies: str) -> Audience:
    """For these agencies only."""
    return Audience(AudienceKind.NAMED, agencies)


class Log:
    """An event store of one test: facts are told one a minute; followers get them in batches of *batch*."""

    def __init__(self, batch: int = 1_000) -> None:
        self.facts: list[Fact] = []
        self.batch = batch
        self._versions: Counter[str] = Counter()
        self._news = asyncio.Event()
        self.faults: list[Exception] = []

    def tell(
        self,
        originator: str,
        *events: Event,
        by: str = "police-be",
        audience: Audience = Audience(),  # noqa: B008  frozen
        late: timedelta = timedelta(0),
    ) -> list[Fact]:
        """Record *events* one after the other; returns the facts."""
        told = [self._fact(originator, event, by, audience, late) for event in events]
        self._news.set()
        self._news = asyncio.Event()
        return told

    def _fact(self, originator: str, event: Event, by: str, audience: Audience, late: timedelta) -> Fact:
        self._versions[originator] += 1
        position = len(self.facts) + 1
        at = START + position * MINUTE
        meta = Meta(
            occurred_at=Occurred(at - late),
            actor=f"{by}-1",
            agency=by,
            purpose="protection of a missing child",
            legal_basis="vital interests",
            jurisdiction=Country.BE,
            audience=audience,
            command_id=f"command-{position}",
        )
        fact: Fact = _recorded(originator, self._versions[originator], position, at, meta, event)
        self.facts.append(fact)
        return fact

    async def follow(self, after: int) -> AsyncIterator[Sequence[Fact]]:
        """The facts after a position in batches; before it, whatever fault was prepared."""
        while True:
            if self.faults:
                raise self.faults.pop(0)
            news = self._news
            if batch := self.facts[after : after + self.batch]:
                after = batch[-1].position
                yield batch
            else:
                await news.wait()

    async def last_position(self) -> int:
        return len(self.facts)

    async def load(self, originator: str, after: int = 0) -> Sequence[Fact]:
        return [fact for fact in self.facts if fact.originator == originator and fact.version > after]

    def recall(self, originator: str) -> Sequence[Fact]:  # noqa: ARG002  remembers nothing
        return ()

    async def append(
        self, originator: str, after: int, drafts: Sequence[Draft], recorded_at: datetime
    ) -> Sequence[Fact]:
        raise NotImplementedError("tests tell facts")


def _recorded(originator: str, version: int, position: int, at: datetime, meta: Meta, event: Event) -> Fact:
    return Recorded(
        id=f"event-{position}",
        originator=originator,
        version=version,
        position=position,
        schema=1,
        recorded_at=at,
        meta=meta,
        event=event,
    )


def fold(view: View[D], facts: Sequence[Fact]) -> dict[str, D]:
    """The documents of *view* after *facts*, folded one by one."""
    documents: dict[str, D] = {}
    for fact in facts:
        for key in view.keys(fact):
            document = view.evolve(documents.get(key), fact)
            if document is None:
                documents.pop(key, None)
            else:
                documents[key] = document
    return documents
