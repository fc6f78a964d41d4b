"""What an API request says besides its address: a body, a key, a version.

Invariant: a malformed one is told with the field at fault, and nothing was recorded.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from domain.context import Moment, is_language
from domain.envelope import Occurred
from web.access.viewer import AppRequest, Viewer
from web.answers.faults import BadBody
from web.forms.reading import bad_body
from web.texts.catalog import gettext as _

T = TypeVar("T")

MAX_DIGITS = 15

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)


class When(msgspec.Struct, frozen=True, kw_only=True):
    """When it happened: a moment, or from one to another, perhaps only about then."""

    occurred_at: Moment | None = None
    occurred_until: Moment | None = None
    approximate: bool = False


OCCURRED = When.__struct_fields__


async def json_object(request: AppRequest) -> dict[str, Any]:
    """The JSON object in the body; an empty body is an empty object. Raises :class:`BadBody`."""
    raw = await request.body()
    if not raw.strip():
        return {}
    try:
        body = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        raise BadBody(_("The body is not JSON.")) from None
    if not isinstance(body, dict):
        raise BadBody(_("The body must be a JSON object."))
    return body


async def shaped(request: AppRequest, shape: type[T]) -> T:
    """The body as *shape*. Raises :class:`BadBody`."""
    try:
        return msgspec.convert(await json_object(request), shape)
    except msgspec.ValidationError as error:
        raise bad_body(str(error)) from None


def occurred_of(body: dict[str, Any]) -> tuple[Occurred | None, dict[str, Any]]:
    """When it happened, taken out of *body*; None for now."""
    rest = {name: value for name, value in body.items() if name not in OCCURRED}
    try:
        when = msgspec.convert({name: value for name, value in body.items() if name in OCCURRED}, When)
    except msgspec.ValidationError as error:
        raise bad_body(str(error)) from None
    if when.occurred_at is None:
        if len(rest) < len(body):
            raise BadBody(_("Say when it happened, or leave all three fields out for now."), "occurred_at")
        return None, rest
    if when.occurred_at < EARLIEST:
        raise BadBody(_("That is too long ago."), "occurred_at")
    until = None if when.occurred_until is None else _in_utc(when.occurred_until, "occurred_until")
    return Occurred(_in_utc(when.occurred_at, "occurred_at"), until, approximate=when.approximate), rest


def _in_utc(moment: datetime, field: str) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise BadBody(_("There is no such time."), field) from None


def moment_of(text: str | None, field: str) -> datetime | None:
    """The moment in a query, None where none was given. Raises :class:`BadBody`."""
    if text is None:
        return None
    try:
        return msgspec.convert(text.replace(" ", "+"), Moment)  # a plus that nobody encoded arrives as a space
    except msgspec.ValidationError:
        raise BadBody(_("A time needs its offset: 2026-11-21T14:30:00Z."), field) from None


def expected_version(request: AppRequest) -> int | None:
    """The version in ``If-Match``, None where there is none. Raises :class:`BadBody`."""
    header = request.headers.get("if-match")
    if header is None or header.strip() == "*":
        return None
    text = header.strip().removeprefix("W/").strip('"')
    if not (text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS):
        raise BadBody(_('If-Match names a version: "3".'), "If-Match")
    return int(text)


def key_of(request: AppRequest) -> str | None:
    """The idempotency key, None where none was sent. Raises :class:`BadBody`."""
    key = request.headers.get("idempotency-key")
    if key is not None and not 1 <= len(key) <= 255:
        raise BadBody(_("Idempotency-Key is between 1 and 255 characters long."), "Idempotency-Key")
    return key


def writer_of(request: AppRequest) -> Viewer:
    """Who asks, writing in the language that ``Content-Language`` says, if it does. Raises :class:`BadBody`."""
    tag = request.headers.get("content-language")
    if tag is not None and not is_language(tag):
        raise BadBody(_("Content-Language names one language: el."), "Content-Language")
    return replace(request.user, writes=tag or "")


def versioned(version: int) -> dict[str, str]:
    """The header that says which version an answer shows."""
    return {"etag": f'"{version}"'}
