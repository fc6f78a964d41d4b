"""What a fact says in clear is decided field by field, and written down."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from typing import get_args, get_type_hints

import pytest

from domain.events import REGISTER, EventType
from tests.docs.markdown import DOCS
from tests.golden.shapes import shapes

RECORD = (DOCS / "adr/0030-codes-that-describe-a-child-are-sealed.md").read_text()
SAID = frozenset(re.findall(r"`([A-Za-z_.]+)`", RECORD))
KINDS = sorted({shape.kind.name: shape.kind for shape in shapes()}.items())


def in_clear(kind: EventType) -> Iterator[tuple[str, object]]:
    hints = get_type_hints(kind.cls)
    return ((field, hints[field]) for field in kind.cls.__struct_fields__ if field not in kind.private)


def is_code(hint: object) -> bool:
    """Whether a field of this type says something by itself: a code, a number, a yes or no."""
    return any(map(is_code, get_args(hint))) or (isinstance(hint, type) and issubclass(hint, enum.Enum | int))


@pytest.mark.parametrize(("name", "kind"), KINDS, ids=[name for name, _ in KINDS])
def test_every_field_in_clear_is_in_the_record(name: str, kind: EventType) -> None:
    missing = {
        field: hint
        for field, hint in in_clear(kind)
        if f"{name}.{field}" not in SAID and (is_code(hint) or field not in SAID)
    }

    assert missing == {}


def test_the_record_names_no_field_that_is_not_there() -> None:
    fields = {f"{name}.{field}" for name, kind in KINDS for field in kind.cls.__struct_fields__}

    assert {said for said in SAID if said.partition(".")[0] in REGISTER} - fields == set()
