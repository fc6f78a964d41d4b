"""What others have said of the log, for a bundle, with proof that the bundle's checkpoint goes on from it.

Invariant: a statement is put in as it is stored; whether it counts is for whoever opens the bundle.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from infra.evidence.bundle.shapes import Stamped, Witnessed
from infra.evidence.statements import checkpoint_of
from infra.nats.checkpoints import CheckpointStream, Timestamped
from merkle.checkpoints import read_checkpoint
from merkle.levels import Levels
from merkle.notes import Note, NoteRefused, read_note
from merkle.proofs import consistency_proof

_encode = msgspec.json.Encoder().encode


async def witnessed(checkpoints: CheckpointStream, tree: Levels, note: Note) -> bytes:
    """What each witness has co-signed last."""
    newest: dict[str, tuple[str, int]] = {}
    for each in await checkpoints.cosigned():
        try:
            said = read_checkpoint(read_note(each.note).body)
        except NoteRefused:
            continue
        if said.size <= tree.size and said.origin == read_checkpoint(note.body).origin:
            newest[each.witness] = (each.note, said.size)
    return b"".join(
        _encode(Witnessed(note=text, consistency=_way_on(tree, size))) + b"\n" for text, size in newest.values()
    )


async def stamped(checkpoints: CheckpointStream, tree: Levels, note: Note, positions: Sequence[int]) -> bytes:
    """The timestamps between which the messages at *positions* came, and the newest."""
    origin, places = read_checkpoint(note.body).origin, list[tuple[int, int]]()
    async for each in checkpoints.timestamped():
        if (said := _about(each, origin)) and said <= tree.size:
            places.append((said, each.position))
    places.sort()
    around = {bisect_left(places, (position, 0)) + by for position in positions for by in (-1, 0)}
    wanted = {places[each] for each in around | {len(places) - 1} if 0 <= each < len(places)}
    found = [(size, each) async for each in checkpoints.timestamped() for size, at in wanted if at == each.position]
    return b"".join(
        _encode(Stamped(note=each.note, token=each.token, consistency=_way_on(tree, size))) + b"\n"
        for size, each in found
    )


def _about(each: Timestamped, origin: str) -> int:
    """The size of the log called *origin* that was timestamped; 0 when it was something else."""
    try:
        said = checkpoint_of(each)
    except NoteRefused:
        return 0
    return said.size if said.origin == origin else 0


def _way_on(tree: Levels, size: int) -> list[str]:
    return [each.hex() for each in consistency_proof(tree, size, tree.size)]
