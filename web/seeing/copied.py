"""What was recorded in a while in all cases that somebody sees: for copies that leave, and for what is counted.

Invariant: each case is cut for its reader by itself; a case that they do not see adds nothing, also no time. However
many there are, others are answered between any two.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from projections import cases, timeline, visibility
from projections.views import moment
from web.access.viewer import Viewer
from web.seeing.cases import AT_ONCE, all_entries, case_ids
from web.seeing.eyes import eyes
from web.services import Services


@dataclass(frozen=True)
class Recorded:
    """A case, and everything that its reader sees of it."""

    case: str
    reference: str
    entries: Sequence[timeline.Entry]


def reads_periods(viewer: Viewer) -> bool:
    """Whether *viewer* takes copies of what was recorded in a month in all cases that they see."""
    return visibility.reads_periods(eyes(viewer))


def counts_work(viewer: Viewer) -> bool:
    """Whether *viewer* is told how the duties of a month were kept, over all cases that they see."""
    return visibility.counts_work(eyes(viewer))


async def recorded_between(
    services: Services, viewer: Viewer, begin: datetime, end: datetime
) -> AsyncIterator[Recorded]:
    """What *viewer* sees of each case that was there between two moments, one case at a time.

    All of a case is told, so that a fact can be understood by what came before it.
    """
    ids, now = case_ids(services, viewer), services.clock.now()
    columns = ("key", "founded")
    for start in range(0, len(ids), AT_ONCE):
        where = {"key": ids[start : start + AT_ONCE]}
        rows = services.documents.values(cases.VIEW, columns, where)
        for id_ in sorted(str(key) for key, founded in rows if int(str(founded)) < moment(end)):
            await asyncio.sleep(0)  # noqa: TID251  one turn of the loop, no time
            document = services.documents.get(cases.VIEW, id_)
            if document is None:
                continue
            entries = visibility.entries_seen(eyes(viewer), document, all_entries(services, id_), now=now)
            if any(begin <= entry.recorded_at < end for entry in entries):
                yield Recorded(id_, document.reference, entries)
