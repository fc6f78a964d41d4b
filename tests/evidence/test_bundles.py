"""A bundle proves what is in it to somebody who has only public keys, and no bundle makes its reader stumble."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from infra.cli.proving import bundles as command
from infra.cli.proving.trusting import named
from infra.evidence.bundle.checking import Checked, check
from infra.evidence.bundle.opening import open_bundle
from infra.evidence.bundle.packing import Packed, pack, vouched
from infra.evidence.bundle.shapes import CHECKPOINT, EVENTS, MADE_BY, MANIFEST, PLAYBOOKS, WITNESSES, Manifest, Part
from infra.evidence.rows import FileRows
from infra.faults import Misuse
from merkle.levels import Levels
from tests.evidence.casefile import ALL, ASKED, POSITIONS, archive_of, made, published, whole
from tests.evidence.logs import AGENCY, KEY, SIGNER, STRANGER, a_log, checkpointed
from tests.nats.real_server import RealServer


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


def test_the_command_says_what_it_found(packed: Packed, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys, bundle = tmp_path / "keys", tmp_path / "case.zip"
    keys.write_text(f"# the log\n{KEY.text}\n\n{AGENCY.key.text}\n")
    pack(bundle, packed)
    sound = command.verify(bundle, named(keys, None, 0))
    archive_of(bundle, whole(packed) | {MANIFEST: whole(packed)[MANIFEST].replace(b'"size": 103', b'"size": 104')})
    forged = command.verify(bundle, named(keys, None, 0))

    told = capsys.readouterr().out.splitlines()
    assert (sound, forged) == (0, 1)
    assert "  co-signed up to 80 by police-be on 1970-01-01 00:00:09 UTC" in told
    assert told[-2:] == ["  FAULT the manifest is about another checkpoint than checkpoint.txt", "1 fault."]


def test_a_witness_that_is_named_and_says_nothing_is_told_of(
    packed: Packed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys, bundle = tmp_path / "keys", tmp_path / "case.zip"
    keys.write_text(f"{KEY.text}\n{AGENCY.key.text}\n")
    parts = {**packed.parts, WITNESSES: b""}
    listed = {**packed.manifest.parts, WITNESSES: Part(hashlib.sha256(b"").hexdigest(), 0)}
    pack(bundle, packed._replace(parts=parts, manifest=replace(packed.manifest, parts=listed)))

    command.verify(bundle, named(keys, None, 0))

    assert "  NOT co-signed by police-be: ask them what they have signed" in capsys.readouterr().out


def test_no_bundle_vouches_for_itself_and_a_wrong_key_is_named(packed: Packed, tmp_path: Path) -> None:
    keys, bundle = tmp_path / "keys", tmp_path / "case.zip"
    keys.write_text("\nnot a key\n")
    pack(bundle, packed)

    with pytest.raises(Misuse, match="a bundle cannot vouch for itself"):
        named(None, None, 0)
    with pytest.raises(Misuse, match="keys, line 2: it is not a"):
        command.verify(bundle, named(keys, None, 0))


def test_two_bundles_of_the_same_are_the_same_bytes(packed: Packed, tmp_path: Path) -> None:
    pack(tmp_path / "one.zip", packed)
    pack(tmp_path / "other.zip", packed)

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "other.zip").read_bytes()
    assert packed.manifest.parts[EVENTS] == Part(
        hashlib.sha256(packed.parts[EVENTS]).hexdigest(), len(packed.parts[EVENTS])
    )


def test_a_tree_in_files_is_grown_from_where_it_was_and_made_anew_when_it_is_damaged(
    server: RealServer, packed: Packed, tmp_path: Path
) -> None:
    with FileRows(tmp_path) as rows:
        Levels(rows).add(checkpointed(ALL)[0].each[:17])
    grown = asyncio.run(made(server, folder=tmp_path))
    (tmp_path / "row1").write_bytes(bytes(len((tmp_path / "row1").read_bytes())))
    mended = asyncio.run(made(server, folder=tmp_path))

    assert grown.parts == packed.parts == mended.parts


def test_whoever_made_a_bundle_vouches_for_what_no_message_proves(packed: Packed, tmp_path: Path) -> None:
    pack(tmp_path / "case.zip", vouched(packed, [SIGNER]))

    manifest, parts = open_bundle(tmp_path / "case.zip")
    taken = checked(replace(manifest, reader="somebody else"), parts)
    forged = checked(manifest, {**parts, MADE_BY: parts[MADE_BY].replace(b"lantern bundle", b"lantern bottle")})
    unnamed = check(manifest, parts, [STRANGER], [])

    assert (checked(manifest, parts).made_by, checked(manifest, parts).faults) == (KEY.name, [])
    assert (taken.made_by, str(taken.faults[0])) == ("", "made-by.txt is about another bundle than this one")
    assert (forged.made_by, "made-by.txt does not count" in str(forged.faults[0])) == ("", True)
    assert (unnamed.made_by, checked(packed.manifest, packed.parts).made_by) == ("", "")
