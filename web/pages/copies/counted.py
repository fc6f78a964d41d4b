"""How the duties of a month were kept: a table without persons, for auditors and chairs, and a copy of it.

Invariant: only a month that is over is counted, so that nobody can compare two days; small numbers are hidden before
anything is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from litestar import Response, get
from litestar.params import FromQuery

from domain.envelope import PlaybookRef
from web import seeing
from web.access.justifying import asker
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.faults import NotThere
from web.answers.rendering import page
from web.eventlog.tables import written
from web.pages.copies.logs import period
from web.pages.looking.looked import months
from web.playbooks.duties import PHASES
from web.services import Services
from web.statistics import Group, Shown, Tally, add, shown
from web.texts.catalog import gettext as _

COLUMNS = ("country", "phase", "playbook", "rule", "opened", "late", "acknowledged_in_time", "median_minutes_to_claim")
HIDDEN = "1 to 7"
BY_HAND = "by-hand"
"""The phase of a duty that no rule opened, or none that this release can read."""


@dataclass(frozen=True)
class Statistics:
    """A month's numbers, and the months there are."""

    month: str
    months: Sequence[str]
    rows: Sequence[Shown]
    exercises: bool


def over(services: Services) -> list[str]:
    """The months that are over, the newest first."""
    return months(services.clock.now())[1:]


async def counted(services: Services, viewer: Viewer, month: str) -> list[Shown]:
    """How the duties of a *month* were kept in the cases that *viewer* sees. Raises :class:`NotThere`.

    A demonstration has nothing but exercises, so there these are counted.
    """
    if month not in over(services):
        raise NotThere
    begin, end = period(month)
    groups, phases = dict[Group, Tally](), _phases(services)
    async for each in seeing.recorded_between(services, viewer, begin, end):
        add(groups, each.entries, begin, end, phases, exercises=services.settings.demo)
    return shown(groups[group] for group in sorted(groups))


def _phases(services: Services) -> Callable[[PlaybookRef | None], str]:
    library = services.rules.library()

    def phase(ref: PlaybookRef | None) -> str:
        book = None if ref is None else library.find(ref.playbook, ref.version)
        rules = () if book is None or ref is None else book.rules
        return next((rule.phase.value for rule in rules if ref and rule.id == ref.rule), BY_HAND)

    return phase


@get("/statistics", include_in_schema=False)
async def statistics_page(request: AppRequest, month: FromQuery[str] = "") -> Response[Any]:
    """How the duties of a *month* were kept, or of the last that is over."""
    services, viewer = services_of(request), request.user
    if not seeing.counts_work(viewer):
        raise NotThere
    there = over(services)
    chosen = month or there[0]
    told = Statistics(chosen, there, await counted(services, viewer, chosen), services.settings.demo)
    phases = {phase.value: _(words) for phase, words in PHASES.items()} | {BY_HAND: _("By hand")}
    return page(request, "pages/statistics.html", statistics=told, phases=phases)


@get("/statistics/copy", include_in_schema=False)
async def copy_of_statistics(request: AppRequest, month: FromQuery[str] = "") -> Response[Any]:
    """A *month* as a table; that it was taken is on record first."""
    services, viewer = services_of(request), request.user
    if not seeing.counts_work(viewer):
        raise NotThere
    told = await counted(services, viewer, month)
    await services.consultations.note("exported", asker(viewer), f"statistics {month}")
    disposition = f'attachment; filename="statistics-{month}.csv"'
    return Response(as_csv(told), media_type="text/csv; charset=utf-8", headers={"content-disposition": disposition})


def as_csv(told: Sequence[Shown]) -> bytes:
    """*told* as a table; of a time that is not told, nothing stands there."""
    return written(
        COLUMNS,
        ((*each.group, *map(_number, (each.opened, each.late, each.in_time)), _time(each.to_claim)) for each in told),
    )


def _number(number: int | None) -> str:
    return HIDDEN if number is None else str(number)


def _time(span: timedelta | None) -> str:
    return "" if span is None else str(span // timedelta(minutes=1))


HANDLERS = (statistics_page, copy_of_statistics)
