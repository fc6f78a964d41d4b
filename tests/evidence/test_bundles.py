"""A bundle proves what is in it to somebody who has only public keys, and no bundle makes its reader stumble."""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from infra.cli.proving import bundles as command
from infra.evidence.bundle.checking import Checked, check
from infra.evidence.bundle.opening import BundleRefused, open_bundle
from infra.evidence.bundle.packing import Asked, Packed, gather, pack
from infra.evidence.bundle.shapes import CHECKPOINT, EVENTS, MANIFEST, PLAYBOOKS, WITNESSES, Manifest, Part
from infra.faults import Misuse
from infra.nats.checkpoints import CheckpointStream
from infra.nats.connection import connect
from infra.nats.log.message import NO_CHAIN, Outgoing, Raw, compose
from infra.nats.streams import LANTERN, prepare
from merkle.levels import Levels, MemoryRows
from merkle.notes import read_note, signed, with_signatures
from tests.evidence.logs import AGENCY, KEY, ROOT, SIGNER, STRANGER, a_log, chain_of, checkpointed
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


async def made(server: RealServer, asked: Asked = ASKED) -> Packed:
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
        return await gather(wire, asked, Levels(MemoryRows()), LANTERN)
    finally:
        await wire.close()


@pytest.fixture(scope="module", name="server")
def _server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    server = RealServer(tmp_path_factory.mktemp("nats"))
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="module", name="packed")
def _packed(server: RealServer) -> Packed:
    return asyncio.run(made(server))


def checked(manifest: Manifest, parts: Mapping[str, bytes]) -> Checked:
    return check(manifest, parts, [KEY], [AGENCY.key])


def test_a_bundle_that_was_packed_and_opened_holds(packed: Packed, tmp_path: Path) -> None:
    pack(tmp_path / "case.zip", packed)

    found = checked(*open_bundle(tmp_path / "case.zip"))

    assert (found.faults, found.events, found.playbooks, found.gaps) == ([], len(POSITIONS), 1, 0)
    assert [(witness.name, witness.size) for witness in found.witnesses] == [("police-be", 80)]


def test_what_the_reader_may_not_see_is_not_in_it_and_the_rest_holds(server: RealServer) -> None:
    hidden = sorted(POSITIONS)[3:6]

    packed = asyncio.run(made(server, ASKED._replace(positions=POSITIONS - set(hidden))))

    found = checked(packed.manifest, packed.parts)
    positions = [json.loads(line)["position"] for line in packed.parts[EVENTS].splitlines()]
    assert (found.faults, found.gaps) == ([], 1)
    assert set(positions) == POSITIONS - set(hidden)


def test_a_bundle_of_a_log_whose_key_was_not_named_proves_nothing(packed: Packed) -> None:
    by_nobody = check(packed.manifest, packed.parts, [], [])
    by_a_stranger = check(packed.manifest, packed.parts, [STRANGER], [])

    assert "of a log whose key was not named" in str(by_nobody.faults[0])
    assert "the log has not signed it" in str(by_a_stranger.faults[0])
    assert (by_nobody.witnesses, by_nobody.unknown) == ([], 1)


def rewritten(packed: Packed, part: str, change: Callable[[bytes], bytes]) -> Checked:
    """What is found when somebody changed *part* and made the manifest fit again."""
    parts = dict(packed.parts) | {part: change(packed.parts[part])}
    assert parts[part] != packed.parts[part]
    return checked(replace(packed.manifest, events=len(parts[EVENTS].splitlines())), parts)


