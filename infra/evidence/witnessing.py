"""A witness: signs the checkpoints of a log as well, from another machine, and only while each goes on from the last.

What a witness knows of a log is what it signed last. A log that does not lead from there to what is shown now was
rewritten, or is shown differently to others: the witness signs nothing, keeps both statements as evidence, and goes on
refusing until people have looked.

Invariant: what is signed is on the disk before it is, so that no two different roots of one size are ever co-signed; an
alarm stays until a person takes it away.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from domain.ports import HistoryDamaged, StoreFault
from infra.evidence.signing import settle
from infra.evidence.statements import ALARM, raised_in
from infra.faults import AnswerIsNo, Misuse
from infra.nats.checkpoints import CheckpointStream, Record
from infra.nats.checkpoints.stream import Log
from merkle.checkpoints import Checkpoint, opened, read_checkpoint
from merkle.edges import Edge
from merkle.notes import Key, Note, NoteRefused, Signer, read_note, signatures_of, signed, with_signatures

CRY_SECONDS = 5.0
AGAIN_SECONDS = 60 * 60
"""A log that stands still is co-signed again after so long: that it does is worth knowing too."""


class Alarm(AnswerIsNo):
    """The log is not what it was: nothing was signed."""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What was signed last: the *note*, the *edge* of its tree, when (*at*), and where the checkpoint stood."""

    note: str
    size: int
    edge: list[str]
    at: int
    position: int

    @property
    def tree(self) -> Edge:
        """The edge of the tree."""
        return Edge(self.size, tuple(map(bytes.fromhex, self.edge)))


class Outcome(NamedTuple):
    """How far a log is co-signed, and whether something was signed just now."""

    size: int
    fresh: bool


class State:
    """What a witness keeps, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        """Keep it in *folder*."""
        self._folder = folder

    def seen(self, log: Log) -> Seen | None:
        """What was signed last of *log*. Refuses (``Misuse``) what cannot be read: to forget would be to trust anew."""
        path = self._folder / f"{log}.seen"
        if not path.exists():
            return None
        try:
            found = msgspec.json.decode(path.read_bytes(), type=Seen)
            if found.tree.fits and read_checkpoint(read_note(found.note).body).root == found.tree.root:
                return found
        except (OSError, ValueError, NoteRefused):
            pass
        raise Misuse(f"{path} is damaged: put it back from a copy. Without it the log would be trusted anew.")

    def keep(self, log: Log, seen: Seen) -> None:
        """Remember *seen*, durably."""
        settle(self._folder / f"{log}.seen", msgspec.json.encode(seen).decode(), over=True)

    def refuse_after_alarm(self, log: Log) -> None:
        """Refuse while an alarm stands."""
        path = self._folder / f"{log}.alarm"
        if path.exists():
            raise Alarm(f"An alarm about {log} stands: read {path}, clear it up, and only then take the file away.")

    def alarm(self, log: Log, why: str, signed_last: str, shown: str) -> Alarm:
        """The alarm, having kept what was signed and what is *shown* now."""
        path = self._folder / f"{log}.alarm"
        settle(path, f"{why}\n\nSigned last:\n\n{signed_last}\nShown now:\n\n{shown}", over=True)
        return Alarm(f"ALARM: {why} Nothing was signed. Both statements are in {path}: tell the other agencies now.")

    def figures(self, told: dict[str, dict[str, int]]) -> None:
        """Write figures for Prometheus (its collector of text files) to ``witness.prom``."""
        lines = [
            f'{name}{{log="{log}"}} {value}\n' for name, values in sorted(told.items()) for log, value in values.items()
        ]
        settle(self._folder / "witness.prom", "".join(lines).rstrip("\n"), over=True)

    def why(self, log: Log) -> str:
        """What the alarm about *log* says, on one line; nothing of it is of the log's content."""
        try:
            return (self._folder / f"{log}.alarm").read_text().partition("\n")[0]
        except (OSError, UnicodeDecodeError):
            return "It keeps the reason to itself."

    def stands(self, log: Log) -> bool:
        """Whether an alarm about *log* stands."""
        return (self._folder / f"{log}.alarm").exists()


async def witness(
    checkpoints: CheckpointStream, log: Log, keys: Sequence[Key], signer: Signer, state: State, now: datetime
) -> Outcome:
    """Co-sign the newest checkpoint of *log*, which one of *keys* signs, as *signer*.

    Raises :class:`Alarm` for a log that does not go on from what was signed last, having put the alarm where the
    installation shows it, and the faults of the store.
    """
    try:
        return await _witness(checkpoints, log, keys, signer, state, now)
    except Alarm:
        await _cry(checkpoints, log, signer, state, now)
        raise


