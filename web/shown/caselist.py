"""The cases of an agency, a page at a time: which are chosen, in which order, and what a row says.

Invariant: filters, order and pages are decided on columns; only the documents of the page that is shown are read, and
each is cut as the visibility rules cut lists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

import msgspec
from msgspec.structs import asdict, replace

from domain.codes import Country, RiskLevel
from projections import board, cases
from projections.urgency import past_due
from projections.views import Value
from web import seeing
from web.access.viewer import Viewer
from web.services import Services
from web.texts.times import now

A_PAGE = 50
PHASES = ("missing", "found", "aftercare", "prevention", "closed")
ORDERS: Mapping[str, tuple[str, ...]] = {
    "changed": ("-last_activity",),
    "risk": ("-risk_rank", "-last_activity"),
    "opened": ("-opened_at",),
    "reference": ("reference",),
}
NOBODY = "nobody"
"""The choice of cases that nobody leads."""


class CaseChoice(msgspec.Struct, frozen=True, kw_only=True):
    """Which cases are listed, in which order; empty where it does not matter."""

    phase: str = ""
    risk: str = ""
    lead: str = ""
    country: str = ""
    order: str = "changed"
    page: int = 1

    def query(self, **changes: object) -> str:
        """The query string of this choice with *changes*; what is as it begins is not said."""
        changed = asdict(replace(self, **{"page": 1, **changes}))
        said = {name: value for name, value in changed.items() if value != getattr(ALL, name)}
        return f"?{urlencode(said)}" if said else ""

    @property
    def filtered(self) -> bool:
        """Whether some cases are left out."""
        return bool(self.phase or self.risk or self.lead or self.country)


ALL = CaseChoice()


@dataclass(frozen=True)
class CaseRow:
    """A case in a list."""

    id: str
    reference: str
    country: Country
    phase: str
    risk: RiskLevel
    lead_name: str
    own_tasks: int
    own_overdue: int
    open_tasks: int
    overdue_tasks: int
    exercise: str | None
    last_at: datetime
    erased_on: datetime | None = None


@dataclass(frozen=True)
class CaseList:
    """One page of the list, and what can be chosen, with how many cases each choice would leave of all."""

    rows: Sequence[CaseRow]
    choice: CaseChoice
    total: int
    all: int
    first: int
    before: str | None
    after: str | None
    phases: Mapping[str, int]
    risks: frozenset[str]
    leads: Sequence[tuple[str, str]]
    countries: Sequence[tuple[str, str]]

    @property
    def last(self) -> int:
        """The place of the last row."""
        return self.first + len(self.rows) - 1


def choice_of(given: Mapping[str, str]) -> CaseChoice:
    """The choice that *given* parameters make; what cannot be chosen, is not."""
    page = given.get("page", "")
    return CaseChoice(
        phase=_one_of(given.get("phase"), PHASES),
        risk=_one_of(given.get("risk"), [level.value for level in RiskLevel]),
        lead=given.get("lead", "")[:80],
        country=_one_of(given.get("country"), [country.value for country in Country]),
        order=_one_of(given.get("order"), ORDERS) or "changed",
        page=int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 7 else 1,
    )


def _one_of(given: str | None, values: Sequence[str] | Mapping[str, object]) -> str:
    return given if given is not None and given in values else ""


def list_of(services: Services, viewer: Viewer, choice: CaseChoice) -> CaseList:
    """The page of the cases of *viewer* that *choice* names; a page beyond the end is the last one."""
    ids = seeing.case_ids(services, viewer)
    found = seeing.columns_of(services, viewer, ("phase", "risk", "lead", "country"))
    wanted = (choice.phase, choice.risk, choice.lead, choice.country)
    total = sum(_fits(row, wanted) for row in found)
    pages = max(1, -(-total // A_PAGE))
    choice = replace(choice, page=max(1, min(choice.page, pages)))
    rows = _rows(services, viewer, choice, ids) if total else []
    leads = {str(lead): services.people.agency_name(str(lead)) for lead in {row[2] for row in found} if lead}
    return CaseList(
        rows=rows,
        choice=choice,
        total=total,
        all=len(found),
        first=(choice.page - 1) * A_PAGE + 1,
        before=f"/cases{choice.query(page=choice.page - 1)}" if choice.page > 1 else None,
        after=f"/cases{choice.query(page=choice.page + 1)}" if choice.page < pages else None,
        phases={phase: count for phase in PHASES if (count := sum(row[0] == phase for row in found))},
        risks=frozenset(str(row[1]) for row in found),
        leads=sorted(leads.items(), key=lambda pair: pair[1]),
        countries=sorted((str(code), str(code).upper()) for code in {row[3] for row in found}),
    )


def _fits(row: Sequence[Value], wanted: Sequence[str]) -> bool:
    return all(not value or (row[place] or NOBODY) == value for place, value in enumerate(wanted))


def _where(choice: CaseChoice) -> dict[str, Value | Sequence[Value]]:
    where: dict[str, Value | Sequence[Value]] = {
        name: getattr(choice, name) for name in ("phase", "risk", "country") if getattr(choice, name)
    }
    if choice.lead:
        where["lead"] = None if choice.lead == NOBODY else choice.lead
    return where


def _rows(services: Services, viewer: Viewer, choice: CaseChoice, ids: Sequence[str]) -> list[CaseRow]:
    seen = seeing.cases_among(
        services,
        viewer,
        ids,
        where=_where(choice),
        order_by=ORDERS[choice.order],
        limit=A_PAGE,
        offset=(choice.page - 1) * A_PAGE,
    )
    tasks = seeing.running_tasks_of(services, viewer, seen)
    return [_row(services, viewer, case, tasks[case.id]) for case in seen]


def _row(services: Services, viewer: Viewer, case: cases.Case, running: Sequence[board.Task]) -> CaseRow:
    own = [task for task in running if task.agency == viewer.agency_id]
    return CaseRow(
        id=case.id,
        reference=case.reference,
        country=case.country,
        phase=case.phase,
        risk=case.risk.level if case.risk else RiskLevel.UNKNOWN,
        lead_name=services.people.agency_name(case.lead),
        own_tasks=len(own),
        own_overdue=_overdue(own),
        open_tasks=len(running),
        overdue_tasks=_overdue(running),
        exercise=case.exercise,
        last_at=case.last_activity,
        erased_on=case.keeping.erased_at,
    )


def _overdue(tasks: Sequence[board.Task]) -> int:
    return sum(past_due(task, now()) for task in tasks)