def on_line(number: int, change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    def changed(part: bytes) -> bytes:
        lines = part.splitlines(keepends=True)
        lines[number] = change(lines[number])
        return b"".join(lines)

    return changed


def put(**fields: object) -> Callable[[bytes], bytes]:
    return lambda line: json.dumps(json.loads(line) | fields).encode() + b"\n"


FORGED = {
    "a body": (EVENTS, on_line(2, lambda line: line.replace(b"note", b"nope", 1)), "does not fit the chain"),
    "another case": (EVENTS, on_line(2, lambda line: line.replace(b"case.0", b"case.1")), "not of this case"),
    "another place": (EVENTS, on_line(2, put(position=19)), "the proof that it is in the log does not hold"),
    "a chain": (EVENTS, on_line(2, put(before="00" * 32)), "does not fit the chain"),
    "no proof": (EVENTS, on_line(2, put(proof=[])), "the proof that it is in the log does not hold"),
    "a long proof": (EVENTS, on_line(2, put(proof=["00" * 32] * 9_999)), "does not hold"),
    "another proof": (EVENTS, on_line(2, put(proof=["xx"] * 7)), "does not hold"),
    "no headers": (EVENTS, on_line(2, put(headers="")), "it lacks the headers of a fact"),
    "a huge position": (EVENTS, on_line(2, put(position=2**63)), "line 3"),
    "no message": (EVENTS, on_line(2, lambda _: b"[" * 99_999 + b"\n"), "line 3: it is not a message"),
    "order": (EVENTS, lambda part: b"".join(reversed(part.splitlines(keepends=True))), "it was moved or put in"),
    "a repeat": (EVENTS, lambda part: part + part.splitlines(keepends=True)[-1], "it was moved or put in"),
    "a rule": (PLAYBOOKS, on_line(0, lambda line: line.replace(b"the rules", b"no rules!")), "does not fit the chain"),
    "a size": (CHECKPOINT, lambda part: part.replace(b"\n103\n", b"\n104\n"), "does not count"),
    "bytes": (CHECKPOINT, lambda part: b"\xff" + part, "log whose key was not named"),
    "a witness": (WITNESSES, on_line(0, lambda line: line.replace(b"\\n80\\n", b"\\n81\\n")), "does not count"),
    "a way on": (WITNESSES, on_line(0, put(consistency=["00" * 32])), "does not go on from what police-be co-signed"),
    "nonsense": (WITNESSES, lambda _: b"{}\n", "line 1: it does not count"),
}


@pytest.mark.parametrize(("part", "change", "why"), FORGED.values(), ids=FORGED)
def test_what_somebody_changed_is_named(packed: Packed, part: str, change: Callable[[bytes], bytes], why: str) -> None:
    found = rewritten(packed, part, change)

    assert why in "\n".join(map(str, found.faults))


def test_a_line_that_was_taken_away_is_a_gap_in_its_history(packed: Packed) -> None:
    found = rewritten(packed, EVENTS, on_line(2, lambda _: b""))

    assert (found.faults, found.gaps) == ([], 1)


def test_a_checkpoint_of_another_log_leads_nowhere(packed: Packed) -> None:
    other = checkpointed(published(a_log(salt=b"another")), signer=SIGNER)[-1].note.encode()

    found = rewritten(packed, CHECKPOINT, lambda _: other)

    assert len([fault for fault in found.faults if "it leads to another root" in fault.why]) == len(POSITIONS) + 1
    assert "the log does not go on from what police-be co-signed" in str(found.faults[-1])


def test_a_manifest_about_something_else_is_named(packed: Packed) -> None:
    found = checked(replace(packed.manifest, size=1, events=1), packed.parts)

    assert [fault.why.partition(" ")[0] for fault in found.faults] == [EVENTS, "the"]


def archive_of(path: Path, parts: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def whole(packed: Packed) -> dict[str, bytes]:
    listed = {name: {"sha256": part.sha256, "bytes": part.bytes} for name, part in packed.manifest.parts.items()}
    about = {name: getattr(packed.manifest, name) for name in packed.manifest.__struct_fields__} | {"parts": listed}
    return {MANIFEST: json.dumps(about).encode(), **packed.parts}


Spoiled = Callable[[dict[str, bytes]], object]


def bomb(parts: dict[str, bytes]) -> None:
    parts[EVENTS] = bytes(20_000_000)


def bomb_that_says_so(parts: dict[str, bytes]) -> None:
    manifest = json.loads(parts[MANIFEST])
    manifest["parts"][EVENTS] = {"sha256": hashlib.sha256(b"").hexdigest(), "bytes": 2**60}
    parts[MANIFEST], parts[EVENTS] = json.dumps(manifest).encode(), bytes(300_000_000)


SPOILED: dict[str, tuple[Spoiled, str]] = {
    "a missing part": (lambda parts: parts.pop(EVENTS), "events.ndjson is missing"),
    "no manifest": (lambda parts: parts.pop(MANIFEST), "manifest.json is missing"),
    "a path": (lambda parts: parts.update({"../../etc/passwd": b""}), "'../../etc/passwd', which is no part"),
    "an absolute path": (lambda parts: parts.update({"/etc/passwd": b""}), "'/etc/passwd', which is no part"),
    "a drive": (lambda parts: parts.update({"C:\\x": b""}), "which is no part"),
    "letters that trick": (lambda parts: parts.update({"events.ndjson\u202e": b""}), "u202e', which is no part"),
    "a crowd": (lambda parts: parts.update({str(number): b"" for number in range(70)}), "It has 76 parts"),
    "a part that was changed": (lambda parts: parts.update({EVENTS: b"{}"}), "it was changed"),
    "a bomb": (bomb, "events.ndjson is larger than"),
    "a bomb that says so": (bomb_that_says_so, "events.ndjson is larger than 256 MiB"),
    "a huge manifest": (lambda parts: parts.update({MANIFEST: bytes(2_000_000)}), "manifest.json is larger"),
    "a deep manifest": (lambda parts: parts.update({MANIFEST: b"[" * 500_000}), "not what a manifest is"),
    "another format": (
        lambda parts: parts.update({MANIFEST: parts[MANIFEST].replace(b'"format": 1', b'"format": 2')}),
        "It has the format 2",
    ),
}


@pytest.mark.parametrize(("spoil", "why"), SPOILED.values(), ids=SPOILED)
def test_what_is_no_bundle_is_refused_in_one_sentence(packed: Packed, tmp_path: Path, spoil: Spoiled, why: str) -> None:
    parts = whole(packed)
    spoil(parts)
    path = archive_of(tmp_path / "spoiled.zip", parts)

    with pytest.raises(BundleRefused) as refused:
        open_bundle(path)

    assert why in str(refused.value)


def test_the_command_says_what_it_found(packed: Packed, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys, bundle = tmp_path / "keys", tmp_path / "case.zip"
    keys.write_text(f"# the log\n{KEY.text}\n\n{AGENCY.key.text}\n")
    pack(bundle, packed)
    sound = command.verify(bundle, keys)
    archive_of(bundle, whole(packed) | {MANIFEST: whole(packed)[MANIFEST].replace(b'"size": 103', b'"size": 104')})
    forged = command.verify(bundle, keys)

    told = capsys.readouterr().out.splitlines()
    assert (sound, forged) == (0, 1)
    assert "  co-signed up to 80 by police-be on 1970-01-01 00:00:09 UTC" in told
    assert told[-2:] == ["  FAULT the manifest is about another checkpoint than checkpoint.txt", "1 fault."]


def test_no_bundle_vouches_for_itself_and_a_wrong_key_is_named(packed: Packed, tmp_path: Path) -> None:
    keys, bundle = tmp_path / "keys", tmp_path / "case.zip"
    keys.write_text("\nnot a key\n")
    pack(bundle, packed)

    with pytest.raises(Misuse, match="a bundle cannot vouch for itself"):
        command.verify(bundle, None)
    with pytest.raises(Misuse, match="keys, line 2: it is not a"):
        command.verify(bundle, keys)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_is_in_it_twice_is_refused(packed: Packed, tmp_path: Path) -> None:
    path = archive_of(tmp_path / "twice.zip", whole(packed))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(EVENTS, b"{}")

    with pytest.raises(BundleRefused, match=r"events\.ndjson is in it twice"):
        open_bundle(path)


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + bytes(18), struct.pack("<I", 0x04034B50) * 99])
def test_a_file_that_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "none.zip"
    path.write_bytes(content)

    with pytest.raises(BundleRefused):
        open_bundle(path)


def test_whatever_happens_to_its_bytes_a_bundle_is_refused_or_says_the_same(packed: Packed, tmp_path: Path) -> None:
    path, spoiled = tmp_path / "case.zip", tmp_path / "spoiled.zip"
    pack(path, packed)
    content, chance, refused = path.read_bytes(), random.Random(1), 0  # noqa: S311  drawn again when it fails
    for _ in range(300):
        place, cut = chance.randrange(len(content)), chance.random() < 0.1
        changed = content[:place] if cut else flipped(content, place, chance.randrange(8))
        spoiled.write_bytes(changed)
        try:
            manifest, parts = open_bundle(spoiled)
        except BundleRefused:
            refused += 1
        else:
            assert (manifest, parts) == (packed.manifest, packed.parts) or checked(manifest, parts).faults
    assert refused > 200


def flipped(content: bytes, place: int, bit: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :]


def test_two_bundles_of_the_same_are_the_same_bytes(packed: Packed, tmp_path: Path) -> None:
    pack(tmp_path / "one.zip", packed)
    pack(tmp_path / "other.zip", packed)

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "other.zip").read_bytes()
    assert packed.manifest.parts[EVENTS] == Part(
        hashlib.sha256(packed.parts[EVENTS]).hexdigest(), len(packed.parts[EVENTS])
    )
