"""Pictures as telephones make them, and as somebody would who means harm."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

SECRETS = (b"Exif", b"SecretPhone", b"a name in a comment", b"http://ns.adobe.com", b"ICC_PROFILE", b"<x:xmpmeta")


def drawn(width: int = 320, height: int = 200, mode: str = "RGB") -> Image.Image:
    """A picture whose left half is dark."""
    picture = Image.new("RGB", (width, height), (220, 180, 140))
    picture.paste((20, 20, 40), (0, 0, width // 2, height))
    return picture.convert(mode)


def written(picture: Image.Image, kind: str = "JPEG", **more: Any) -> bytes:
    """*picture* as a file."""
    found = io.BytesIO()
    picture.save(found, kind, **more)
    return found.getvalue()


def from_a_telephone(orientation: int = 1) -> bytes:
    """A photo that says where, when and with what it was taken, in every way there is."""
    exif = Image.Exif()
    exif[Base.Make] = "SecretPhone"
    exif[Base.Orientation] = orientation
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (50.0, 50.0, 48.0)})
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>50,50.8N</exif:GPSLatitude></x:xmpmeta>'
    more: dict[str, Any] = {"exif": exif, "comment": b"a name in a comment", "xmp": xmp, "icc_profile": b"acsp" * 100}
    return written(drawn(), **more)


def with_an_archive(picture: bytes) -> bytes:
    """*picture* that can be opened as an archive as well."""
    behind = io.BytesIO()
    with zipfile.ZipFile(behind, "w") as archive:
        archive.writestr("run.me", "harm")
    return picture + behind.getvalue()


def moving(kind: str) -> bytes:
    """A picture that moves."""
    return written(drawn(), kind, save_all=True, append_images=[drawn(mode="L").convert("RGB")], duration=100)


def slow(passes: int) -> bytes:
    """A photo that is gone over once more for so many *passes*."""
    whole = written(drawn(), progressive=True)
    last = whole[whole.rfind(b"\xff\xda") : -2]
    return whole[:-2] + last * passes + whole[-2:]


def opened(picture: bytes) -> Image.Image:
    """*picture*, decoded."""
    found = Image.open(io.BytesIO(picture))
    found.load()
    return found
