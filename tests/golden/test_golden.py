"""What was stored once is stored the same today, and is still read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from domain.events import REGISTER, Unknown
from infra.codec import check_register, decode
from tests.golden.shapes import FOLDER, Shape, shapes

FILES = sorted(FOLDER.glob("*.json"))


@pytest.mark.parametrize("shape", list(shapes()), ids=lambda shape: shape.file.stem)
def test_an_event_is_stored_in_the_shape_it_always_had(shape: Shape) -> None:
    assert shape.file.exists(), "a new event type: python -m tests.golden.write"
    assert shape.file.read_text() == shape.text


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_shape_ever_stored_is_still_read(file: Path) -> None:
    name, version, _ = file.stem.split(".")

    meta, event = decode(name, int(version[1:]), file.read_bytes())

    assert not isinstance(event, Unknown)
    assert type(event) is REGISTER[name].cls
    assert meta.agency == "agency"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_fact_from_before_a_language_could_be_said_is_read_as_one_that_says_none(file: Path) -> None:
    name, version, _ = file.stem.split(".")
    body = json.loads(file.read_text())
    said = body.pop("language", None)

    meta, event = decode(name, int(version[1:]), json.dumps(body).encode())

    now, same = decode(name, int(version[1:]), file.read_bytes())
    assert (meta.language, now.language) == (None, said)
    assert (replace(meta, language=said), event) == (now, same)


def test_every_registered_type_survives_the_way_to_disk_and_back() -> None:
    kinds = {shape.kind.name: shape.kind for shape in shapes()}

    check_register(kinds.values())

    assert kinds
