"""Who asked for the child's own data: the requests of a case, and the form that puts one down.

Invariant: whoever sees the case sees that somebody asked and what became of it; the words of a request are opened on
the timeline like others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from domain.case.commands import RequestSubjectAccess
from domain.case.rights.codes import Asking
from domain.deciding.refusals import Refused
from domain.ids import derive
from web import seeing
from web.access.circumstances import command_id
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.faults import BadBody, NotThere, fault_of
from web.answers.rendering import page
from web.forms.fields import ShownField, ShownForm
from web.forms.reading import shown_error, to_command
from web.papers.making import spoken_in
from web.repeating import OtherWords
from web.rights.acting import act
from web.rights.asked import Asked, asked_in
from web.rights.forms import plain, typed_again
from web.services import Services
from web.texts import wording
from web.texts.catalog import gettext as _

FOR_THEM = [asking for asking in Asking if asking is not Asking.NOTICED]
"""Who may ask to read: nobody does for an agency."""


@dataclass(frozen=True)
class Row:
    """A request in words: *state* is waiting, late, ready, over or refused; *may_decide* and *may_fetch* the reader."""

    id: str
    agency_name: str
    asked_by: str
    at: datetime
    due_at: datetime
    until: datetime | None
    state: str
    may_decide: bool
    may_fetch: bool


def row(services: Services, viewer: Viewer, asked: Asked) -> Row:
    """*asked* in words, for *viewer*."""
    mine = asked.of_agency == viewer.agency_id and decides(viewer)
    state = _state(asked, services.clock.now())
    return Row(
        id=asked.id,
        agency_name=services.people.agency_name(asked.of_agency),
        asked_by=wording.code(asked.asked_by),
        at=asked.at,
        due_at=asked.due_at,
        until=asked.until,
        state=state,
        may_decide=mine and state in {"waiting", "late"},
        may_fetch=mine and state == "ready",
    )


def decides(viewer: Viewer) -> bool:
    """Whether *viewer* answers for the data protection of their agency."""
    return seeing.OFFICER in viewer.roles


def _state(asked: Asked, now: datetime) -> str:
    if asked.decided is None:
        return "late" if asked.due_at < now else "waiting"
    if not asked.granted:
        return "refused"
    return "ready" if asked.is_ready(now) else "over"


def asked_for(services: Services, viewer: Viewer, case_id: str, request_id: str) -> Asked:
    """The request that waits for the agency of *viewer*, who decides. Raises :class:`NotThere`."""
    found = asked_in(seeing.entries_for(services, viewer, case_id))
    asked = next((each for each in found if each.id == request_id), None)
    if asked is None or asked.of_agency != viewer.agency_id or not decides(viewer):
        raise NotThere(case_id)
    return asked


@get("/cases/{case_id:str}/subject", include_in_schema=False)
async def subject_page(request: AppRequest, case_id: FromPath[str]) -> Response[Any]:
    """The requests of the case, and the form for another."""
    return show(request, case_id)


@post("/cases/{case_id:str}/subject", include_in_schema=False, status_code=200)
async def ask(request: AppRequest, case_id: FromPath[str]) -> Response[Any]:
    """Put down that the child, or somebody for them, asks."""
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    if not seeing.may_act(viewer, case):
        raise NotThere(case_id)
    typed = {name: str(value) for name, value in (await request.form()).items()}
    key = typed.get("key") or services.ids.new()
    said = {name: typed.get(name, "") for name in ("asked_by", "identified", "words")}
    new = derive(command_id(services, viewer, key, f"{case_id}:subject"), "request")
    try:
        command = to_command(RequestSubjectAccess, {**said, "request": new})
        await act(services, viewer, case, command, key)
    except (Refused, BadBody, OtherWords) as error:
        fault = fault_of(error, "")
        return show(request, case_id, typed_again(_form(services), typed, shown_error(fault)), fault.status)
    return Redirect(f"/cases/{case_id}/subject", status_code=303)


def show(request: AppRequest, case_id: str, refused: ShownForm | None = None, status: int = 200) -> Response[Any]:
    """The page, with the form that was *refused* in the place of a fresh one."""
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    rows: Sequence[Row] = [
        row(services, viewer, asked) for asked in asked_in(seeing.entries_for(services, viewer, case_id))
    ]
    form = (refused or _form(services)) if seeing.may_act(viewer, case) else None
    papers = spoken_in()
    return page(request, "pages/subject.html", status=status, case=case, rows=rows, form=form, paper_languages=papers)


def _form(services: Services) -> ShownForm:
    who = [(asking.value, wording.code(asking.value)) for asking in FOR_THEM]
    fields = [
        ShownField("asked_by", "radios", _("Who asks"), options=who, value=Asking.CHILD.value),
        ShownField(
            "identified",
            "textarea",
            _("How they showed who they are"),
            _("What you saw: a card, the order of a court, that you know the child."),
            recorded=True,
        ),
        ShownField("words", "textarea", _("What they want to know"), required=False, recorded=True),
    ]
    return plain(services, "ask", _("Put a request down"), fields, _("Put the request down"))


HANDLERS = (subject_page, ask)
