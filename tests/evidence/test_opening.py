"""Whatever somebody hands over as a bundle, the answer is its parts or one sentence that says what is the matter."""

from __future__ import annotations

import hashlib
import json
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.evidence.bundle.checking import check
from infra.evidence.bundle.opening import BundleRefused, open_bundle
from infra.evidence.bundle.packing import Packed, pack
from infra.evidence.bundle.shapes import EVENTS, MANIFEST
from tests.evidence.casefile import archive_of, whole
from tests.evidence.logs import AGENCY, KEY

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
    "a crowd": (lambda parts: parts.update({str(number): b"" for number in range(70)}), "It has 77 parts"),
    "a part that was changed": (lambda parts: parts.update({EVENTS: b"{}"}), "it was changed"),
    "a bomb": (bomb, "events.ndjson is larger than"),
    "a bomb that says so": (bomb_that_says_so, "events.ndjson is larger than 256 MiB"),
    "a huge manifest": (lambda parts: parts.update({MANIFEST: bytes(2_000_000)}), "manifest.json is larger"),
    "a deep manifest": (lambda parts: parts.update({MANIFEST: b"[" * 500_000}), "not what a manifest is"),
    "another format": (
        lambda parts: parts.update({MANIFEST: parts[MANIFEST].replace(b'"format": 2', b'"format": 3')}),
        "It has the format 3",
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
            assert (manifest, parts) == (packed.manifest, packed.parts) or check(
                manifest, parts, [KEY], [AGENCY.key]
            ).faults
    assert refused > 200


def flipped(content: bytes, place: int, bit: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :]
