"""Conferences as the entries of a timeline tell them, for who may see these and perhaps not all.

Invariant: the same functions fold them as fold them for everybody; what was cut from an entry is empty in its fact, and
a pin that somebody may not see is not there.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from projections.cases.telling import as_fact
from projections.conferences.document import Conference
from projections.conferences.fold import evolve
from projections.timeline import Entry


def told(entries: Iterable[Entry]) -> dict[str, Conference]:
    """The conferences that *entries* tell of, by identifier, in the order in which they were called."""
    found: dict[str, Conference] = {}
    for entry in entries:
        if entry.conference is None:
            continue
        after = evolve(found.get(entry.conference), as_fact(entry))
        if after is not None:
            found[entry.conference] = after
    return found


def without_private(conference: Conference) -> Conference:
    """*conference* with its codes and times alone: as a list, a calendar or a notice may tell of it."""
    minutes = conference.minutes
    bare_minutes = minutes and replace(
        minutes, text=None, answers=tuple(replace(each, reason=None) for each in minutes.answers)
    )
    return replace(
        conference,
        agenda=None,
        why=None,
        presence=tuple(replace(each, words=None) for each in conference.presence),
        pins=(),
        decisions=tuple(
            replace(each, text=None, withdrawn=None, dissents=tuple(replace(no, reason=None) for no in each.dissents))
            for each in conference.decisions
        ),
        minutes=bare_minutes,
    )
