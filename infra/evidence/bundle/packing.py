"""Makes a bundle: reads a case's messages as they are stored, proves each, and packs it all.

Invariant: a message is in it only if the reader may see it and a checkpoint covers it; it is written whole or not.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from domain.playbook.publishing.decider import originator
from domain.ports import HistoryDamaged
from infra.evidence.bundle.attesting import stamped, witnessed
from infra.evidence.bundle.shapes import (
    ABOUT,
    CHECKPOINT,
    EVENTS,
    FORMAT,
    MADE_BY,
    MANIFEST,
    PAPER,
    PLAYBOOKS,
    READ_ME,
    TIMESTAMPS,
    WITNESSES,
    Line,
    Manifest,
    Part,
    vouching,
    written,
)
from infra.faults import AnswerIsNo
from infra.nats.checkpoints import CheckpointStream, Record
from infra.nats.connection import Wire
from infra.nats.log.message import CHAIN, NO_CHAIN, Raw, parse
from infra.nats.log.reading import BATCH, fetch
from infra.nats.streams import LANTERN, Names
from merkle.checkpoints import Checkpoint, read_checkpoint
from merkle.levels import Levels
from merkle.notes import Note, Signer, read_note, signed
from merkle.proofs import inclusion_proof

_encode = msgspec.json.Encoder().encode
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every part: two bundles of the same are the same bytes."""


class Asked(NamedTuple):
    """What a bundle is to be of: a *case*, the *positions* of what its *reader* may see, and when it is made."""

    case: str
    reader: str
    positions: Collection[int]
    made_at: str


class Packed(NamedTuple):
    """What is in a bundle, and how many facts were *unsigned* yet and left out."""

    manifest: Manifest
    parts: Mapping[str, bytes]
    unsigned: int


Paper = Callable[[Sequence[Raw], Checkpoint], Awaitable[bytes]]
"""Makes a PDF of messages as they are stored, and of the checkpoint that they are proven against."""


async def gather(wire: Wire, asked: Asked, tree: Levels, names: Names = LANTERN, paper: Paper | None = None) -> Packed:
    """All parts of the bundle that is *asked* for; *tree* is brought up to the newest checkpoint.

    Raises ``AnswerIsNo`` without a checkpoint that its own leaves lead to, and the faults of the store.
    """
    checkpoints = CheckpointStream(wire, "events", names)
    newest = await _grown(checkpoints, tree)
    root = names.root(names.events)
    raws = await _stored(wire, names.events, f"{root}.case.{asked.case}.>")
    chosen = [raw for raw in raws if raw.position in asked.positions and raw.position <= newest.size]
    rules = _named(chosen)
    books = [raw for book in sorted({book for book, _ in rules}) for raw in await _book(wire, names, book)]
    told = [raw for raw in books if raw.position <= newest.size and _publishes(raw, rules)]
    note = read_note(newest.note)
    parts = {
        CHECKPOINT: newest.note.encode(),
        EVENTS: _lines(chosen, raws, tree, len(root) + 1),
        PLAYBOOKS: _lines(sorted(told), books, tree, len(root) + 1),
        WITNESSES: await witnessed(checkpoints, tree, note),
        TIMESTAMPS: await stamped(checkpoints, tree, note, [raw.position for raw in chosen]),
    }
    if paper is not None:
        parts[PAPER] = await paper(chosen, read_checkpoint(note.body))
    about = {"case": asked.case, "reader": asked.reader, "made_at": asked.made_at, "events": len(chosen)}
    parts[READ_ME] = ABOUT.format(**about).encode()
    manifest = Manifest(
        format=FORMAT,
        origin=read_checkpoint(note.body).origin,
        size=newest.size,
        parts={name: Part(hashlib.sha256(part).hexdigest(), len(part)) for name, part in sorted(parts.items())},
        case=asked.case,
        reader=asked.reader,
        made_at=asked.made_at,
        events=len(chosen),
    )
    return Packed(manifest, parts, sum(position > newest.size for position in asked.positions))


def vouched(packed: Packed, signers: Sequence[Signer]) -> Packed:
    """*packed*, with the signatures of those who sign the log below what its manifest says: they made it as it is."""
    body = vouching(packed.manifest)
    note = Note(body, tuple(signed(body, each) for each in signers))
    return packed._replace(parts={**packed.parts, MADE_BY: note.text.encode()})


