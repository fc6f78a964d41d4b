"""Which agencies looked at a case on which day, beside what they recorded.

Invariant: it tells each reader what the page of who looked tells them, by agency, and holds up nothing: where the
record of who looked is away, the timeline stands without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from domain.ports import StoreFault
from projections import cases
from web import seeing
from web.access.viewer import Viewer
from web.services import Services
from web.texts.times import when

A_LOOK = 500
"""So many of the newest lines are counted: beyond that, who looked has a page of its own."""


async def looked_by_day(services: Services, viewer: Viewer, case: cases.Case) -> Mapping[str, Mapping[str, int]]:
    """How often which agency opened something of *case*, by the day as a timeline names it."""
    try:
        found = await seeing.looks_at(services, viewer, case, A_LOOK)
    except StoreFault:
        return {}
    days: dict[str, Counter[str]] = {}
    for each in found.lines:
        if each.looked.kind == "opened":
            name = services.people.agency_name(each.looked.agency)
            days.setdefault(when(each.looked.at, "date"), Counter())[name] += 1
    return days
