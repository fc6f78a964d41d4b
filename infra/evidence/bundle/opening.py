"""Opens a bundle that anybody may have made.

Invariant: nothing is written anywhere, nothing is read beyond its limit, and whatever the file holds, the answer is its
parts or one :class:`BundleRefused` that names what is the matter.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Collection, Mapping
from pathlib import Path

import msgspec

from infra.evidence.bundle.shapes import FORMAT, MADE_BY, MANIFEST, MAY, NEEDED, Manifest
from infra.faults import AnswerIsNo

MOST_PARTS = 64
LARGEST = 256 * 1024 * 1024
"""Bytes of one part, unpacked. A case of five thousand facts has about fifteen million."""

LARGEST_MANIFEST = 1024 * 1024
CHUNK = 1024 * 1024
KNOWN = frozenset({MANIFEST, MADE_BY}.union(*NEEDED.values(), *MAY.values()))
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
ENCRYPTED = 1
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What the standard library raises for a zip file that is none, or that was tampered with."""


class BundleRefused(AnswerIsNo):
    """The file is no bundle that can be trusted; the sentence names the part."""


def open_bundle(path: Path) -> tuple[Manifest, Mapping[str, bytes]]:
    """The manifest and the parts of the bundle at *path*, each as the manifest says. Raises :class:`BundleRefused`."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = _refuse_strangers(archive)
            manifest = _manifest(_read(archive, MANIFEST, LARGEST_MANIFEST))
            wanted = _wanted(manifest, names)
            parts = {name: _listed(archive, manifest, name) for name in wanted}
            if MADE_BY in names:
                parts[MADE_BY] = _read(archive, MADE_BY, LARGEST_MANIFEST)
            return manifest, parts
    except BROKEN as fault:
        raise BundleRefused(
            f"It cannot be read as a bundle ({type(fault).__name__}): it is damaged or is none."
        ) from fault


def _refuse_strangers(archive: zipfile.ZipFile) -> list[str]:
    """The names in *archive*, each of which is there once and may be."""
    names = [info.filename for info in archive.infolist()]
    if len(names) > MOST_PARTS:
        raise BundleRefused(f"It has {len(names)} parts; a bundle has {len(KNOWN)} at most.")
    for info in archive.infolist():
        if info.filename not in KNOWN or info.orig_filename != info.filename:
            raise BundleRefused(f"It holds {_shown(info.orig_filename)}, which is no part of a bundle.")
        if info.flag_bits & ENCRYPTED or info.compress_type not in METHODS:
            raise BundleRefused(f"{info.filename} is packed in a way that bundles are not.")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BundleRefused(f"{twice[0]} is in it twice.")
    if MANIFEST not in names:
        raise BundleRefused(f"{MANIFEST} is missing.")
    return names


def _wanted(manifest: Manifest, names: Collection[str]) -> list[str]:
    """The parts that a bundle with *manifest* has, of which *names* are there."""
    needed, may = NEEDED[manifest.format], MAY[manifest.format]
    wanted = [*needed, *(name for name in may if name in manifest.parts)]
    missing = [name for name in wanted if name not in names]
    if missing:
        raise BundleRefused(f"{missing[0]} is missing.")
    more = [name for name in names if name not in {MANIFEST, *wanted, *([MADE_BY] if manifest.format > 1 else [])}]
    if more:
        raise BundleRefused(f"{MANIFEST} does not name {more[0]}.")
    return wanted


def _shown(name: str) -> str:
    """A stranger's name as it can be printed anywhere."""
    return ascii(name[:60])


def _read(archive: zipfile.ZipFile, name: str, largest: int) -> bytes:
    """The bytes of *name*, never more than *largest*, whatever the file says about its size."""
    found = bytearray()
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            found += chunk
            if len(found) > largest:
                raise BundleRefused(f"{name} is larger than {largest // CHUNK} MiB.")
    return bytes(found)


def _manifest(text: bytes) -> Manifest:
    try:
        found = msgspec.json.decode(text, type=Manifest)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise BundleRefused(f"{MANIFEST} is not what a manifest is.") from None
    if found.format not in NEEDED:
        raise BundleRefused(f"It has the format {found.format}; this release reads up to {FORMAT}.")
    return found


def _listed(archive: zipfile.ZipFile, manifest: Manifest, name: str) -> bytes:
    said = manifest.parts.get(name)
    if said is None:
        raise BundleRefused(f"{MANIFEST} does not name {name}.")
    found = _read(archive, name, min(LARGEST, max(said.bytes, 0)))
    if len(found) != said.bytes or hashlib.sha256(found).hexdigest() != said.sha256:
        raise BundleRefused(f"{name} is not the one that {MANIFEST} names: it was changed.")
    return found
