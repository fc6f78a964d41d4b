"""What an API request says besides its address: a body, a key, a version.

Invariant: a malformed one is told with the field at fault, and nothing was recorded.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from domain.envelope import Occurred
from web.access.viewer import AppRequest
from web.answers.faults import BadBody
from web.forms.reading import bad_body, parse_moment
from web.texts.catalog import gettext as _

T = TypeVar("T")

OCCURRED = ("occurred_at", "occurred_until", "approximate")


async def json_object(request: AppRequest) -> dict[str, Any]:
    """The JSON object in the body; an empty body is an empty object. Raises :class:`BadBody`."""
    raw = await request.body()
    if not raw.strip():
        return {}
    try:
        body = msgspec.json.decode(raw)
    except msgspec.DecodeError:
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
    if body.get("occurred_at") is None:
        return None, rest
    until = body.get("occurred_until")
    return (
        Occurred(
            parse_moment(str(body["occurred_at"])),
            None if until is None else parse_moment(str(until)),
            approximate=bool(body.get("approximate", False)),
        ),
        rest,
    )


def expected_version(request: AppRequest) -> int | None:
    """The version in ``If-Match``, None where there is none. Raises :class:`BadBody`."""
    header = request.headers.get("if-match")
    if header is None or header.strip() == "*":
        return None
    text = header.strip().removeprefix("W/").strip('"')
    if not text.isdecimal():
        raise BadBody(_('If-Match names a version: "3".'), "If-Match")
    return int(text)


def key_of(request: AppRequest) -> str | None:
    """The idempotency key, None where none was sent. Raises :class:`BadBody`."""
    key = request.headers.get("idempotency-key")
    if key is not None and not 1 <= len(key) <= 255:
        raise BadBody(_("Idempotency-Key is between 1 and 255 characters long."), "Idempotency-Key")
    return key


def versioned(version: int) -> dict[str, str]:
    """The header that says which version an answer shows."""
    return {"etag": f'"{version}"'}
