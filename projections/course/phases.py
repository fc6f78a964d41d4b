"""The phases a case went through, each with when it began and ended.

Invariant: the phase is what the functions that fold the case say it is; phases follow each other without a gap, and
none ends before it began, however late its turn was recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import get_args

import msgspec
from msgspec.structs import replace

from domain.case import events as e
from projections.cases import Case, learn
from projections.cases.telling import as_fact
from projections.timeline import Entry

TURNS = frozenset(each.NAME for each in (e.CaseOpened, e.CaseClosed, e.CaseReopened, *get_args(e.EpisodeEvent)))
"""The facts that can lead from one phase into another."""


class Span(msgspec.Struct, frozen=True):
    """The case was in a *phase* *since* a moment, *until* another; None for the one it is in."""

    phase: str
    since: datetime
    until: datetime | None = None


def phases_of(entries: Iterable[Entry]) -> tuple[Span, ...]:
    """The phases that *entries* tell of, by when their turns happened."""
    case: Case | None = None
    turns: list[Span] = []
    for entry in entries:
        if entry.name not in TURNS or not entry.filed:
            continue
        case = learn(case, as_fact(entry))
        if case is None:
            continue
        since = max([entry.occurred.at, *(turn.since for turn in turns[-1:])])
        if turns and turns[-1].phase == case.phase:
            continue
        turns[-1:] = [*(replace(turn, until=since) for turn in turns[-1:]), Span(case.phase, since)]
    return tuple(turns)


def phase_at(spans: Sequence[Span], at: datetime) -> str:
    """The phase *at* a moment; before the first, the first; empty where there is none."""
    begun = [span.phase for span in spans if span.since <= at] or [span.phase for span in spans[:1]]
    return begun[-1] if begun else ""
