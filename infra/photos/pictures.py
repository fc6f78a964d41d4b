"""Whatever was sent as a photo, into a picture that holds nothing but its pixels.

Invariant: what comes out was written here from decoded pixels, so it says neither where nor with what it was taken, and
nothing that was hidden beside the picture comes along; nothing is decoded before its size is known to be bearable.
"""

from __future__ import annotations

import io
import struct
import warnings

from PIL import Image, ImageOps

from web.ports import PictureRefused

FORMATS = ("JPEG", "PNG", "WEBP")
"""What telephones and cameras make. A telephone that keeps another one sends JPEG to a form that asks for it."""

MOST_BYTES = 12 * 1024 * 1024
MOST_PIXELS = 50_000_000
"""A telephone's largest. Decoded, so many take 150 MB for a moment; only one picture is read at a time."""

SCAN, MOST_SCANS = b"\xff\xda", 100
"""What a pass over the whole picture begins with in a JPEG, and how many there may be. A telephone makes one, whoever
shows pictures bit by bit ten; each takes as long as decoding it all, and a hundred bytes are enough to ask for one."""

BY_CHANCE = 2**16
"""Among so many bytes of anything two stand together by chance once."""

LEAST_SIDE = 64
LONGEST_SIDE = 1_600
"""Enough to recognise a face and to print a page."""

QUALITY = 88

ZIP_END, ZIP_END_BYTES, ZIP_COMMENT = b"PK\x05\x06", 22, 65_535
OTHER_BEGINNINGS = (b"%pdf-", b"<!doctype", b"<html", b"<svg", b"<?php")
MARKUP = (b"<script", b"<iframe", b"<?php", b"<!doctype html")


def rewritten(sent: bytes) -> bytes:
    """The picture that *sent* holds, as a JPEG of its pixels. Refuses (:class:`PictureRefused`), with the reason."""
    if not sent:
        raise PictureRefused("empty")
    if len(sent) > MOST_BYTES:
        raise PictureRefused("too-large")
    if is_something_else(sent):
        raise PictureRefused("something-else")
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(sent), formats=FORMATS) as found:
                _refuse_many_scans(found, sent)
                return _written(found)
        except PictureRefused:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise PictureRefused("too-many-pixels") from None
        except Exception as error:
            # Decoders meet anything here, and say so in any way. Whatever they say, it is no picture we can read.
            raise PictureRefused("unreadable") from error


def is_something_else(sent: bytes) -> bool:
    """Whether *sent* is made to be read as something else as well: an archive, a document, a page."""
    if any(each in sent[:1_024].lower() for each in OTHER_BEGINNINGS) or any(each in sent.lower() for each in MARKUP):
        return True
    tail = sent[-(ZIP_END_BYTES + ZIP_COMMENT) :]
    at = tail.rfind(ZIP_END)
    if at < 0 or len(tail) - at < ZIP_END_BYTES:
        return False
    (comment,) = struct.unpack("<H", tail[at + 20 : at + ZIP_END_BYTES])
    return bool(at + ZIP_END_BYTES + comment == len(tail))


def _refuse_many_scans(found: Image.Image, sent: bytes) -> None:
    """Refuse a JPEG that is small, and takes hours to decode; what hangs on it may hold such two bytes by chance."""
    if found.format in ("JPEG", "MPO") and sent.count(SCAN) > MOST_SCANS + len(sent) // BY_CHANCE:
        raise PictureRefused("unreadable")


def _written(found: Image.Image) -> bytes:
    width, height = found.size
    if width * height > MOST_PIXELS:
        raise PictureRefused("too-many-pixels")
    if min(width, height) < LEAST_SIDE:
        raise PictureRefused("too-small")
    if getattr(found, "is_animated", False) and found.format != "MPO":
        # What telephones call MPO is one photo with a smaller one, or its depth, behind it: the first is the photo.
        raise PictureRefused("animated")
    found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    turned = ImageOps.exif_transpose(found)
    turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A new picture, because the old one carries what it was read from: a comment would be written again.
    fresh = Image.new("RGB", turned.size, "white")
    seen = turned.convert("RGBA") if turned.has_transparency_data else turned.convert("RGB")
    fresh.paste(seen, mask=seen if seen.mode == "RGBA" else None)
    written = io.BytesIO()
    fresh.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()
