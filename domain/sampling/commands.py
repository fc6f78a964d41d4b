"""What can be asked of a sample of cases.

Invariant: a command names what is drawn from and by what, never what is drawn.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.codes import Country
from domain.context import Command, NewId, Token
from domain.sampling.events import SampleKind

Month = Annotated[str, Meta(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
Hash = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]


class AnnounceSample(Command, frozen=True, kw_only=True):
    """Say how many cases will be drawn, and of which."""

    sample: NewId
    country: Country
    month: Month
    kind: SampleKind = SampleKind.ALL
    many: Annotated[int, Meta(ge=1, le=100)]
    exercises: bool = False


class DrawSample(Command, frozen=True, kw_only=True):
    """Draw what was announced *among* these cases, by the *root* that the *log* had at a *size*."""

    sample: Token
    log: Annotated[str, Meta(min_length=1, max_length=200)]
    size: Annotated[int, Meta(ge=1)]
    root: Hash
    among: tuple[Token, ...]


SamplingCommand = AnnounceSample | DrawSample
