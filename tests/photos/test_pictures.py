"""Of what was sent as a photo nothing is kept but its pixels."""

from __future__ import annotations

import struct
import zlib

import pytest

from infra.photos import pictures
from infra.photos.pictures import rewritten
from tests.photos.pictures import SECRETS, drawn, from_a_telephone, moving, opened, slow, with_an_archive, written
from web.ports import PictureRefused
from web.texts.wording.photos import REFUSED


def test_nothing_is_left_of_where_and_with_what_it_was_taken() -> None:
    sent = from_a_telephone()

    picture = rewritten(sent)

    assert [secret for secret in SECRETS if secret not in sent] == []
    assert [secret for secret in SECRETS if secret in picture] == []
    assert dict(opened(picture).getexif()) == {}


@pytest.mark.parametrize(("orientation", "size", "dark"), [(1, (320, 200), (10, 100)), (6, (200, 320), (100, 10))])
def test_a_photo_stands_as_its_telephone_was_held(
    orientation: int, size: tuple[int, int], dark: tuple[int, int]
) -> None:
    picture = opened(rewritten(from_a_telephone(orientation)))

    assert picture.size == size
    assert sum(picture.convert("RGB").getpixel(dark)) < 200  # type: ignore[arg-type]  # three numbers, of a colour


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "P"), ("PNG", "RGBA"), ("PNG", "L"), ("WEBP", "RGB"), ("JPEG", "CMYK")]
)
def test_whatever_a_telephone_sends_becomes_a_jpeg(kind: str, mode: str) -> None:
    picture = opened(rewritten(written(drawn(mode=mode), kind)))

    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (320, 200))


def test_a_photo_that_comes_bit_by_bit_is_one_like_any_other() -> None:
    assert opened(rewritten(slow(3))).size == (320, 200)


def test_a_large_photo_becomes_as_large_as_a_face_needs() -> None:
    assert opened(rewritten(written(drawn(2_000, 1_500)))).size == (1_600, 1_200)


def bomb(side: int) -> bytes:
    """A small file that says it has *side* times *side* pixels."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100)))


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


REFUSES = {
    "empty": b"",
    "too-large": b"\xff\xd8" + bytes(pictures.MOST_BYTES),
    "too-small": written(drawn(63, 300)),
    "too-many-pixels": bomb(8_000),
    "animated": moving("PNG"),
    "something-else": with_an_archive(written(drawn())),
    "unreadable": b"\xff\xd8\xff\xe0 no picture",
}


@pytest.mark.parametrize("why", REFUSES)
def test_what_is_no_photo_is_refused_with_its_reason(why: str) -> None:
    with pytest.raises(PictureRefused) as refused:
        rewritten(REFUSES[why])

    assert refused.value.why == why
    assert REFUSED[why].endswith(".")


HARMFUL = {
    "a moving webp": moving("WEBP"),
    "a gif": written(drawn(), "GIF"),
    "a tiff": written(drawn(), "TIFF"),
    "half a photo": written(drawn())[:-900],
    "a page": b"<!DOCTYPE html>" + written(drawn()),
    "a photo with a script in a comment": written(drawn(), comment=b"<script>alert(1)</script>"),
    "a document": written(drawn(), comment=b"%PDF-1.7"),
    "a huge bomb": bomb(60_000),
    "a photo that takes hours to decode": slow(200),
    "a drawing": b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
}


@pytest.mark.parametrize("name", HARMFUL)
def test_what_might_harm_who_opens_it_is_refused(name: str) -> None:
    with pytest.raises(PictureRefused):
        rewritten(HARMFUL[name])


def test_every_reason_has_its_words() -> None:
    assert REFUSES.keys() | {"missing"} == REFUSED.keys()
