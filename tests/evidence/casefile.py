"""A case in a log on a real server, and bundles of it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

from infra.evidence.bundle.packing import Asked, Packed, gather
from infra.evidence.bundle.shapes import MANIFEST
from infra.evidence.rows import FileRows
from infra.nats.checkpoints import CheckpointStream
from infra.nats.connection import connect
from infra.nats.log.message import NO_CHAIN, Outgoing, Raw, compose
from infra.nats.streams import LANTERN, prepare
from merkle.levels import Levels, MemoryRows
from merkle.notes import read_note, signed, with_signatures
from tests.evidence.logs import AGENCY, ROOT, a_log, chain_of, checkpointed
from tests.nats.forging import write
from tests.nats.real_server import RealServer

CASE = f"{3:032x}"
LOG = a_log()
RULES = b'{"playbook":{"playbook":"it","version":"2","rule":"x"},"data":{"note":"by a rule"}}'
PUBLISHED = b'{"data":{"playbook":"it","version":"2","text":"the rules"}}'
OLDER = b'{"data":{"playbook":"it","version":"1","text":"older rules"}}'


def published(log: list[Raw]) -> list[Raw]:
    """*log* with two published playbooks, and a fact of the case that a rule of the second led to."""
    last, version = [raw for raw in log if CASE.encode() in raw.subject][-1], 15
    first = _message("playbook.it", "PlaybookPublished", 1, NO_CHAIN, OLDER, 101)
    second = _message("playbook.it", "PlaybookPublished", 2, chain_of(first), PUBLISHED, 102)
    ruled = _message(f"case.{CASE}.file", "SomethingHappened", version, chain_of(last), RULES, 103)
    return [*log, first, second, ruled]


def _message(originator: str, name: str, version: int, before: bytes, body: bytes, position: int) -> Raw:
    outgoing = Outgoing(name, f"{position:032x}", 1, "2026-03-01T22:00:00.000000Z", body)
    subject, headers, _ = compose(ROOT, originator, outgoing, version, before)
    return Raw(position, subject.encode(), headers + b"\r\n", body)


ALL = published(LOG)
POSITIONS = frozenset(raw.position for raw in ALL if f"case.{CASE}.".encode() in raw.subject)
ASKED = Asked(case=CASE, reader="police", positions=POSITIONS, made_at="2026-03-02T00:00:00Z")


async def made(server: RealServer, asked: Asked = ASKED, folder: Path | None = None) -> Packed:
    wire = await connect(server)
    try:
        await prepare(wire)
        checkpoints = CheckpointStream(wire, "events")
        if await checkpoints.last() is None:
            await write(wire, ALL)
            place = 0
            for record in checkpointed(ALL):
                place = await checkpoints.keep(record.note, record.tree, record.each, record.at, place)
                note = read_note(record.note)
                if record.size < len(ALL):
                    await checkpoints.cosign(AGENCY.name, with_signatures(note, [signed(note.body, AGENCY, 9)]).text)
        if folder is None:
            return await gather(wire, asked, Levels(MemoryRows()), LANTERN)
        with FileRows(folder) as rows:
            return await gather(wire, asked, Levels(rows), LANTERN)
    finally:
        await wire.close()


def archive_of(path: Path, parts: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def whole(packed: Packed) -> dict[str, bytes]:
    listed = {name: {"sha256": part.sha256, "bytes": part.bytes} for name, part in packed.manifest.parts.items()}
    about = {name: getattr(packed.manifest, name) for name in packed.manifest.__struct_fields__} | {"parts": listed}
    return {MANIFEST: json.dumps(about).encode(), **packed.parts}