async def _witness(
    checkpoints: CheckpointStream, log: Log, keys: Sequence[Key], signer: Signer, state: State, now: datetime
) -> Outcome:
    state.refuse_after_alarm(log)
    seen, at = state.seen(log), int(now.timestamp())
    if seen is not None and at < seen.at:
        raise Misuse(f"The clock of this machine is {seen.at - at} s behind the last co-signature: set it right.")
    newest: Record | None = None
    try:
        newest = await checkpoints.last()
        if newest is None and seen is None:
            return Outcome(0, fresh=False)
        tree = await _followed(checkpoints, seen, newest)
        note, place = _believed(newest, tree, keys, seen)
    except (Inconsistent, HistoryDamaged, NoteRefused) as found:
        why = str(found) if isinstance(found, Inconsistent) else f"The newest checkpoint of {log} is none: {found}."
        raise state.alarm(
            log, why, seen.note if seen else "(nothing)\n", newest.note if newest else "(nothing)\n"
        ) from found
    still = seen is not None and seen.size == tree.size and at - seen.at < AGAIN_SECONDS
    if still and await _stands(checkpoints, signer.name, note):
        return Outcome(tree.size, fresh=False)
    edge = [each.hex() for each in tree.hashes]
    state.keep(log, Seen(note=note, size=tree.size, edge=edge, at=at, position=place))
    both = with_signatures(read_note(note), [signed(read_note(note).body, signer, at)])
    await checkpoints.cosign(signer.name, both.text)
    return Outcome(tree.size, fresh=True)


async def _cry(checkpoints: CheckpointStream, log: Log, signer: Signer, state: State, now: datetime) -> None:
    """Tell the people of the installation that an alarm stands, once; a host that does not want to hear is no help."""
    body = f"{ALARM}\n{log}\n{state.why(log)}\n"
    with contextlib.suppress(StoreFault, TimeoutError, Misuse):
        async with asyncio.timeout(CRY_SECONDS):
            seen = state.seen(log)
            raised = [raised_in(each.note, [signer.key]) for each in await checkpoints.alarms()]
            if any(each is not None and each.at >= (seen.at if seen else 0) for each in raised):
                return
            note = Note(body, (signed(body, signer, int(now.timestamp())),))
            await checkpoints.alarm(signer.name, note.text)


async def _stands(checkpoints: CheckpointStream, name: str, note: str) -> bool:
    """Whether the last word of the witness *name* is about *note*: a break may have come before it was stored."""
    body = read_note(note).body
    return any(each.witness == name and each.note.startswith(body + "\n") for each in await checkpoints.cosigned())


class Inconsistent(Exception):
    """What is shown does not go on from what was signed; its text says how."""


def _believed(newest: Record | None, tree: Edge, keys: Sequence[Key], seen: Seen | None) -> tuple[str, int]:
    """The note of *newest*, which says what *tree* leads to and is signed by the log, and its place."""
    if newest is None:
        raise Inconsistent("The log has no checkpoint any more.")
    checkpoint, note = opened(newest.note, *keys)
    if checkpoint != Checkpoint(checkpoint.origin, tree.size, tree.root):
        if seen is None:
            raise Inconsistent(f"The log signs a root at {checkpoint.size} that its own entries do not lead to.")
        raise Inconsistent(
            f"The log was rewritten: {checkpoint.size} does not go on from what was signed at {seen.size}."
        )
    return note._replace(signatures=tuple(signatures_of(note, keys).values())).text, newest.position


async def _followed(checkpoints: CheckpointStream, seen: Seen | None, newest: Record | None) -> Edge:
    """The tree that leads from what was seen to *newest*. The first time there is nothing to compare with."""
    if newest is None:
        return Edge()
    if seen is None:
        if not newest.tree.fits:
            raise Inconsistent("The newest checkpoint has another size than its tree.")
        return newest.tree
    if newest.size < seen.size:
        raise Inconsistent(f"The log ends at {newest.size}, and was signed up to {seen.size}: it lost its end.")
    with contextlib.suppress(_Elsewhere):
        return await _grown(checkpoints, seen.tree, seen.position, newest)
    # The checkpoints are not where they were. The log is the same only if all of it still leads to what was signed.
    return await _again(checkpoints, seen, newest)


class _Elsewhere(Exception):
    """The checkpoint behind the last one does not begin where that ended."""


async def _grown(checkpoints: CheckpointStream, tree: Edge, position: int, newest: Record) -> Edge:
    async for record in checkpoints.since(position):
        if record.start != tree.size:
            raise _Elsewhere
        tree = tree.grown(record.each)
        if record.position == newest.position:
            break
    if tree.size != newest.size:
        raise _Elsewhere
    return tree


async def _again(checkpoints: CheckpointStream, seen: Seen, newest: Record) -> Edge:
    tree = Edge()
    async for record in checkpoints.since():
        if record.start != tree.size:
            raise Inconsistent(f"The checkpoint of {record.size} does not go on from that of {tree.size}.")
        fresh = record.each
        if tree.size < seen.size <= record.size and tree.grown(fresh[: seen.size - tree.size]).root != seen.tree.root:
            raise Inconsistent(f"The log was rewritten: at {seen.size} it has another root than was signed.")
        tree = tree.grown(fresh)
        if record.position == newest.position:
            break
    if tree.size != newest.size:
        raise Inconsistent(f"The checkpoints lead to {tree.size} and not to {newest.size}.")
    return tree
