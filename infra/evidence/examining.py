"""Goes through a whole log, message by message, and says what does not fit: where, and what is the matter.

Checked are the chain of each history, that no position is missing, that each message is the one that was signed at its
place, and that every checkpoint leads to the root that it says. What is sealed is checked as it is stored, so that a
text whose key was destroyed is as sound as before.

Invariant: whatever a message or a checkpoint holds, examining it never raises; a fault names positions, never content.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from domain.ports import HistoryDamaged
from infra.evidence.spans import BACK, Floors, Span, Told
from infra.nats.checkpoints import Record, leaf_of
from infra.nats.log.message import BLOCK, NO_CHAIN, Raw, parse
from merkle.checkpoints import Checkpoint, opened, read_checkpoint
from merkle.edges import Edge
from merkle.hashing import entry_leaf
from merkle.notes import Key, NoteRefused, read_note

_as_written = re.compile(BLOCK).match

MANY = 100_000
"""A gap of more positions than that is one fault, and no more than that is told of."""


SECOND = len("2026-03-01T21:31:00")

REPLACED = "it is not the message that was signed here"
GONE = "there is no message any more"
UNFIT = "it does not fit the chain of its history: it, or the one before it, was changed"


class Fault(NamedTuple):
    """What is wrong at a *position* of the log (0: with the log as a whole)."""

    position: int
    why: str

    def __str__(self) -> str:
        return f"position {self.position}: {self.why}" if self.position else self.why


class Lapse(NamedTuple):
    """For a log whose messages go after their time: what was signed before *until* may be gone.

    When a checkpoint was signed is the word of whoever stored it; so is not what others *knew*: the size of the log at
    a time, for example of a witness, bounds when what came after can have been recorded.
    """

    until: datetime
    knew: Sequence[tuple[int, datetime]] = ()


class Examination:
    """One log, from its first position on; *keys* are those that sign its checkpoints, all of one name."""

    def __init__(
        self,
        root: str,
        keys: Sequence[Key],
        lapse: Lapse | None = None,
        sizes: Collection[int] = (),
        dates: Sequence[tuple[int, datetime]] = (),
        waited: datetime | None = None,
    ) -> None:
        """Expect subjects that begin with *root*; keep the roots at *sizes*, which others have told of.

        *dates* say, the first first, how many entries were there at a time, as an authority says. *settled* will be
        what was signed before *waited*; what was recorded before it and is not signed is a fault.
        """
        self.faults: list[Fault] = []
        self.told: list[Told] = []
        self.messages = 0
        self.gone = 0
        self.checkpoints = 0
        self.edge = Edge()
        self.newest = ""
        self.roots: dict[int, bytes] = {}
        self._keys = tuple(keys)
        self._skip = len(root) + 1
        self._lapse = lapse
        self._sizes = frozenset(sizes)
        self._floors = Floors(lapse.knew if lapse else ())
        self._tails: dict[bytes, tuple[int, bytes]] = {}
        self._position = 0
        self._due: list[bytes] = []
        self._base = 0
        self._ends: list[int] = []
        self._times: list[str] = []
        self._last_at = ""
        self._span = Span(dates)
        self._waited = waited.isoformat() if waited else ""
        self._unsigned_at = ""
        self.settled = 0

    @property
    def position(self) -> int:
        """The last position that was looked at."""
        return self._position

    def take_record(self, record: Record) -> None:
        """The next checkpoint, with the leaves that it was made of."""
        self.checkpoints += 1
        if record.start != self.edge.size:
            self._fault(record.start, f"the checkpoint of {record.size} does not go on from that of {self.edge.size}")
            return
        fresh = record.each
        self.edge = self.edge.grown(fresh)
        self._due += fresh
        self._ends.append(record.size)
        self._times.append(record.at)
        self.newest = record.note
        if record.at < self._waited:
            self.settled = record.size
        said = Checkpoint(self._keys[0].name, self.edge.size, self.edge.root)
        if not _says(record.note, said) or record.tree != self.edge:
            self._fault(record.size, "the checkpoint there says another root than what was signed leads to")
        if record.size in self._sizes:
            self.roots[record.size] = self.edge.root

    def take(self, raws: Sequence[Raw]) -> None:
        """The next messages."""
        for raw in raws:
            if raw.position != self._position + 1:
                self._jump(raw.position)
            self._position = max(raw.position, self._position)
            self._one(raw)
        self.messages += len(raws)
        self._forget()

    def _one(self, raw: Raw) -> None:
        position, subject, headers, body = raw
        found = _as_written(headers)
        if found is None:
            self._malformed(raw)
            return
        lines, _, version, _, at, chained = found.groups()
        try:
            number, chain = int(version), bytes.fromhex(chained.decode())
        except ValueError:
            self._malformed(raw)
            return
        if chain.hex().encode() != chained:
            self._fault(position, "its chain is not written as it was")
        originator = subject[self._skip : subject.rfind(b".")]
        self._link(position, originator, number, sha256(b"\x00".join((subject, lines, body))).digest(), chain)
        place = position - 1 - self._base
        if place < len(self._due):
            leaf = sha256(b"\x00" + position.to_bytes(8, "big") + subject + chain).digest()
            if place >= 0 and self._due[place] != leaf:
                self._fault(position, REPLACED)
        elif not self._unsigned_at:
            self._unsigned_at = at.decode("ascii", "replace")
        time = at.decode("ascii", "replace")
        if time < self._last_at:
            self._jumped_back(position, time)
        self._last_at = time
        if position > self._span.until or not self._span.begin <= time <= self._span.end:
            self._tell(position, time)

    def _link(self, position: int, originator: bytes, number: int, content: bytes, chain: bytes) -> None:
        """Check that a message is the next of its history; what came before it may have gone after its time."""
        before = self._tails.get(originator)
        self._tails[originator] = (number, chain)
        if before is None and number > 1 and self._lapse is not None:
            return
        last, link = before or (0, NO_CHAIN)
        if number != last + 1:
            self._fault(
                position, f"it is version {number} behind {last}: a message is missing, was put in or was moved"
            )
        elif sha256(b"\x02" + link + content).digest() != chain:
            self._fault(position, UNFIT)

    def end(self, last: int) -> None:
        """There is nothing more; the log says that it ends at *last*."""
        self._jump(max(last, self.edge.size) + 1)
        if self._unsigned_at[:SECOND] < self._waited[:SECOND] and self.unsigned:
            self._fault(self.edge.size + 1, f"from here on {self.unsigned} entries are not signed, and should be")
        if self.newest:
            try:
                opened(self.newest, *self._keys)
            except NoteRefused as refused:
                self._fault(self.edge.size, f"the newest checkpoint does not count: {refused}")

    @property
    def unsigned(self) -> int:
        """How many positions have no checkpoint yet."""
        return max(0, self._position - self.edge.size)

    def _malformed(self, raw: Raw) -> None:
        """A message that is not written as it should be: perhaps only its lines stand in another order."""
        try:
            entry = parse(raw, self._skip)
        except HistoryDamaged as fault:
            self._fault(raw.position, fault.why)
        else:
            self._link(raw.position, entry.originator.encode(), entry.version, entry.content, entry.chain)
        place = raw.position - 1 - self._base
        if 0 <= place < len(self._due) and self._due[place] != leaf_of(raw):
            self._fault(raw.position, REPLACED)

    def _jump(self, position: int) -> None:
        """The next message is at *position*, which is not the next one."""
        if position <= self._position:
            self._fault(position, f"it stands behind position {self._position}: it was moved or put in")
            return
        first, count = self._position + 1, position - 1 - self._position
        self._position = position - 1
        if count > MANY and self._lapse is None:
            self._fault(first, f"from here on {count} messages are missing")
            return
        for missing in range(first, position):
            place = missing - 1 - self._base
            if self._lapse is not None and self._may_be_gone(missing):
                self.gone += 1
            elif 0 <= place < len(self._due) and self._due[place] == entry_leaf(missing, b"", b""):
                self._fault(missing, "there is no message, and there was none when it was signed")
            else:
                self._fault(missing, GONE if place < len(self._due) else "there is no message")

    def _may_be_gone(self, position: int) -> bool:
        """Whether the time of a message may be over: by what its checkpoint says, unless others know it better."""
        came = self._floors.came_after(position)
        if came is not None and self._lapse is not None and came >= self._lapse.until:
            return False
        signed = bisect_left(self._ends, position)
        try:
            return self._lapse is not None and datetime.fromisoformat(self._times[signed]) < self._lapse.until
        except (IndexError, ValueError, TypeError):
            return False

    def _jumped_back(self, position: int, time: str) -> None:
        try:
            by = datetime.fromisoformat(self._last_at) - datetime.fromisoformat(time)
        except (ValueError, TypeError):
            return
        if by > BACK:
            self.told.append(Told(position, f"the clock was set back by {by}"))

    def _tell(self, position: int, time: str) -> None:
        """Tell of a message whose own time is not that at which it came; of a log full of them not all are kept."""
        told = self._span.told(position, time)
        if len(self.told) < MANY:
            self.told += told

    def _forget(self) -> None:
        """Let go of what was compared."""
        done = min(self._position - self._base, len(self._due))
        if done > 0:
            del self._due[:done]
            self._base += done
            passed = bisect_right(self._ends, self._base)
            del self._ends[:passed], self._times[:passed]

    def _fault(self, position: int, why: str) -> None:
        self.faults.append(Fault(position, why))


def _says(note: str, said: Checkpoint) -> bool:
    """Whether *note* is the checkpoint *said*; who signed it is looked at where it matters."""
    if note.startswith(said.body + "\n"):
        return True
    try:
        return read_checkpoint(read_note(note).body) == said
    except NoteRefused:
        return False