def pack(path: Path, packed: Packed) -> None:
    """Write the bundle to *path*, whole or not at all. Raises what the file system says."""
    descriptor, fresh = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo(MANIFEST, LONG_AGO), written(packed.manifest))
            for name, part in sorted(packed.parts.items()):
                archive.writestr(zipfile.ZipInfo(name, LONG_AGO), part, zipfile.ZIP_DEFLATED)
        Path(fresh).replace(path)
    finally:
        Path(fresh).unlink(missing_ok=True)


async def _grown(checkpoints: CheckpointStream, tree: Levels) -> Record:
    """The newest checkpoint, having brought *tree* up to it; what does not lead to it is begun anew once."""
    for _ in range(2):
        newest = await checkpoints.last()
        if newest is None:
            raise AnswerIsNo("There is no checkpoint yet: `lantern serve` or `lantern workers` make them.")
        async for record in checkpoints.since(await checkpoints.place_of(tree.size)):
            if record.position > newest.position:
                # Signed just now: it is for the next time.
                break
            if record.start <= tree.size < record.size:
                tree.add(record.each[tree.size - record.start :])
        if tree.edge == newest.tree and read_checkpoint(read_note(newest.note).body).root == tree.edge.root:
            return newest
        tree.clear()
    raise AnswerIsNo("The checkpoints do not lead to the newest one: `lantern verify` says where.")


async def _stored(wire: Wire, stream: str, subjects: str) -> list[Raw]:
    found: list[Raw] = []
    more = True
    while more:
        request = {"seq": found[-1].position + 1 if found else 1, "next_by_subj": subjects, "batch": BATCH}
        raws, more = await fetch(wire, stream, request)
        found += raws
    return found


async def _book(wire: Wire, names: Names, playbook: str) -> list[Raw]:
    return await _stored(wire, names.events, f"{names.root(names.events)}.{originator(playbook)}.*")


def _lines(chosen: Sequence[Raw], history: Sequence[Raw], tree: Levels, skip: int) -> bytes:
    """The lines of *chosen*, each with the chain that stands before it in *history*."""
    before: dict[int, bytes] = {}
    tails: dict[str, bytes] = {}
    for raw in history:
        try:
            entry = parse(raw, skip)
        except HistoryDamaged:
            continue
        before[raw.position] = tails.get(entry.originator, NO_CHAIN)
        tails[entry.originator] = entry.chain
    size = tree.size
    return b"".join(
        _encode(_line(raw, before.get(raw.position, NO_CHAIN), inclusion_proof(tree, raw.position - 1, size))) + b"\n"
        for raw in chosen
    )


def _line(raw: Raw, before: bytes, proof: Sequence[bytes]) -> Line:
    text: dict[str, Any]
    try:
        text = {"body": raw.body.decode()}
    except UnicodeDecodeError:
        text = {"raw": raw.body}
    return Line(
        position=raw.position,
        subject=raw.subject.decode(errors="replace"),
        headers=_written(raw.headers).decode(errors="replace"),
        before=before.hex(),
        proof=[each.hex() for each in proof],
        **text,
    )


def _written(headers: bytes) -> bytes:
    """The header lines up to and with the chain; what the server added behind them is not part of the message."""
    start = headers.find(CHAIN)
    return headers[: headers.find(b"\r\n", start) + 2] if start >= 0 else headers


def _named(raws: Sequence[Raw]) -> set[tuple[str, str]]:
    """The playbooks that messages refer to, and their versions."""
    found: set[tuple[str, str]] = set()
    for raw in raws:
        try:
            said = msgspec.json.decode(raw.body, type=_Ruled).playbook
        except (msgspec.MsgspecError, ValueError, RecursionError):
            continue
        if said is not None:
            found.add((said.playbook, said.version))
    return found


class _Rule(msgspec.Struct):
    playbook: str
    version: str


class _Ruled(msgspec.Struct):
    playbook: _Rule | None = None


class _Publishing(msgspec.Struct):
    data: _Rule


def _publishes(raw: Raw, rules: Collection[tuple[str, str]]) -> bool:
    try:
        said = msgspec.json.decode(raw.body, type=_Publishing).data
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return False
    return (said.playbook, said.version) in rules
