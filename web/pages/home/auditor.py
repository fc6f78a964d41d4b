"""The home of an auditor: what to look at in the cases of their country.

Invariant: it shows that something was late, unseen or opened, by whom and when; never what was written or read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.ports import StoreFault
from projections import cases, timeline
from web import seeing
from web.access.viewer import Viewer
from web.auditing.desk import Desk, desk_of
from web.pages.looking.looked import Line, line
from web.proving.judging import Concern
from web.proving.telling import amiss
from web.services import Services
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.times import now

LATELY = timedelta(days=14)
READ = 1_000
"""How many of the last facts and consultations are looked through; most consultations are of timelines."""

SHOWN = 12
"""How many of each kind a home lists; the trail has all."""


@dataclass(frozen=True)
class Late:
    """Something that was recorded long after it happened."""

    title: str
    case: cases.Case
    agency_name: str
    at: datetime
    span: timedelta


@dataclass(frozen=True)
class Unseen:
    """A task that nobody has acknowledged, although they should have by now."""

    title: str
    case: cases.Case
    agency_name: str
    since: datetime


@dataclass(frozen=True)
class AuditorHome:
    """What an auditor begins with; *looks* is none while the access log cannot be read."""

    desk: Desk
    late: Sequence[Late]
    late_count: int
    unseen: Sequence[Unseen]
    unseen_count: int
    looks: Sequence[Line] | None
    looks_count: int
    cases_count: int
    amiss: Sequence[Concern]


async def home(services: Services, viewer: Viewer) -> AuditorHome:
    """What there is to look at for *viewer*."""
    seen = {case.id: case for case in seeing.cases_for(services, viewer)}
    late, unseen = _late(services, viewer), _unseen(services, viewer, seen)
    looks = await _identities(services, viewer)
    return AuditorHome(
        desk=await desk_of(services, viewer),
        late=late[:SHOWN],
        late_count=len(late),
        unseen=unseen[:SHOWN],
        unseen_count=len(unseen),
        looks=None if looks is None else looks[:SHOWN],
        looks_count=len(looks or ()),
        cases_count=len(seen),
        amiss=await amiss(services),
    )


def _late(services: Services, viewer: Viewer) -> list[Late]:
    """What was recorded late among the last facts, the latest of them first."""
    found = [
        Late(
            wording.event(each.trace.name),
            each.case,
            services.people.agency_name(each.trace.agency),
            each.trace.recorded_at,
            each.trace.recorded_at - (each.trace.occurred.until or each.trace.occurred.at),
        )
        for each in seeing.traces(services, viewer, READ)
    ]
    lately = [late for late in found if late.span > timeline.LATE and late.at > now() - LATELY]
    return sorted(lately, key=lambda each: each.span, reverse=True)


def _unseen(services: Services, viewer: Viewer, seen: Mapping[str, cases.Case]) -> list[Unseen]:
    found = [
        Unseen(_(task.title), seen[task.case], services.people.agency_name(task.agency), task.acknowledge_by)
        for tasks in seeing.running_tasks_of(services, viewer, list(seen.values())).values()
        for task in tasks
        if task.state == "open" and task.acknowledge_by is not None and task.acknowledge_by < now()
    ]
    return sorted(found, key=lambda each: each.since)


async def _identities(services: Services, viewer: Viewer) -> list[Line] | None:
    """Who opened who a child is, lately; none while that cannot be read."""
    try:
        lately = await seeing.looks_lately(services, viewer, READ)
    except StoreFault:
        return None
    since = now() - LATELY
    opened = [each for each in lately.lines if each.looked.what == "identity" and each.looked.at > since]
    return [line(services, each) for each in opened if each.looked.kind == "opened" and each.case is not None]
