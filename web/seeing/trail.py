"""The log as a trail: what auditors read, what pages missed, what an installation set aside.

Invariant: a line of the trail is cut like the fact it is of; of what may not be seen there is no gap that could be
counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.envelope import task_of
from domain.ports import Damaged, StoreAway
from projections import VIEWS, audit, board, cases, timeline, visibility
from projections.views import Parked, Value
from web.access.viewer import Viewer
from web.live import QUEUE, News
from web.seeing.cases import case_ids, cases_among
from web.seeing.eyes import eyes
from web.services import Services

LOST = -1
"""A position that nobody knows any more: made under another key, or by nobody here."""


@dataclass(frozen=True)
class SeenTrace:
    """A line of the trail and the case it is of, as its reader sees them."""

    trace: audit.Trace
    case: cases.Case


def traces(
    services: Services,
    viewer: Viewer,
    most: int,
    *,
    before: int | None = None,
    agency: str = "",
    names: Sequence[str] = (),
) -> list[SeenTrace]:
    """At most *most* lines that *viewer* may see, the newest first or those *before* a position."""
    where: dict[str, Value | Sequence[Value]] = {"case": tuple(case_ids(services, viewer))}
    where |= {"agency": agency} if agency else {}
    where |= {"name": tuple(names)} if names else {}
    lines: list[SeenTrace] = []
    while len(lines) < most:
        found = services.documents.select(
            audit.VIEW,
            where,
            less_or_equal=None if before is None else {"position": before - 1},
            order_by=("-position",),
            limit=most,
        )
        lines += _cut(services, viewer, found)
        if len(found) < most:
            break
        before = found[-1].position
    return lines[:most]


def _cut(services: Services, viewer: Viewer, found: Sequence[audit.Trace]) -> list[SeenTrace]:
    ids = {trace.case for trace in found if trace.case is not None}
    seen = {case.id: case for case in cases_among(services, viewer, ids)}
    return [
        SeenTrace(trace, seen[trace.case])
        for trace in found
        if trace.case in seen and visibility.trace_seen(eyes(viewer), trace, seen[trace.case].agencies)
    ]


def own_traces(services: Services, viewer: Viewer, most: int) -> list[audit.Trace]:
    """The last *most* facts that the viewer's own agency recorded, the newest first."""
    return services.documents.select(audit.VIEW, {"agency": viewer.agency_id}, order_by=("-position",), limit=most)


def missed(
    services: Services, viewer: Viewer, hear: Callable[[News], News | None], after: int | None
) -> Sequence[News] | None:
    """What happened *after* a position, as far as who asks may *hear* it; None where it cannot all be told.

    Nothing where no position is given, None where more has come than is read, or where the bookmark is *LOST*.
    """
    if after is None:
        return ()
    if after == LOST:
        return None
    known = services.documents.position(audit.VIEW)
    if known < services.hub.position:
        return None  # It is behind what others have been told of already: built anew, for example.
    if after >= known:
        return ()
    try:
        return _since(services, viewer, hear, after)
    except StoreAway:
        return None


def _since(services: Services, viewer: Viewer, hear: Callable[[News], News | None], after: int) -> list[News] | None:
    """What *viewer* hears of the facts after a position; None where it is more than a page is told one by one.

    Most pages were away for a moment: the last facts of all are looked through first. Where these do not reach back far
    enough, those of their own cases are, so that it does not matter how much happened elsewhere.
    """
    last = services.documents.select(audit.VIEW, order_by=("-position",), limit=QUEUE + 1)
    if len(last) > QUEUE and last[-1].position > after:
        where = {"case": tuple(case_ids(services, viewer))}
        last = services.documents.select(audit.VIEW, where, order_by=("-position",), limit=QUEUE + 1)
    found = [news for trace in reversed(last) if trace.position > after and hear(news := news_from(trace)) is not None]
    return None if len(found) > QUEUE else found


def position_shown(services: Services) -> int:
    """Up to here a page that is made now shows what happened; it leaves the process as a bookmark only."""
    return min(services.documents.position(view) for view in (board.VIEW, cases.VIEW, timeline.VIEW))


def news_from(trace: audit.Trace) -> News:
    """The news of the fact that *trace* is of."""
    return News(
        trace.position, trace.name, trace.case, task_of(trace.originator), trace.audience, trace.agency, id=trace.id
    )


def damaged_marks(services: Services, most: int) -> list[audit.Trace]:
    """The last *most* messages that do not fit their histories: places in the log, nothing of what they say."""
    return services.documents.select(audit.VIEW, {"name": Damaged.__name__}, order_by=("-position",), limit=most)


def view_positions(services: Services) -> list[tuple[str, int, int]]:
    """How far each view is: its name, its version, and the position it has reached."""
    return [(view.name, view.version, services.documents.position(view)) for view in VIEWS]


def set_aside(services: Services) -> list[Parked]:
    """The facts that a view has set aside: places in the log, nothing of what they say."""
    return services.documents.parked()
