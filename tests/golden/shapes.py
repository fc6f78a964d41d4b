"""The stored shape of every event type, as files that last as long as the log does."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

import domain
from domain.events import REGISTER, EventType
from infra.codec import encode
from infra.codec.register import Marking
from infra.codec.samples import ORIGINATOR, Fill, draft_of

FOLDER = Path(__file__).parent


class Shape(NamedTuple):
    kind: EventType
    fill: Fill

    @property
    def file(self) -> Path:
        return FOLDER / f"{self.kind.name}.v{self.kind.schema}.{self.fill.value}.json"

    @property
    def text(self) -> str:
        """The body as it is stored; only the line breaks are for reading."""
        body = encode(ORIGINATOR, draft_of(self.kind, self.fill), Marking())
        return msgspec.json.format(body, indent=2).decode() + "\n"


def shapes() -> Iterator[Shape]:
    """Two shapes of every event type of the product; types that tests register are not stored anywhere."""
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        importlib.import_module(module.name)
    for _, kind in sorted(REGISTER.items()):
        if kind.cls.__module__.startswith("domain."):
            yield from (Shape(kind, fill) for fill in Fill)
