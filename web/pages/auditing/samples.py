"""Samples of cases: announced by a form, drawn by a root that nobody could know, on record for ever.

Invariant: nobody chooses what is drawn; the page says by what it was, so that it can be drawn again elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from domain.deciding.refusals import Refused
from domain.ids import derive
from domain.ports import StoreFault
from domain.sampling.commands import AnnounceSample
from domain.sampling.events import SampleKind
from projections import cases
from projections.auditing import Sample
from web import seeing
from web.access.circumstances import command_id
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.faults import BadBody, NotThere, fault_of
from web.answers.rendering import page
from web.auditing.sampling import announce, draw
from web.forms.fields import ShownField, ShownForm
from web.forms.reading import shown_error, to_command
from web.pages.looking.looked import months
from web.repeating import OtherWords
from web.rights.forms import plain, typed_again
from web.services import Services
from web.texts.catalog import gettext as _
from web.texts.wording.findings import KINDS

PATH = "/audit/samples"
MANY = "5"
"""How many cases a form begins with."""


@dataclass(frozen=True)
class Shown:
    """A sample in words."""

    url: str
    title: str
    by: str
    who: str
    at: datetime
    sample: Sample
    open_findings: Mapping[str, int]
    remarks: Mapping[str, int]
    cases: Sequence[cases.Case] = ()


def _shown(services: Services, sample: Sample) -> Shown:
    said = {"n": sample.many, "kind": _(KINDS[sample.kind]), "month": sample.month}
    return Shown(
        url=f"{PATH}/{sample.id}",
        title=_("%(n)s of %(kind)s opened in %(month)s") % said,
        by=services.people.agency_name(sample.by),
        who=services.people.member_name(sample.member),
        at=sample.at,
        sample=sample,
        open_findings={},
        remarks={},
    )


@get(PATH, include_in_schema=False)
async def samples_page(request: AppRequest) -> Response[Any]:
    """The samples of the auditor's country, and the form that announces another."""
    return _show(request)


@post(PATH, include_in_schema=False, status_code=200)
async def ask(request: AppRequest) -> Response[Any]:
    """Announce a sample, and draw it if it can be already."""
    services, viewer = services_of(request), request.user
    if not seeing.audits(viewer) or viewer.country is None:
        raise NotThere
    typed = {name: str(value) for name, value in (await request.form()).items()}
    key = typed.get("key") or services.ids.new()
    new = derive(command_id(services, viewer, key, "sample"), "sample")
    said = {name: typed.get(name, "") for name in ("month", "kind", "many")}
    try:
        body = {**said, "sample": new, "country": viewer.country.value, "exercises": services.settings.demo}
        await announce(services, viewer, to_command(AnnounceSample, body), key=key)
    except (Refused, BadBody, OtherWords) as error:
        fault = fault_of(error, "")
        return _show(request, typed_again(_form(services), typed, shown_error(fault)), fault.status)
    return Redirect(f"{PATH}/{new}", status_code=303)


def _show(request: AppRequest, refused: ShownForm | None = None, status: int = 200) -> Response[Any]:
    services, viewer = services_of(request), request.user
    if not seeing.audits(viewer):
        raise NotThere
    samples = [_shown(services, sample) for sample in seeing.samples_for(services, viewer)]
    return page(request, "pages/samples.html", status=status, samples=samples, form=refused or _form(services))


def _form(services: Services) -> ShownForm:
    there = months(services.clock.now())
    fields = [
        ShownField("month", "select", _("Cases opened in"), options=[(each, each) for each in there], value=there[0]),
        ShownField(
            "kind", "select", _("Of these"), options=[(kind.value, _(KINDS[kind])) for kind in SampleKind], value="all"
        ),
        ShownField("many", "text", _("How many to draw"), _("1 to 100; all where there are fewer."), value=MANY),
    ]
    return plain(services, "sample", _("Announce a sample"), fields, _("Announce and draw"))


@get(f"{PATH}/{{sample_id:str}}", include_in_schema=False)
async def sample_page(request: AppRequest, sample_id: FromPath[str]) -> Response[Any]:
    """A sample: the cases that were drawn, and by what."""
    services, viewer = services_of(request), request.user
    sample = seeing.sample_for(services, viewer, sample_id)
    drawn = seeing.drawn_cases(services, viewer, sample)
    open_, remarks = await _about(services, viewer, drawn)
    shown = _shown(services, sample)
    told = Shown(shown.url, shown.title, shown.by, shown.who, shown.at, sample, open_, remarks, drawn)
    return page(request, "pages/sample.html", told=told)


async def _about(
    services: Services, viewer: Viewer, drawn: Sequence[cases.Case]
) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """How many findings stand in each case that was drawn, and how many remarks there are; none while that is away."""
    open_: dict[str, int] = {}
    try:
        for case in drawn:
            found = await seeing.found_in(services, viewer, case.id)
            open_[case.id] = sum(each.over is None for each in found.findings)
    except StoreFault:
        open_ = {}
    return open_, {case.id: len(seeing.remarks_on(services, viewer, case.id)) for case in drawn}


@post(f"{PATH}/{{sample_id:str}}/draw", include_in_schema=False, status_code=200)
async def draw_now(request: AppRequest, sample_id: FromPath[str]) -> Response[Any]:
    """Draw what was announced, once a checkpoint covers it."""
    services, viewer = services_of(request), request.user
    sample = seeing.sample_for(services, viewer, sample_id)
    if sample.draw is None:
        await draw(services, viewer, sample)
    return Redirect(f"{PATH}/{sample_id}", status_code=303)


HANDLERS = (samples_page, ask, sample_page, draw_now)
