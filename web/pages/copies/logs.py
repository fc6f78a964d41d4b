"""Copies of the record as event logs: of a case for who sees it, of a month for auditors.

Invariant: a copy holds what its reader may see of the facts, in codes and times, and none of what was written; that it
was taken is on record first.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from litestar import Response, get
from litestar.params import FromPath, FromQuery

from web import seeing
from web.access.justifying import asker
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.faults import NotThere
from web.answers.rendering import page
from web.eventlog import FORMS, Happening, happenings
from web.eventlog.happenings import By, Reader
from web.pages.looking.looked import months
from web.services import Services

MOST = 100_000
"""So many facts one copy of a month holds: what is longer is taken case by case."""

UNSAFE = re.compile(r"[^A-Za-z0-9-]")
"""What the name of a file does not hold."""


@dataclass(frozen=True)
class Months:
    """The months a copy can be taken of, and the one that held too much, if that was asked for."""

    values: Sequence[str]
    too_long: str = ""


def period(month: str) -> tuple[datetime, datetime]:
    """From when to before when a *month* such as 2026-11 is, in UTC."""
    year, number = map(int, month.split("-"))
    return datetime(year, number, 1, tzinfo=UTC), datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC)


def reader_for(services: Services, viewer: Viewer) -> Reader:
    """Tells facts to *viewer*: their own agency's people as they know them, others by number."""
    agencies = services.people.agencies()
    return Reader(viewer.agency_id, {each.id: By(each.role, each.country or "") for each in agencies})


@get("/cases/{case_id:str}/log", include_in_schema=False)
async def log_page(request: AppRequest, case_id: FromPath[str]) -> Response[Any]:
    """What a copy of the record of a case holds, and in which forms it can be taken along."""
    case = seeing.case_for(services_of(request), request.user, case_id)
    return page(request, "pages/case_log.html", case=case)


@get("/cases/{case_id:str}/log/copy", include_in_schema=False)
async def copy_of_case(request: AppRequest, case_id: FromPath[str], form: FromQuery[str] = "") -> Response[Any]:
    """The record of a case as a file."""
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    if form not in FORMS:
        raise NotThere
    await services.consultations.note("exported", asker(viewer), f"log {form}", case.id)
    told = happenings(reader_for(services, viewer), case.reference, seeing.entries_for(services, viewer, case.id))
    return await _file(form, case.reference, told)


@get("/audit/log", include_in_schema=False)
async def months_page(request: AppRequest) -> Response[Any]:
    """What a copy of a month holds, and in which forms it can be taken along."""
    services, viewer = services_of(request), request.user
    if not seeing.reads_periods(viewer):
        raise NotThere
    return page(request, "pages/log.html", months=Months(months(services.clock.now())))


@get("/audit/log/copy", include_in_schema=False)
async def copy_of_month(request: AppRequest, month: FromQuery[str] = "", form: FromQuery[str] = "") -> Response[Any]:
    """What was recorded in a month in the cases that the reader sees, as a file."""
    services, viewer = services_of(request), request.user
    if not seeing.reads_periods(viewer) or form not in FORMS or month not in months(services.clock.now()):
        raise NotThere
    begin, end = period(month)
    await services.consultations.note("exported", asker(viewer), f"log {form} {month}")
    told = await _told(services, viewer, begin, end)
    if told is None:
        offered = Months(months(services.clock.now()), too_long=month)
        return page(request, "pages/log.html", status=422, months=offered)
    return await _file(form, f"lantern-{month}", told)


async def _told(services: Services, viewer: Viewer, begin: datetime, end: datetime) -> list[Happening] | None:
    """The facts of a period in all cases that *viewer* sees; None where they are too many for one copy."""
    reader, told = reader_for(services, viewer), list[Happening]()
    async for each in seeing.recorded_between(services, viewer, begin, end):
        told += happenings(reader, each.reference, each.entries, begin, end)
        if len(told) > MOST:
            return None
    return told


async def _file(form: str, name: str, told: Sequence[Happening]) -> Response[Any]:
    write, media, ending = FORMS[form]
    disposition = f'attachment; filename="{UNSAFE.sub("-", name)}.{ending}"'
    # A month is written for seconds: in a thread, so that others are answered.
    content = await asyncio.to_thread(write, told)
    return Response(content, media_type=media, headers={"content-disposition": disposition})


HANDLERS = (log_page, copy_of_case, months_page, copy_of_month)
