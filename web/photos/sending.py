"""A form with a photo, read in memory.

Invariant: what was sent is in no file, not for a moment; of a photo from nobody who is signed in, nothing is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from litestar.datastructures import FormMultiDict
from litestar.enums import RequestEncodingType
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from multipart import (  # type: ignore[import-untyped]  # it says nothing of its types
    MultipartSegment,
    ParserError,
    ParserLimitReached,
    PushMultipartParser,
)

from web.access.viewer import AppRequest
from web.answers.faults import BadBody
from web.texts.catalog import gettext as _

TAKES_PHOTO = "takes_photo"
"""The option of a handler whose form has a photo in it."""

FIELD = "photo"
SENT = "lantern_photo"
MOST_BYTES = 12 * 1024 * 1024
MOST_PARTS = 20
LONGEST_WORDS = 64 * 1024
LONGEST_FORM = 256 * 1024
"""Bytes of a form that comes without its photo: no more than others may have, though the address takes more."""


@dataclass(frozen=True)
class Sent:
    """The *fields* of a form and its *photo*; nothing where none was chosen."""

    fields: list[tuple[str, str]]
    photo: bytes = b""

    @property
    def form(self) -> FormMultiDict:
        """The fields as other forms have them."""
        return FormMultiDict(self.fields)

    def __repr__(self) -> str:
        """Say how large it is."""
        return f"Sent({len(self.fields)} fields, {len(self.photo)} bytes)"


async def sent_with_photo(request: AppRequest) -> Sent:
    """What was sent; read once for each request. Raises :class:`BadBody`, and that it is too large."""
    state = request.scope["state"]
    if SENT not in state:
        state[SENT] = await _read(request)
    found: Sent = state[SENT]
    return found


async def _read(request: AppRequest) -> Sent:
    kind, options = request.content_type
    if kind != RequestEncodingType.MULTI_PART:
        # A form that goes on after a sign-in comes without its file: no page can put one back.
        return Sent(await _without_photo(request))
    boundary = options.get("boundary", "")
    if not boundary.isascii() or not boundary:
        raise BadBody(_("The parts of this form cannot be told apart."))
    try:
        return await _parts(request, boundary)
    except ParserLimitReached:
        raise RequestEntityTooLarge from None
    except (ParserError, UnicodeDecodeError, LookupError):
        raise BadBody(_("This form did not arrive as a browser sends one.")) from None


async def _without_photo(request: AppRequest) -> list[tuple[str, str]]:
    """The fields of a plain form. Whoever sends more than one can hold is stopped before any of it is looked at."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_FORM or body.count(b"&") >= MOST_PARTS:
            raise RequestEntityTooLarge
    return parse_qsl(body.decode(errors="replace"), keep_blank_values=True)


async def _parts(request: AppRequest, boundary: str) -> Sent:
    fields: list[tuple[str, str]] = []
    photo, words, name = bytearray(), bytearray(), ""
    keeps = request.scope.get("user") is not None
    with PushMultipartParser(boundary, max_segment_count=MOST_PARTS, max_segment_size=MOST_BYTES) as parser:
        async for chunk in request.stream():
            for part in () if parser.closed else parser.parse(chunk):
                if isinstance(part, MultipartSegment):
                    name, words = part.name, bytearray()
                elif part and name == FIELD:
                    photo += part if keeps else b""
                elif part:
                    words += part
                    if len(words) > LONGEST_WORDS:
                        raise RequestEntityTooLarge
                elif name != FIELD:
                    fields.append((name, words.decode()))
    return Sent(fields, bytes(photo))
