"""One append-only log on one stream: histories of originators, their chains, and the order of all.

Invariant: what is returned was verified against the chain, and is not older than the question, except where recalling
says so. A conflict is settled by the log itself, and by event ids: the same ones were stored by an earlier attempt of
ours, others mean a lost race.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Sequence

from domain.ports import HistoryDamaged, VersionTaken
from infra.codec.addresses import check_address, is_address
from infra.codec.facts import IdTaken
from infra.nats.connection import Wire
from infra.nats.errors import LogLostItsTail
from infra.nats.log.appending import Appender, Group
from infra.nats.log.copying import LogCopy, Passed
from infra.nats.log.following import follow
from infra.nats.log.message import Entry, Outgoing, Tail, verify
from infra.nats.log.reading import Reader
from infra.nats.log.remembered import Remembered
from infra.nats.streams import LANTERN, Names, replicas_of

FROM_ONE = frozenset({1})


class JetStreamLog:
    """A log; make one with :meth:`open`."""

    def __init__(
        self, wire: Wire, stream: str, root: str, *, replicas: int = 1, first: frozenset[int] = FROM_ONE
    ) -> None:
        """Use *stream*, whose subjects begin with *root*; with several *replicas* reads are confirmed by the leader.

        Histories begin with a version in *first*: 1, unless the library's own suites write them.
        """
        self.stream = stream
        self.root = root
        self._wire = wire
        self._replicated = replicas > 1
        self._reader = Reader(wire, stream, root)
        self._appender = Appender(wire, root)
        self._remembered = Remembered()
        self._first = first
        self.copy: LogCopy | None = None
        """What this process has written down of the log, where it does; :meth:`follow` offers it what comes by."""

    @classmethod
    async def open(
        cls, wire: Wire, stream: str | None = None, names: Names = LANTERN, *, seen: int = 0
    ) -> JetStreamLog:
        """The log on *stream* (that of all case actions, where none is named).

        Raises ``StreamUnfit`` when it does not exist, and ``LogLostItsTail`` when it ends before position *seen*.
        """
        stream = stream or names.events
        log = cls(wire, stream, names.root(stream), replicas=await replicas_of(wire, stream))
        await log.refuse_lost_tail(seen)
        return log

    async def refuse_lost_tail(self, seen: int) -> None:
        """Raise ``LogLostItsTail`` when the log ends before position *seen*, which somebody here has met."""
        last = await self.last_position()
        if last < seen:
            raise LogLostItsTail(self.stream, seen, last)

    async def history(self, originator: str, after: int = 0) -> list[Entry]:
        """The entries of *originator* after version *after*, verified. An address that cannot exist has none."""
        return await self._history(originator, after, self.copy)

    def recall(self, originator: str) -> list[Entry]:
        """The history of *originator* as far as it is at hand here, verified, without asking the log; often nothing."""
        known = self._remembered.after(originator, 0)
        if known is not None or self.copy is None:
            return known or []
        copied = self.copy.history(originator, None) or []
        tail = self._remembered.tail(originator)
        if tail is None or (copied and copied[-1].version >= tail.version):
            self._remembered.learn(originator, copied)
        return copied

    async def append(self, originator: str, after: int | None, messages: Sequence[Outgoing]) -> list[Entry]:
        """Store *messages* behind version *after* (None begins a history with version 0), all or none, durably.

        What an earlier attempt stored there under the same ids is returned as it was stored. Raises ``VersionTaken``
        (also for ids that stand elsewhere in this history: read it again), ``IdTaken``, ``StoreFull``, ``StoreAway``.
        """
        return await self.append_all([(originator, after, messages)]) if messages else []

    async def append_all(self, groups: Sequence[tuple[str, int | None, Sequence[Outgoing]]]) -> list[Entry]:
        """Like *append*, for several originators at once."""
        try:
            ends = [await self._end(check_address(originator), after) for originator, after, _ in groups]
            stored = await self._appender.append(
                [
                    Group(originator, end, messages, 0 if after is None else 1)
                    for (originator, after, messages), end in zip(groups, ends, strict=True)
                ]
            )
        except (VersionTaken, IdTaken) as conflict:
            settled = [await self._settle(*group, conflict) for group in groups]
            return [entry for entries in settled for entry in entries]
        start = 0
        for originator, _, messages in groups:
            self._remembered.learn(originator, stored[start : start + len(messages)])
            start += len(messages)
        return stored

    async def read(self, after: int, limit: int) -> list[Entry]:
        """At most *limit* entries after position *after*, in log order; links are not verified."""
        return await self._reader.since(f"{self.root}.>", after + 1, limit)

    async def matching(self, subjects: str, after: int = 0) -> list[Entry]:
        """All entries after position *after* whose subject fits *subjects*; links are not verified."""
        return await self._reader.since(f"{self.root}.{subjects}", after + 1)

    async def last_position(self) -> int:
        """The position of the newest entry, as the leader has it."""
        info = await self._wire.api(f"STREAM.INFO.{self.stream}")
        return int(info["state"]["last_seq"])

    async def at(self, position: int) -> Entry | None:
        """The entry at *position*, as the leader has it."""
        return await self._reader.by_leader({"seq": position})

    async def follow(self, after: int) -> AsyncGenerator[list[Entry], None]:
        """All entries after position *after*, for ever, in batches; see :mod:`infra.nats.log.following`."""
        following = follow(self._wire, self._reader, self.stream, after, self._first)
        try:
            async with contextlib.aclosing(following) as batches:
                async for batch in batches:
                    if self.copy is not None:
                        self.copy.offer(batch)
                    yield batch
        except HistoryDamaged as fault:
            if self.copy is not None:
                self.copy.offer([Passed(fault.position, fault.originator)])
            raise

    async def _history(self, originator: str, after: int, copy: LogCopy | None) -> list[Entry]:
        if not is_address(originator):
            return []
        known = self._remembered.after(originator, after)
        tail = self._remembered.tail(originator) if known is not None else None
        if copy is not None and _place(tail) < copy.position:
            news = await self._by_copy(copy, originator, tail)
        else:
            news = await self._by_log(originator, tail)
        self._remembered.learn(originator, news)
        whole = [*known, *news] if known else news
        return whole if not whole or whole[0].version > after else [entry for entry in whole if entry.version > after]

    async def _by_log(self, originator: str, tail: Tail | None) -> list[Entry]:
        news = await self._since(originator, _place(tail) + 1)
        # Another reader may have learnt some of them meanwhile; each is still checked against its own predecessor.
        self._verify(tail, news)
        return news

    async def _by_copy(self, copy: LogCopy, originator: str, tail: Tail | None) -> list[Entry]:
        """What *copy* has, and from the log what came after it."""
        position = copy.position
        copied = copy.history(originator, tail)
        if copied is None:
            return await self._by_log(originator, tail)
        end = copied[-1].tail if copied else tail
        newer = [entry for entry in await self._since(originator, position + 1) if entry.position > _place(end)]
        try:
            self._verify(end, newer)
        except HistoryDamaged:
            # One of the two is wrong; where the log is not, it is the copy.
            news = await self._by_log(originator, tail)
            copy.distrust("the log goes on from something else")
            return news
        return copied + newer

    def _verify(self, before: Tail | None, news: Sequence[Entry]) -> None:
        for entry in news:
            verify(before, entry, self._first)
            before = entry.tail

    async def _end(self, originator: str, after: int | None) -> Tail | None:
        """Where the history ends, if that is at version *after*. Raises ``VersionTaken`` if it is elsewhere."""
        tail = self._remembered.tail(originator)
        if after is None or (after == 0 and tail is None):
            # A history that begins needs no look: the server refuses it where there is one.
            return None
        if tail is None or tail.version < after:
            await self.history(originator, after)
            tail = self._remembered.tail(originator)
        if tail is None or tail.version != after:
            raise VersionTaken(originator)
        return tail

    async def _settle(
        self, originator: str, after: int | None, messages: Sequence[Outgoing], conflict: Exception
    ) -> list[Entry]:
        """What an earlier attempt stored behind *after* under the ids of *messages*; otherwise raises the conflict."""
        wanted = [message.id for message in messages]
        behind = await self._history(originator, -1 if after is None else after, None)
        if [entry.id for entry in behind[: len(wanted)]] == wanted:
            return behind[: len(wanted)]
        if behind or not isinstance(conflict, IdTaken):
            raise VersionTaken(originator)
        # The end is where it was expected, so only an id stood in the way.
        if any(entry.id in wanted for entry in await self._history(originator, -1, None)):
            raise VersionTaken(originator)
        raise IdTaken("an event id was used before by another originator")

    async def _since(self, originator: str, position: int) -> list[Entry]:
        subjects = f"{self.root}.{originator}.*"
        if not self._replicated:
            return await self._read(subjects, position)
        # Any replica may answer a direct get, also one that lags behind; the leader says what the newest is.
        found, newest = await asyncio.gather(
            self._read(subjects, position), self._reader.by_leader({"last_by_subj": subjects})
        )
        while newest is not None and newest.position > (found[-1].position if found else position - 1):
            nearer = found[-1].position + 1 if found else position
            entry = await self._reader.by_leader({"seq": nearer, "next_by_subj": subjects})
            if entry is None:
                break
            found.append(entry)
        return found

    async def _read(self, subjects: str, position: int) -> list[Entry]:
        if position > 1:
            return await self._reader.since(subjects, position)
        return await self._reader.history(subjects, self._first)


def _place(tail: Tail | None) -> int:
    return tail.position if tail else 0
