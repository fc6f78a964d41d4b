"""The files we ship to browsers: read once, packed once, and named by their content.

Invariant: an address that carries the hash of a content never answers with another; a file beside ours is not there. A
file that was replaced on disk is read again, so that nobody has to restart to see a changed style.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath

from web.answers.faults import NotThere

STATIC = Path(__file__).parent.parent / "static"

FOR_EVER = "public, max-age=31536000, immutable"
LEVEL = 9
"""Packed once for every browser that will ever ask, so as small as it gets."""

KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
PACKED = frozenset({".css", ".js", ".svg", ".txt", ".toml"})
"""What gets smaller by packing; fonts and pictures are packed already."""


@dataclass(frozen=True)
class Shipped:
    """One file as it goes out."""

    stamp: tuple[int, int]
    digest: str
    kind: str
    plain: bytes
    packed: bytes | None


_kept: dict[str, Shipped] = {}


def static(path: str) -> str:
    """The address of a file we ship, with the hash of its content, so that it may be kept for ever."""
    found = shipped(path)
    if found is None:
        raise FileNotFoundError(path)
    return f"/static/{path}?v={found.digest}"


def shipped(path: str) -> Shipped | None:
    """The file at *path* below the folder of static files; None where there is none."""
    known = _kept.get(path)
    place = STATIC / path if known is not None else (STATIC / path).resolve()
    try:
        about = place.stat()
    except (OSError, ValueError):
        return None
    stamp = (about.st_mtime_ns, about.st_size)
    if known is not None and known.stamp == stamp:
        return known
    if not place.resolve().is_relative_to(STATIC) or not place.is_file():
        return None
    _kept[path] = found = _read(place, stamp)
    return found


def ready() -> None:
    """Read and pack everything now, so that the first visitor does not wait for it."""
    for place in STATIC.rglob("*"):
        if place.is_file():
            shipped(place.relative_to(STATIC).as_posix())


def _read(place: Path, stamp: tuple[int, int]) -> Shipped:
    plain = place.read_bytes()
    packed = gzip.compress(plain, LEVEL, mtime=0) if place.suffix in PACKED else None
    kind = KINDS.get(place.suffix) or mimetypes.guess_type(place.name)[0] or "text/plain"
    return Shipped(stamp, hashlib.sha256(plain).hexdigest()[:12], kind, plain, packed)


@get("/static/{path:path}", include_in_schema=False, opt={"exclude_from_auth": True}, sync_to_thread=False)
def static_file(request: Request[Any, Any, Any], path: FromPath[Path]) -> Response[bytes]:
    """One file, packed where the browser takes it so; nothing where it has this content already."""
    name = str(path).lstrip("/")
    found = shipped(name)
    if found is None:
        raise NotThere
    tag = f'W/"{found.digest}"'
    named = request.query_params.get("v") == found.digest or name.startswith("vendor/")
    headers = {"etag": tag, "cache-control": FOR_EVER if named else "no-cache", "vary": "Accept-Encoding"}
    if tag in _tags(request):
        return Response(b"", status_code=304, headers=headers, media_type=found.kind)
    packed = found.packed if "gzip" in request.headers.get("accept-encoding", "") else None
    if packed is not None:
        headers["content-encoding"] = "gzip"
    return Response(found.plain if packed is None else packed, headers=headers, media_type=found.kind)


def _tags(request: Request[Any, Any, Any]) -> Sequence[str]:
    return [each.strip() for each in request.headers.get("if-none-match", "").split(",")]


HANDLERS = (static_file,)
