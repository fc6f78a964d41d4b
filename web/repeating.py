"""Repeats: the same key again, with the same words or with others.

Invariant: what was typed is never dropped silently. A repeat with the same words is answered as the first time; one
with other words is refused by name, so that it can be sent under a key of its own.
"""

from __future__ import annotations

from typing import Any

from domain.context import Command
from domain.deciding.handling import Outcome
from domain.envelope import Recorded
from domain.events import Event
from domain.privacy import Clear, Erased, Sealed, codes_text
from web.ports import Opener, Place


class OtherWords(Exception):
    """The key was used before, for something else."""


async def refuse_other_words(opener: Opener, command: Command, outcome: Outcome[Any]) -> None:
    """Raise :class:`OtherWords` when *outcome* repeats an earlier command that said something else than *command*."""
    if not outcome.repeated:
        return
    for fact in outcome.events:
        for field in set(command.__struct_fields__) & set(fact.event.__struct_fields__):
            if not await _same(opener, fact, field, getattr(command, field)):
                raise OtherWords


async def _same(opener: Opener, fact: Recorded[Event], field: str, said: object) -> bool:
    recorded = getattr(fact.event, field)
    if isinstance(recorded, Sealed):
        (recorded,) = await opener.open([(recorded, Place(fact.originator, fact.id, field))])
    if isinstance(recorded, Erased):
        return True
    if isinstance(recorded, Clear):
        return recorded.text == (codes_text(said) if isinstance(said, tuple) else said)
    return bool(recorded == said)
