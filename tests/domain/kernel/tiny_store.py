"""A store of a few lines: histories in a dictionary, private text sealed beyond reading, and a rival on demand."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime

from msgspec.structs import asdict, replace

from domain.envelope import Draft, Recorded
from domain.events import Event
from domain.ports import VersionTaken
from domain.privacy import Clear, Sealed

Rival = Callable[[], Awaitable[object]]


class TinyStore:
    """Implements the part of :class:`domain.ports.EventStore` that a handler needs."""

    def __init__(self) -> None:
        self.histories: dict[str, list[Recorded[Event]]] = {}
        self.rivals: list[Rival] = []
        self.position = 0
        self.at_hand = 0
        """How many facts of each history may be recalled."""

    async def load(self, originator: str, after: int = 0) -> Sequence[Recorded[Event]]:
        return tuple(self.histories.get(originator, ())[after:])

    def recall(self, originator: str) -> Sequence[Recorded[Event]]:
        return tuple(self.histories.get(originator, ())[: self.at_hand])

    async def append(
        self, originator: str, after: int, drafts: Sequence[Draft], recorded_at: datetime
    ) -> Sequence[Recorded[Event]]:
        if self.rivals:
            await self.rivals.pop(0)()
        history = self.histories.setdefault(originator, [])
        if len(history) != after:
            raise VersionTaken(originator)
        for draft in drafts:
            history.append(self._recorded(originator, len(history) + 1, draft, recorded_at))
        return tuple(history[after:])

    def _recorded(self, originator: str, version: int, draft: Draft, recorded_at: datetime) -> Recorded[Event]:
        self.position += 1
        return Recorded(
            id=draft.id,
            originator=originator,
            version=version,
            position=self.position,
            schema=draft.event.SCHEMA,
            recorded_at=recorded_at,
            meta=draft.meta,
            event=sealed(draft.event),
        )

    def follow(self, after: int) -> AsyncIterator[Sequence[Recorded[Event]]]:
        raise NotImplementedError

    async def last_position(self) -> int:
        return self.position


def sealed(event: Event) -> Event:
    texts = [name for name, value in asdict(event).items() if isinstance(value, Clear)]
    return replace(event, **dict.fromkeys(texts, Sealed("key", "nonce", "text")))
