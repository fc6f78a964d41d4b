"""What the checks find in one case, for its auditors, with what was remarked on it.

Invariant: that somebody read it is on record, as it names who looked; it opens nothing of the case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from litestar import Response, get
from litestar.params import FromPath, FromQuery

from domain.ports import StoreFault
from projections import cases
from web import seeing
from web.access.justifying import asker
from web.access.viewer import AppRequest, services_of
from web.answers.rendering import page
from web.auditing.rows import Row, rows_of
from web.auditing.told import Told, told_of
from web.forms.fields import ShownError, ShownForm
from web.pages.auditing.asking import remark_form
from web.rights.forms import typed_again

Refusal = tuple[Mapping[str, str], ShownError]
"""What was typed, and what is wrong with it."""


@dataclass(frozen=True)
class Checked:
    """A case as the checks see it: what still stands, what is over, what was remarked; *about* is a chosen finding."""

    case: cases.Case
    open: Sequence[Row]
    over: Sequence[Row]
    remarks: Sequence[Told]
    about: Row | None
    form: ShownForm


@get("/cases/{case_id:str}/findings", include_in_schema=False)
async def case_findings_page(request: AppRequest, case_id: FromPath[str], about: FromQuery[str] = "") -> Response[Any]:
    """The findings of a case; what is remarked is *about* one of them, or about the case."""
    return await show(request, case_id, about)


async def show(
    request: AppRequest, case_id: str, about: str, refused: Refusal | None = None, status: int = 200
) -> Response[Any]:
    """The page; a form that was *refused* has what was typed."""
    services, viewer = services_of(request), request.user
    try:
        found = await seeing.found_in(services, viewer, case_id)
    except StoreFault:
        case = seeing.case_for(services, viewer, case_id)
        return page(request, "pages/case_findings.html", status=503, checked=None, case=case)
    await services.consultations.note("opened", asker(viewer), "findings", case_id)
    remarks = seeing.remarks_on(services, viewer, case_id)
    rows = rows_of(services, found.case, found.findings, remarks)
    chosen = next((row for row in rows if row.key == about), None)
    form = remark_form(services, found.case, chosen)
    checked = Checked(
        case=found.case,
        open=[row for row in rows if row.state == "open" and row is not chosen],
        over=[row for row in rows if row.state == "over" and row is not chosen],
        remarks=[told_of(services, remark, found.case.reference) for remark in remarks],
        about=chosen,
        form=typed_again(form, *refused) if refused else form,
    )
    return page(request, "pages/case_findings.html", status=status, checked=checked, case=found.case)


HANDLERS = (case_findings_page,)
