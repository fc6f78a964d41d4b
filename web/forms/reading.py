"""Answers into commands.

Invariant: what a form or a JSON body says becomes a command or a list of what to correct, each with its field; it never
becomes an exception on the way to a person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from litestar.datastructures import FormMultiDict

from domain.context import Command
from domain.envelope import Occurred
from domain.ids import derive
from web.answers.faults import BadBody, Fault
from web.forms.care.assessing import chosen
from web.forms.fields import FormSpec, ShownError, Spec
from web.places.typing import WHICH, NotPlaced, point_of
from web.texts import times
from web.texts.catalog import gettext as _

MAX_DIGITS = 15

C = TypeVar("C", bound=Command)

_PATH = re.compile(r" - at `\$\.?(?P<field>[a-z_]*)")
_MISSING = re.compile(r"missing required field `(?P<field>[a-z_]+)`")
_LENGTH = re.compile(r"length <= (?P<most>\d+) - at `\$\.(?P<field>[a-z_]*)")
_OFFSET = re.compile(r"timezone component - at `\$\.(?P<field>[a-z_]*)")
_UNKNOWN = re.compile(r"unknown field `(?P<field>[A-Za-z_ -]+)`")


def read_form(spec: FormSpec, form: FormMultiDict, command_id: str) -> tuple[dict[str, Any], list[ShownError]]:
    """The fields of a command from a posted *form*, and what to correct. Fields left empty are left out."""
    body: dict[str, Any] = {}
    errors: list[ShownError] = []
    for field in spec.fields:
        try:
            value = _answer(field, form, command_id)
            placed = _placed(form) if field.kind == "point" else {}
        except NotPlaced as error:
            errors.append(ShownError(field.name, str(error)))
            continue
        except ValueError:
            errors.append(ShownError(field.name, _("This is no day and time: use 2026-11-21T14:30.")))
            continue
        if placed:
            body |= placed
        elif value:
            body[field.name] = value
        elif field.required:
            errors.append(ShownError(field.name, _("“%(label)s” is needed.") % {"label": _(field.label)}))
    return body, errors


def _placed(form: FormMultiDict) -> Mapping[str, str]:
    """The spot that *form* names, and how near to it where it says no more than the name of a town."""
    typed = {name: text_of(form.get(name, "")) for name in ("point", "country", f"point{WHICH}")}
    return point_of(typed["point"], country=typed["country"], which=typed[f"point{WHICH}"])


def text_of(value: object) -> str:
    """What somebody typed, with the line ends that programs expect."""
    return str(value).replace("\r\n", "\n").strip()


def _answer(field: Spec, form: FormMultiDict, command_id: str) -> str | Sequence[str] | None:
    match field.kind:
        case "new-id":
            return derive(command_id, field.name)
        case "signs":
            return chosen({name: [str(form[name])] for name in form}, field.name)
        case "checkboxes":
            return [text_of(value) for value in form.getall(field.name, [])]
        case "datetime":
            text = text_of(form.get(field.name, ""))
            return times.from_local(text).isoformat() if text else None
        case _:
            text = text_of(form.get(field.name, ""))
            return derive(command_id, field.name) if not text and field.or_new else text


def shown_error(fault: Fault) -> ShownError:
    """*fault* beside the field it is about."""
    return ShownError(fault.field, f"{fault.why} {fault.instead}")


def version_of(text: object) -> int | None:
    """The version that a form carries; None where it carries none."""
    typed = str(text or "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= MAX_DIGITS else None


def read_occurred(form: FormMultiDict) -> tuple[Occurred | None, list[ShownError]]:
    """When it happened, from a form; None for now."""
    text = str(form.get("occurred_at", "")).strip()
    if not text:
        return None, []
    try:
        return Occurred(times.from_local(text), approximate=bool(form.get("approximate"))), []
    except ValueError:
        return None, [ShownError("occurred_at", _("This is no day and time: use 2026-11-21T14:30."))]


def to_command(cls: type[C], body: Mapping[str, Any]) -> C:
    """The command that *body* says. Raises :class:`BadBody` with the field at fault and no part of its value."""
    try:
        return msgspec.convert(dict(body), cls, strict=False)
    except msgspec.ValidationError as error:
        raise bad_body(str(error)) from None


def bad_body(message: str) -> BadBody:
    """What a validation message means to a person; the library's own words name types and fields, never values."""
    for pattern, told in (
        (_MISSING, _("“%(field)s” is needed.")),
        (_UNKNOWN, _("There is no field “%(field)s” here.")),
        (_LENGTH, _("“%(field)s” is longer than %(most)s characters.")),
        (_OFFSET, _("“%(field)s” needs its offset: 2026-11-21T14:30:00Z.")),
        (_PATH, _("“%(field)s” does not have the form that is expected.")),
    ):
        found = pattern.search(message)
        if found and found["field"]:
            return BadBody(told % found.groupdict(), found["field"])
    return BadBody(_("What was sent is not a JSON object with the expected fields."))
