"""The flowchart and the checklist of a case.

Invariant: both show duties that the visibility rules let through, and open no private text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response, get
from litestar.params import FromPath

from domain.codes import Country
from domain.playbook.rules import Phase, Playbook, Playbooks
from projections import cases
from web import seeing
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.rendering import page
from web.casefile.record import Record, record_of
from web.playbooks.checklist import Part, Reader, checklist
from web.playbooks.drawing.chart import Chart, chart_of, legend
from web.playbooks.duties import PHASES, STANDS_IN, Duty, State
from web.playbooks.reading import NOTHING, countries_of, rules_of
from web.playbooks.standing import duties_in
from web.playbooks.titles import languages_read
from web.services import Services
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.times import now


@dataclass(frozen=True)
class Choice:
    """One of a few ways to look, as a link."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Head:
    """What both pages say of a case above their content, and the versions that it goes by."""

    id: str
    reference: str
    country: Country
    exercise: str | None
    versions: Sequence[Playbook]
    unread: bool


def _head(case: cases.Case, rules: Playbooks | None, countries: Sequence[Country]) -> Head:
    held = [] if rules is None else [p for p in rules.playbooks if any(p.holds_in(country) for country in countries)]
    return Head(case.id, case.reference, case.country, case.exercise, held, rules is None)


def _duties(services: Services, viewer: Viewer, record: Record) -> list[Duty]:
    tasks = seeing.tasks_of_case(services, viewer, record.case)
    return duties_in(services, record.case, tasks, record.entries, now())


@get("/cases/{case_id:str}/playbook", include_in_schema=False)
async def chart_page(request: AppRequest, case_id: FromPath[str]) -> Response[Any]:
    """The flowchart of the rules of a case in one *country*, with the case's own path."""
    services, viewer = services_of(request), request.user
    record = record_of(services, viewer, case_id)
    case, rules = record.case, rules_of(services, record.case)
    countries = countries_of(case)
    country = _country(request.query_params.get("country"), countries, viewer)
    duties = _duties(services, viewer, record)
    chart: Chart | None = None
    if rules is not None:
        at, reads = STANDS_IN.get(case.phase), languages_read(viewer)
        chart = chart_of(rules, country, duties, _happened(record), at, reads)
    return page(
        request,
        "pages/case_playbook.html",
        case=_head(case, rules, [country]),
        chart=chart,
        legend=legend(),
        choices=[
            Choice(wording.code(each), f"/cases/{case.id}/playbook?country={each.value}", each is country)
            for each in countries
        ],
        besides=_besides(duties, country),
    )


def _country(asked: str | None, countries: Sequence[Country], viewer: Viewer) -> Country:
    """The one that was asked for, the reader's own, or that of the case."""
    named = next((each for each in countries if each.value == asked), None)
    return named or next((each for each in countries if each is viewer.country), countries[0])


def _happened(record: Record) -> Mapping[str, Sequence[datetime]]:
    found: dict[str, list[datetime]] = {}
    for entry in record.entries:
        if entry.filed:
            found.setdefault(entry.name, []).append(entry.occurred.at)
    return found


def _besides(duties: Sequence[Duty], country: Country) -> Sequence[Duty]:
    """What belongs to the country and is no rule's: to bring somebody in, or what a version had that it has no more."""
    return [duty for duty in duties if duty.rule is None and duty.task.country in {None, country}]


@get("/cases/{case_id:str}/checklist", include_in_schema=False)
async def checklist_page(request: AppRequest, case_id: FromPath[str]) -> Response[Any]:
    """The duties of a case as a list, of all phases or of one."""
    services, viewer = services_of(request), request.user
    record = record_of(services, viewer, case_id)
    case, rules = record.case, rules_of(services, record.case)
    only = next((each for each in Phase if each.value == request.query_params.get("phase")), None)
    countries = countries_of(case)
    reader = Reader(services.people, languages_read(viewer))
    parts = checklist(_duties(services, viewer, record), rules or NOTHING, countries, reader, only)
    return page(
        request,
        "pages/case_checklist.html",
        case=_head(case, rules, countries),
        parts=parts,
        choices=_phases(case.id, only),
        totals=_totals(parts),
    )


def _phases(case: str, only: Phase | None) -> list[Choice]:
    path = f"/cases/{case}/checklist"
    each = [Choice(_(name), f"{path}?phase={phase.value}", phase is only) for phase, name in PHASES.items()]
    return [Choice(_("All phases"), path, only is None), *each]


def _totals(parts: Sequence[Part]) -> Mapping[State, int]:
    lines = [line for part in parts for line in part.lines]
    return {state: sum(line.state is state for line in lines) for state in State if state is not State.NOT_YET}


HANDLERS = (chart_page, checklist_page)
