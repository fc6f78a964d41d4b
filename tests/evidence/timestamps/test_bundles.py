"""A bundle carries the timestamps between which its facts came, and they are checked offline."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from infra.cli.proving import bundles as command
from infra.cli.proving.trusting import named
from infra.evidence.bundle.checking import Checked, check
from infra.evidence.bundle.opening import BundleRefused, open_bundle
from infra.evidence.bundle.packing import Packed, pack, vouched
from infra.evidence.bundle.shapes import MANIFEST, PAPER, TIMESTAMPS
from infra.evidence.timestamps.tokens import request_for
from infra.nats.checkpoints import CheckpointStream, Timestamped
from infra.nats.connection import connect
from tests.evidence.authority import OpenSsl
from tests.evidence.casefile import ALL, POSITIONS, archive_of, made, whole
from tests.evidence.logs import KEY, SIGNER, a_log, checkpointed
from tests.nats.real_server import RealServer

NOTES = [record.note for record in checkpointed(ALL)]


@pytest.fixture(scope="module", name="authority")
def _authority(tmp_path_factory: pytest.TempPathFactory) -> OpenSsl:
    return OpenSsl(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module", name="stamped")
def _stamped(authority: OpenSsl, tmp_path_factory: pytest.TempPathFactory) -> Packed:
    """A bundle of a log whose first two checkpoints were timestamped, with something between them that was not."""
    server = RealServer(tmp_path_factory.mktemp("nats"))
    server.start()
    try:
        return asyncio.run(_made(server, authority))
    finally:
        server.kill()


async def _made(server: RealServer, authority: OpenSsl) -> Packed:
    await made(server)
    wire = await connect(server)
    checkpoints = CheckpointStream(wire, "events")
    for text in (NOTES[0], "nonsense", checkpointed(a_log(10))[0].note.replace("test", "more"), NOTES[1]):
        last = await checkpoints.last_timestamped()
        kept = Timestamped(note=text, token=authority.reply(request_for(text.encode()).as_bytes()))
        await checkpoints.keep_timestamped(kept, last.position if last else 0)
    await wire.close()
    return await made(server)


def checked(packed: Packed, authority: OpenSsl, **parts: bytes) -> Checked:
    return check(packed.manifest, {**packed.parts, **parts}, [KEY], [], [authority.root])


def rewritten(packed: Packed, authority: OpenSsl, number: int, **fields: object) -> Checked:
    """What is found when somebody put *fields* into a line of the timestamps."""
    lines = [json.loads(line) for line in packed.parts[TIMESTAMPS].splitlines()]
    lines[number] |= fields
    return checked(packed, authority, **{TIMESTAMPS: b"\n".join(json.dumps(line).encode() for line in lines)})


def test_the_timestamps_between_which_facts_came_are_in_a_bundle_and_hold(stamped: Packed, authority: OpenSsl) -> None:
    found = checked(stamped, authority)

    assert (found.faults, [dated.size for dated in found.dated]) == ([], [40, 80])
    assert {dated.authority for dated in found.dated} == {"CN=Authority"}
    # They say that they are of March, and came after what was timestamped today.
    assert [told.position for told in found.told if told.position in POSITIONS] == sorted(
        position for position in POSITIONS if position > 40
    )


def test_timestamps_are_not_believed_without_the_certificates_of_their_authority(
    stamped: Packed, tmp_path: Path
) -> None:
    another = OpenSsl(tmp_path)

    unread = check(stamped.manifest, stamped.parts, [KEY], [])

    assert (unread.faults, unread.dated, unread.unread) == ([], [], 2)
    assert ["do not vouch for it" in fault.why for fault in checked(stamped, another).faults] == [True, True]


def test_what_somebody_changed_in_a_timestamp_is_named(stamped: Packed, authority: OpenSsl) -> None:
    first, second = map(json.loads, stamped.parts[TIMESTAMPS].splitlines())
    another = checkpointed(a_log(40, salt=b"another"))[0].note
    forged: list[tuple[Mapping[str, object], str]] = [
        ({"token": second["token"]}, "it is about another text"),
        ({"consistency": second["consistency"]}, "the log does not go on from what CN=Authority timestamped"),
        ({"note": another}, "it is about another text"),
        ({"note": "nonsense"}, "it does not count"),
        ({"token": 7}, "it is not a checkpoint"),
    ]

    for fields, why in forged:
        (fault,) = rewritten(stamped, authority, 0, **fields).faults
        assert why in fault.why
    assert first["note"] == NOTES[0]


def test_a_timestamp_of_a_log_that_was_shown_to_others_is_a_fault(stamped: Packed, authority: OpenSsl) -> None:
    another = checkpointed(a_log(40, salt=b"another"))[0].note
    token = authority.reply(request_for(another.encode()).as_bytes())

    (fault,) = rewritten(stamped, authority, 0, note=another, token=base64.b64encode(token).decode()).faults

    assert (fault.position, "does not go on from what CN=Authority timestamped" in fault.why) == (40, True)


def test_the_command_tells_who_said_when(
    stamped: Packed, authority: OpenSsl, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "keys").write_text(KEY.text)
    pack(tmp_path / "case.zip", stamped)

    code = command.verify(tmp_path / "case.zip", named(tmp_path / "keys", authority.certificates, 0))

    told = capsys.readouterr().out
    assert code == 0
    assert "  timestamped up to 80 by CN=Authority on " in told
    assert "  facts that came after the last timestamp in it: " in told


def test_a_bundle_of_the_first_format_is_read_as_before(packed: Packed, tmp_path: Path) -> None:
    parts = whole(packed)
    manifest = json.loads(parts[MANIFEST]) | {"format": 1}
    del parts[TIMESTAMPS], manifest["parts"][TIMESTAMPS]
    path = archive_of(tmp_path / "old.zip", {**parts, MANIFEST: json.dumps(manifest).encode()})

    found, opened = open_bundle(path)

    assert check(found, opened, [KEY], []).faults == []


def test_a_paper_that_the_manifest_does_not_name_is_no_part(packed: Packed, tmp_path: Path) -> None:
    path = archive_of(tmp_path / "more.zip", {**whole(packed), PAPER: b"%PDF"})

    with pytest.raises(BundleRefused, match=r"manifest\.json does not name case\.pdf"):
        open_bundle(path)


def test_the_first_format_has_no_other_parts(packed: Packed, tmp_path: Path) -> None:
    parts = whole(vouched(packed, [SIGNER]))
    manifest = json.loads(parts[MANIFEST]) | {"format": 1}
    del parts[TIMESTAMPS], manifest["parts"][TIMESTAMPS]
    path = archive_of(tmp_path / "old.zip", {**parts, MANIFEST: json.dumps(manifest).encode()})

    with pytest.raises(BundleRefused, match=r"does not name made-by\.txt"):
        open_bundle(path)


def test_a_paper_that_was_packed_comes_back_as_it_was(packed: Packed, tmp_path: Path) -> None:
    named_too = packed.manifest.parts | {PAPER: replace(packed.manifest.parts[TIMESTAMPS])}
    parts = {**packed.parts, PAPER: packed.parts[TIMESTAMPS]}
    pack(tmp_path / "case.zip", packed._replace(manifest=replace(packed.manifest, parts=named_too), parts=parts))

    assert open_bundle(tmp_path / "case.zip")[1][PAPER] == parts[PAPER]
