"""What the checks find in all cases of an auditor, chosen by check, agency and whether it still stands; and a copy.

Invariant: a copy holds what its reader sees on the page and nothing more; that it was taken is on record first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from litestar.params import FromQuery

from domain.ports import StoreFault
from projections.findings import Check
from web import seeing
from web.access.justifying import asker
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.faults import NotThere
from web.answers.rendering import page
from web.auditing.rows import Row, rows_of
from web.eventlog.tables import written
from web.services import Services
from web.texts.catalog import gettext as _
from web.texts.wording.findings import CHECKS

PATH = "/audit/findings"
A_PAGE = 50
STATES = ("open", "over", "all")
COLUMNS = (
    "check",
    "what",
    "agency",
    "case",
    "since",
    "over",
    "facts",
    "rule",
    "playbook",
    "settles",
    "remark",
    "exercise",
)


@dataclass(frozen=True)
class Choice:
    """Which findings are shown: of one *check* and *agency* or of all, that still stand, are over, or both."""

    check: str = ""
    agency: str = ""
    state: str = "open"

    def holds(self, row: Row) -> bool:
        """Whether *row* is among them."""
        right = self.check in ("", row.check.value) and self.agency in ("", row.agency)
        return right and self.state in ("all", row.state)

    def query(self, **more: str) -> str:
        """The query string of this choice; what is as it begins with is left out."""
        said = {"check": self.check, "agency": self.agency, "stands": "" if self.state == "open" else self.state}
        return urlencode({name: value for name, value in {**said, **more}.items() if value})


@dataclass(frozen=True)
class Listed:
    """A page of findings, and what could be chosen. *counts* says how many stand, by check."""

    rows: Sequence[Row]
    choice: Choice
    checks: Sequence[tuple[str, str]]
    agencies: Sequence[tuple[str, str]]
    first: int
    total: int
    before: str | None
    after: str | None
    copy_url: str
    counts: Sequence[tuple[str, str, int]]


def choice_of(check: str, agency: str, stands: str) -> Choice:
    """The choice that an address makes; what it does not know is left as it begins."""
    known = {each.value for each in Check}
    return Choice(check if check in known else "", agency, stands if stands in STATES else "open")


async def rows_across(services: Services, viewer: Viewer) -> list[Row]:
    """All findings that *viewer* is told of, the newest first. Raises the faults of the store."""
    about = seeing.remarks_across(services, viewer)
    rows: list[Row] = []
    async for found in seeing.found_across(services, viewer):
        of_case = [remark for remark in about if remark.case == found.case.id]
        rows += rows_of(services, found.case, found.findings, of_case)
    return sorted(rows, key=lambda row: (row.since, row.key), reverse=True)


@get(PATH, include_in_schema=False)
async def findings_page(
    request: AppRequest,
    check: FromQuery[str] = "",
    agency: FromQuery[str] = "",
    stands: FromQuery[str] = "open",
    begin: FromQuery[int] = 0,
) -> Response[Any]:
    """What the checks find in the cases of the auditor's country."""
    services, viewer = services_of(request), request.user
    if not seeing.audits(viewer):
        raise NotThere
    try:
        rows = await rows_across(services, viewer)
    except StoreFault:
        return page(request, "pages/findings.html", listed=None)
    listed = _listed(rows, choice_of(check, agency, stands), max(begin, 0))
    if any(row.check is Check.LOOKED for row in listed.rows):
        await services.consultations.note("opened", asker(viewer), "findings")
    return page(request, "pages/findings.html", listed=listed)


def _listed(rows: Sequence[Row], choice: Choice, begin: int) -> Listed:
    chosen = [row for row in rows if choice.holds(row)]
    begin = begin if begin < len(chosen) else 0
    before = f"{PATH}?{choice.query(begin=str(begin - A_PAGE) if begin > A_PAGE else '')}" if begin else None
    more = begin + A_PAGE < len(chosen)
    open_ = [row for row in rows if row.state == "open"]
    return Listed(
        rows=chosen[begin : begin + A_PAGE],
        choice=choice,
        checks=[(each.value, _(CHECKS[each])) for each in Check],
        agencies=sorted({(row.agency, row.agency_name) for row in rows}, key=lambda pair: pair[1].casefold()),
        first=begin + 1,
        total=len(chosen),
        before=before,
        after=f"{PATH}?{choice.query(begin=str(begin + A_PAGE))}" if more else None,
        copy_url=f"{PATH}/copy?{choice.query()}".rstrip("?"),
        counts=[
            (f"{PATH}?{Choice(check=each.value).query()}", _(CHECKS[each]), sum(row.check is each for row in open_))
            for each in Check
        ],
    )


@get(f"{PATH}/copy", include_in_schema=False)
async def copy(
    request: AppRequest, check: FromQuery[str] = "", agency: FromQuery[str] = "", stands: FromQuery[str] = "open"
) -> Response[Any]:
    """The findings that are chosen, as a table; that it was taken is on record first."""
    services, viewer = services_of(request), request.user
    if not seeing.audits(viewer):
        raise NotThere
    choice = choice_of(check, agency, stands)
    await services.consultations.note("exported", asker(viewer), "findings")
    rows = [row for row in await rows_across(services, viewer) if choice.holds(row)]
    disposition = 'attachment; filename="findings.csv"'
    return Response(as_csv(rows), media_type="text/csv; charset=utf-8", headers={"content-disposition": disposition})


def as_csv(rows: Sequence[Row]) -> bytes:
    """*rows* as a table, each cell safe."""
    return written(
        COLUMNS,
        (
            (
                row.check.value,
                row.what,
                row.agency_name,
                row.case.reference,
                row.since.isoformat(),
                row.over.isoformat() if row.over else "",
                "; ".join(f"{fact.title} {fact.at.isoformat()}" for fact in row.facts),
                row.rule,
                row.rule_name,
                row.settles,
                row.remark,
                row.exercise,
            )
            for row in rows
        ),
    )


HANDLERS = (findings_page, copy)
