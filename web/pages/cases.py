"""The cases of an agency, and opening a new one.

Invariant: an agency's list holds the cases it takes part in, and no trace of any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect

from domain.case.codes import CASE_ROLES
from domain.codes import Country, RiskLevel
from web import seeing
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.faults import NotThere
from web.answers.rendering import page
from web.opening import open_case
from web.services import Services
from web.texts.times import now


@dataclass(frozen=True)
class CaseRow:
    """A case in a list."""

    id: str
    reference: str
    country: Country
    phase: str
    risk: RiskLevel
    lead_name: str
    open_tasks: int
    overdue_tasks: int
    exercise: str | None
    last_at: datetime


def rows(services: Services, viewer: Viewer) -> list[CaseRow]:
    """The cases that *viewer* may see, the last changed first."""
    found = []
    seen = seeing.cases_for(services, viewer)
    tasks = seeing.running_tasks_of(services, viewer, seen)
    for case in seen:
        running = tasks[case.id]
        found.append(
            CaseRow(
                id=case.id,
                reference=case.reference,
                country=case.country,
                phase=case.phase,
                risk=case.risk.level if case.risk else RiskLevel.UNKNOWN,
                lead_name=services.people.agency_name(case.lead),
                open_tasks=len(running),
                overdue_tasks=sum(task.due_at is not None and task.due_at < now() for task in running),
                exercise=case.exercise,
                last_at=case.last_activity,
            )
        )
    return sorted(found, key=lambda row: row.last_at, reverse=True)


@get("/cases", include_in_schema=False)
async def cases_page(request: AppRequest) -> Response[Any]:
    """The list of cases."""
    services, viewer = services_of(request), request.user
    return page(
        request, "pages/cases.html", cases=rows(services, viewer), filters=(), may_open=viewer.role in CASE_ROLES
    )


@get("/cases/new", include_in_schema=False)
async def new_case_page(request: AppRequest) -> Response[Any]:
    """The form to open a case."""
    if request.user.role not in CASE_ROLES:
        raise NotThere
    return page(request, "pages/new_case.html", key=services_of(request).ids.new())


@post("/cases", include_in_schema=False, status_code=200)
async def new_case(request: AppRequest) -> Response[Any]:
    """Open a case, and go on to who the child is."""
    data = await request.form()
    if request.user.role not in CASE_ROLES:
        raise NotThere
    services = services_of(request)
    opened = await open_case(services, request.user, None, key=str(data.get("key") or services.ids.new()))
    return Redirect(f"/cases/{opened.case}/do/record-identity", status_code=303)


HANDLERS = (cases_page, new_case_page, new_case)
