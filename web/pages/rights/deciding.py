"""A request for the child's own data, decided: what would be handed out, fact by fact, and the two answers.

Invariant: only the data protection officer of the agency that was asked is here; they read what would be handed out, as
it would be, before they decide: nothing is granted over a fact that came while they read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from domain.case.commands import GrantSubjectAccess, RefuseSubjectAccess, RightsCommand
from domain.case.decider import originator
from domain.case.rights.codes import AccessGround
from domain.deciding.refusals import Refused
from web import seeing
from web.access.circumstances import command_id
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.faults import BadBody, NotThere, fault_of
from web.answers.rendering import page
from web.forms.fields import ShownField, ShownForm
from web.forms.reading import shown_error, to_command
from web.forms.showing import code_options
from web.pages.rights.subject import asked_for, row
from web.repeating import OtherWords
from web.rights.acting import act
from web.rights.forms import plain, typed_again
from web.rights.handing import handed_in_words
from web.services import Services
from web.shown.opening import asks_why
from web.texts.catalog import gettext as _
from web.texts.wording.looking import reasons

STEPS = ("grant", "refuse")


@get("/cases/{case_id:str}/subject/{request_id:str}", include_in_schema=False)
async def decide_page(request: AppRequest, case_id: FromPath[str], request_id: FromPath[str]) -> Response[Any]:
    """What would be handed out, and the answers."""
    return await show(request, case_id, request_id)


@get("/cases/{case_id:str}/subject/{request_id:str}/{step:str}", include_in_schema=False)
async def again(case_id: FromPath[str], request_id: FromPath[str], step: FromPath[str]) -> Redirect:  # noqa: ARG001
    """The page of the request, for who comes back to the address of a step."""
    return Redirect(f"/cases/{case_id}/subject/{request_id}", status_code=303)


@post("/cases/{case_id:str}/subject/{request_id:str}/{step:str}", include_in_schema=False, status_code=200)
async def decide(
    request: AppRequest, case_id: FromPath[str], request_id: FromPath[str], step: FromPath[str]
) -> Response[Any]:
    """Grant the request, or refuse it."""
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    asked = asked_for(services, viewer, case_id, request_id)
    if step not in STEPS:
        raise NotThere(case_id)
    data = await request.form()
    typed = {name: str(data[name]) for name in data}
    withheld = tuple(str(value) for value in data.getall("withheld", []))
    key = typed.get("key") or services.ids.new()
    try:
        if step == "grant":
            await _refuse_unread(services, viewer, case_id, key, typed.get("read", ""))
        await act(services, viewer, case, _command(step, asked.id, typed, withheld), key)
    except (Refused, BadBody, OtherWords) as error:
        fault = fault_of(error, "")
        form = typed_again(next(each for each in _forms(services) if each.slug == step), typed, shown_error(fault))
        return await show(request, case_id, request_id, refused=form, withheld=withheld, status=fault.status)
    return Redirect(f"/cases/{case_id}/subject", status_code=303)


async def _refuse_unread(services: Services, viewer: Viewer, case_id: str, key: str, read: str) -> None:
    """Refuse to hand out what came after the fact that was *read* last; a form that is sent again changes nothing."""
    id_ = command_id(services, viewer, key, f"{case_id}:{GrantSubjectAccess.__name__}")
    known = id_ in (await services.cases.state(originator(case_id))).commands
    if not known and read != seeing.entries_for(services, viewer, case_id)[-1].id:
        raise BadBody(_("Something was recorded while you read. Read what is new below, and decide again."))


def _command(step: str, request: str, typed: dict[str, str], withheld: Sequence[str]) -> RightsCommand:
    if step == "grant":
        return to_command(
            GrantSubjectAccess, {"request": request, "withheld": list(withheld), "reason": typed.get("reason", "")}
        )
    said = {name: typed.get(name, "") for name in ("ground", "words")}
    return to_command(RefuseSubjectAccess, {"request": request, **said})


async def show(
    request: AppRequest,
    case_id: str,
    request_id: str,
    *,
    refused: ShownForm | None = None,
    withheld: Sequence[str] = (),
    status: int = 200,
) -> Response[Any]:
    """The page, with the form that was *refused*, and the ticks at what was to be *withheld*."""
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    asked = asked_for(services, viewer, case_id, request_id)
    entries = seeing.entries_for(services, viewer, case_id)
    handed = await handed_in_words(services, viewer, case_id, entries, asked.withheld)
    forms = {form.slug: form for form in _forms(services)} | ({refused.slug: refused} if refused else {})
    return page(
        request,
        "pages/subject_decide.html",
        status=status,
        case=case,
        row=row(services, viewer, asked),
        handed=handed,
        read=entries[-1].id,
        forms=forms,
        ticked=frozenset(withheld),
        reasons=reasons() if await asks_why(services, viewer, case_id, entries) else (),
    )


def _forms(services: Services) -> list[ShownForm]:
    why = _("Needed where you withhold something; it is given to who asks.")
    refuse = [
        ShownField("ground", "radios", _("Ground"), options=code_options(AccessGround)),
        ShownField("words", "textarea", _("Reason"), _("It is given to who asks."), recorded=True),
    ]
    return [
        plain(
            services,
            "grant",
            _("Hand it out"),
            [ShownField("reason", "textarea", _("Why something is withheld"), why, required=False, recorded=True)],
            _("Hand it out"),
        ),
        plain(services, "refuse", _("Hand nothing out"), refuse, _("Refuse the request")),
    ]


HANDLERS = (decide_page, again, decide)
