"""What others have said of a log: witnesses that co-signed its checkpoints, authorities that timestamped them.

Invariant: a statement counts only with a key, or a certificate, that somebody named; one that does not count is named;
a witness counts once, whatever it has signed and however often.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple, Protocol

from infra.evidence.examining import Fault
from infra.evidence.timestamps.tokens import Certificates, TimestampRefused, read_token
from infra.nats.checkpoints import CheckpointStream, Timestamped
from merkle.checkpoints import Checkpoint, cosignatures, read_checkpoint
from merkle.notes import Key, NoteRefused, read_note, stamp_of

LATEST = 253_402_300_799
"""The last second of the year 9999: a witness may say anything."""

ALARM = "lantern alarm"
"""The first line of an alarm; no log is called so."""


class Signed(NamedTuple):
    """What a witness has signed last: up to which *size*, and *at* which second, as it says itself."""

    witness: str
    size: int
    at: int

    @property
    def when(self) -> datetime:
        """The time of that second."""
        return datetime.fromtimestamp(min(self.at, LATEST), UTC)


class Dated(NamedTuple):
    """What an authority says: the first *size* entries were there *at* that time."""

    authority: str
    size: int
    at: datetime

    @property
    def when(self) -> datetime:
        """That time."""
        return self.at


class Statement(NamedTuple):
    """A statement that counts, and the root that it is about."""

    said: Signed | Dated
    root: bytes

    @property
    def differs(self) -> str:
        """What it means when the log has another root there."""
        if isinstance(self.said, Signed):
            return f"{self.said.witness} co-signed another log there: two logs were shown, or this one was rewritten"
        return f"another log was timestamped there on {self.said.at:%Y-%m-%d}: this one was rewritten"


class Raised(NamedTuple):
    """The alarm of a *witness*, *at* some second, and *why*."""

    witness: str
    at: int
    why: str


def raised_in(text: str, witnesses: Collection[Key]) -> Raised | None:
    """The alarm that *text* is, where one of *witnesses* has signed it; None for anything else."""
    try:
        note = read_note(text)
        found = cosignatures(note, witnesses)
    except NoteRefused:
        return None
    kind, _, rest = note.body.partition("\n")
    if kind != ALARM or not found:
        return None
    key, signature = next(iter(found.items()))
    return Raised(key.name, stamp_of(signature), ascii(rest.strip().partition("\n")[2])[1:-1])


class Heard(NamedTuple):
    """All statements about a log; what is wrong with any; how many are by a witness, or authority, that is unknown."""

    statements: Sequence[Statement]
    faults: Sequence[Fault]
    unknown: int
    unread: int

    @property
    def witnessed(self) -> list[Signed]:
        """What witnesses have signed last."""
        return [each.said for each in self.statements if isinstance(each.said, Signed)]

    @property
    def dated(self) -> list[Dated]:
        """What authorities said, the oldest first."""
        return [each.said for each in self.statements if isinstance(each.said, Dated)]


async def hear(
    checkpoints: CheckpointStream, origin: str, witnesses: Collection[Key], certificates: Certificates
) -> Heard:
    """What is stored about the log called *origin*. Raises the faults of the store."""
    found: list[Statement] = []
    wrong: list[Fault] = []
    unknown = unread = 0
    for each in await checkpoints.cosigned():
        try:
            more = _cosigned(each.note, witnesses)
        except NoteRefused as refused:
            wrong.append(Fault(0, f"what stands there as co-signed by {each.witness} does not count: {refused}"))
            continue
        unknown += not more
        found += more
    wrong += [_standing(raised) for raised in await standing_alarms(checkpoints, witnesses, _last_words(found))]
    async for stamped in checkpoints.timestamped():
        if not certificates:
            unread += 1
            continue
        try:
            found.append(dated(stamped, origin, certificates))
        except (NoteRefused, TimestampRefused) as refused:
            wrong.append(Fault(0, f"the timestamp in place {stamped.position} does not count: {refused}"))
    return Heard(found, wrong, unknown, unread)


async def standing_alarms(
    checkpoints: CheckpointStream, witnesses: Collection[Key], signed: Mapping[str, int]
) -> list[Raised]:
    """The alarms of *witnesses* that have not *signed* since: the second at which each did last, by its name."""
    raised = [raised_in(each.note, witnesses) for each in await checkpoints.alarms()]
    return [each for each in raised if each is not None and each.at >= signed.get(each.witness, 0)]


def _last_words(found: Sequence[Statement]) -> dict[str, int]:
    return {each.said.witness: each.said.at for each in found if isinstance(each.said, Signed)}


def _standing(raised: Raised) -> Fault:
    return Fault(0, f"{raised.witness} has raised an alarm, and signed nothing since: {raised.why}")


def _cosigned(text: str, witnesses: Collection[Key]) -> list[Statement]:
    note = read_note(text)
    checkpoint = read_checkpoint(note.body)
    return [
        Statement(Signed(key.name, checkpoint.size, stamp_of(signature)), checkpoint.root)
        for key, signature in cosignatures(note, witnesses).items()
    ]


def dated(stamped: Timestamped, origin: str, certificates: Certificates) -> Statement:
    """What *stamped* says of the log called *origin*. Raises ``NoteRefused`` and ``TimestampRefused``.

    Who signed the checkpoint is not asked: its root has to be that of the log.
    """
    checkpoint = checkpoint_of(stamped)
    if checkpoint.origin != origin:
        raise NoteRefused("it is about another log")
    said = read_token(stamped.token, stamped.note.encode(), certificates)
    return Statement(Dated(said.authority, checkpoint.size, said.at), checkpoint.root)


class Noted(Protocol):
    """Something that is about a checkpoint, as a note."""

    @property
    def note(self) -> str:
        """The note."""


def checkpoint_of(stamped: Noted) -> Checkpoint:
    """The checkpoint that was timestamped. Raises ``NoteRefused``."""
    return read_checkpoint(read_note(stamped.note).body)


def agreed(signed: Sequence[tuple[str, int]], needed: int) -> int | None:
    """Up to which size at least *needed* of those who have *signed* agree; None where none is needed."""
    if needed < 1:
        return None
    furthest: dict[str, int] = {}
    for witness, size in signed:
        furthest[witness] = max(size, furthest.get(witness, 0))
    sizes = sorted(furthest.values(), reverse=True)
    return sizes[needed - 1] if len(sizes) >= needed else 0
