"""One case: its page, who the child is, and every command as a form.

Invariant: identity is opened by a request of its own, never by looking at the page; a form that is refused comes back
with everything that was typed and the reason beside the field it is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from domain.case.commands import LeaveCase
from domain.case.decider import originator
from domain.deciding.refusals import Refused
from domain.ids import is_token
from domain.ports import VersionTaken
from projections import cases
from web import seeing
from web.access.circumstances import command_id
from web.access.viewer import AppRequest, Viewer, services_of
from web.acting import act_on_case
from web.answers.conflicts import Overtaken, compared, merged, who_won
from web.answers.faults import BadBody, NotThere, fault_of
from web.answers.racing import faster
from web.answers.rendering import is_fragment, page, status_for
from web.casefile import looking
from web.casefile.building import build
from web.casefile.caring.beside import beside
from web.casefile.caring.known import BEGUN_WITH, KEPT_AS, begun, in_clear
from web.casefile.choosing import BEGIN, Choice, choice_of
from web.casefile.record import Record, record_of
from web.casefile.timeline import LANES
from web.forms import showing
from web.forms.care.assessing import sheet, unseen
from web.forms.case_forms import FORMS
from web.forms.commands import case_command
from web.forms.fields import FormSpec, ShownError, ShownForm
from web.forms.reading import read_form, read_occurred, shown_error, version_of
from web.pages.looking.asking import take_answer
from web.repeating import OtherWords
from web.services import Services
from web.shown.case import Identity
from web.shown.opening import identity_of, identity_texts
from web.texts.times import now


@dataclass(frozen=True)
class Opened:
    """As much of a case as the panel of the child's identity shows."""

    id: str
    identity: Identity
    photos: int
    sealed: bool = True


@get("/cases/{case_id:str}", include_in_schema=False)
async def case_page(request: AppRequest, case_id: FromPath[str]) -> Response[Any]:
    """The page of a case, or its region for a live update; :class:`Choice` says what of the timeline can be chosen."""
    services, viewer = services_of(request), request.user
    record, live = record_of(services, viewer, case_id), is_fragment(request)
    choice = _choice(request, record)
    if request.query_params.get("view") == "lanes":  # An address of before the picture had a page of its own.
        return Redirect(f"/cases/{record.case.id}{LANES}{choice.query()}", status_code=303)
    look, remembered = await looking.seen_since(request, services, viewer, record.case.id, record.last)
    case = await build(services, viewer, record, choice, look=look)
    answer = page(request, "partials/case/body.html" if live else "pages/case.html", case=case)
    answer.background = remembered
    return answer


def _choice(request: AppRequest, record: Record) -> Choice:
    return choice_of(request.query_params, [entry.agency for entry in record.entries])


@post("/cases/{case_id:str}/seen", include_in_schema=False, status_code=200)
async def seen(request: AppRequest, case_id: FromPath[str]) -> Response[Any]:
    """Keep that somebody knows all of the case: nothing of it is new to them any more."""
    services, viewer = services_of(request), request.user
    record = record_of(services, viewer, case_id)
    await looking.take_note(services, viewer, record.case.id, record.last, now())
    if not is_fragment(request):
        return Redirect(f"/cases/{record.case.id}", status_code=303)
    look = await looking.look_of(services, viewer, record.case.id)
    return page(request, "partials/case/news.html", case=await build(services, viewer, record, BEGIN, look=look))


@post("/cases/{case_id:str}/identity", include_in_schema=False, status_code=200)
async def identity(request: AppRequest, case_id: FromPath[str]) -> Response[Any]:
    """Open who the child is; that somebody looked is on record before anything is shown."""
    services, viewer = services_of(request), request.user
    record = record_of(services, viewer, case_id)
    found = record.case
    if not found.identity:
        raise NotThere(found.id)
    await take_answer(services, viewer, found.id, (await request.form()).get("look_reason"))
    opened = await identity_of(services, viewer, found)
    if request.headers.get("hx-request") == "true":
        return page(request, "partials/case/identity.html", case=Opened(found.id, opened, len(found.photos)))
    look = await looking.look_of(services, viewer, found.id)
    return page(
        request, "pages/case.html", case=await build(services, viewer, record, BEGIN, look=look, identity=opened)
    )


@get("/cases/{case_id:str}/identity", include_in_schema=False)
async def sealed_again(case_id: FromPath[str]) -> Redirect:
    """The page of the case, for who comes back to the address at which it was opened."""
    return Redirect(f"/cases/{case_id}", status_code=303)


@get("/cases/{case_id:str}/do/{slug:str}", include_in_schema=False)
async def form_page(request: AppRequest, case_id: FromPath[str], slug: FromPath[str]) -> Response[Any]:
    """One command of a case as a form."""
    services, viewer = services_of(request), request.user
    case, spec = _case_and_spec(services, viewer, case_id, slug)
    typed = {} if spec.afresh else await _standing(services, viewer, case, spec)
    return _form(request, case, spec, key=services.ids.new(), typed=typed, errors=[], status=200)


@post("/cases/{case_id:str}/do/{slug:str}", include_in_schema=False, status_code=200)
async def act(request: AppRequest, case_id: FromPath[str], slug: FromPath[str]) -> Response[Any]:
    """Carry out one command; answer with the case, or with the form and what to correct."""
    data = await request.form()
    services, viewer = services_of(request), request.user
    key = str(data.get("key") or services.ids.new())
    if slug == "leave-case" and await _has_left(services, viewer, case_id, key):
        return Redirect("/cases", status_code=303)
    case, spec = _case_and_spec(services, viewer, case_id, slug)
    await take_answer(services, viewer, case.id, data.get("look_reason"))
    typed: showing.Typed = {name: [str(value) for value in data.getall(name)] for name in data}
    body, errors = read_form(spec, data, command_id(services, viewer, key, case.id))
    occurred, more = read_occurred(data)
    errors = [*errors, *more]
    if data.get("take"):
        typed = await _taken(services, viewer, case, spec, typed, str(data["take"]))
    if unseen(spec, typed):
        form = _shown(services, viewer, case, spec, key, typed, [])
        form.version = version_of(data.get("version"))  # Of what others record meanwhile, the conflict will tell.
        return page(request, "pages/case_action.html", case=case, form=form)
    if errors or data.get("look") or data.get("take"):
        return _form(request, case, spec, key=key, typed=typed, errors=errors, status=422 if errors else 200)
    seen = version_of(data.get("version")) if spec.replaces else None
    try:
        command = case_command(services, slug, body)
        await act_on_case(
            services,
            viewer,
            case.id,
            command,
            key=key,
            occurred=occurred,
            exercise=case.exercise,
            expected_version=seen,
            replaces=spec.replaces,
        )
    except (Refused, BadBody, OtherWords) as error:
        return _refused(request, case_id, spec, key, typed, error)
    except VersionTaken as error:
        return await _overtaken(request, case_id, spec, key, typed, error)
    return Redirect("/cases" if slug == "leave-case" else f"/cases/{case.id}", status_code=303)


async def _taken(
    services: Services, viewer: Viewer, case: cases.Case, spec: FormSpec, typed: showing.Typed, name: str
) -> showing.Typed:
    """What was typed, with the field *name* as it stands on record now."""
    standing = await _standing(services, viewer, case, spec)
    return {**typed, name: standing[name]} if name in standing else typed


async def _has_left(services: Services, viewer: Viewer, case_id: str, key: str) -> bool:
    """Whether the very command has been carried out: who sends it twice sees the case no more, but is done."""
    if not is_token(case_id):
        return False
    command = command_id(services, viewer, key, f"{case_id}:{LeaveCase.__name__}")
    return command in (await services.cases.state(originator(case_id))).commands


def _refused(
    request: AppRequest, case_id: str, spec: FormSpec, key: str, typed: showing.Typed, error: Exception
) -> Response[Any]:
    """The form with what was typed and why it was refused; under a new key where the old one was used up."""
    services, fault = services_of(request), fault_of(error, "")
    key = services.ids.new() if isinstance(error, OtherWords) else key
    case, status = seeing.case_for(services, request.user, case_id), status_for(request, fault.status)
    return _form(request, case, spec, key=key, typed=typed, errors=[shown_error(fault)], status=status)


async def _overtaken(
    request: AppRequest, case_id: str, spec: FormSpec, key: str, typed: showing.Typed, error: VersionTaken
) -> Response[Any]:
    """The form with what was typed, and both versions: what one had not touched is taken over from the others."""
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    folded = await services.cases.state(originator(case_id))
    seen = version_of(next(iter(typed.get("version", ())), None))
    first = faster(folded, error, seen, viewer.member_id, lambda fact: seeing.may_know(services, viewer, case_id, fact))
    standing = await _standing(services, viewer, case, spec)
    before = seeing.case_at(services, viewer, case_id, seen or 0)
    base = {} if before is None or spec.afresh else await _standing(services, viewer, before, spec)
    form_typed, taken, both = merged(spec, base, typed, standing)
    form = _shown(services, viewer, case, spec, key, form_typed, [])
    overtaken = Overtaken(
        None if first is None else who_won(services.people, first),
        compared(form, typed, standing, taken, both),
        yourself=first is None,
    )
    return page(request, "pages/case_action.html", status=409, case=case, form=form, conflict=overtaken)


def _case_and_spec(services: Services, viewer: Viewer, case_id: str, slug: str) -> tuple[cases.Case, FormSpec]:
    case = seeing.case_for(services, viewer, case_id)
    spec = FORMS.get(slug)
    if spec is None or not seeing.may_act(viewer, case):
        raise NotThere
    return case, spec


async def _standing(services: Services, viewer: Viewer, case: cases.Case, spec: FormSpec) -> showing.Typed:
    """What a form starts with: a correction starts with what is to be corrected."""
    if spec.slug in BEGUN_WITH:
        case = begun(case, spec.slug)
        opened = await identity_texts(services, viewer, case, KEPT_AS[spec.slug])
        return {**in_clear(case, spec.slug), **{name: [text] for name, text in opened.items()}}
    if spec.replaces and case.risk is not None:
        return {"level": [case.risk.level.value]}
    if any(field.name == "country" for field in spec.fields) and viewer.country:
        return {"country": [viewer.country.value]}
    return {}


def _form(
    request: AppRequest,
    case: cases.Case,
    spec: FormSpec,
    *,
    key: str,
    typed: showing.Typed,
    errors: Sequence[ShownError],
    status: int,
) -> Response[Any]:
    form = _shown(services_of(request), request.user, case, spec, key, typed, errors)
    return page(request, "pages/case_action.html", status=status, case=case, form=form)


def _shown(
    services: Services,
    viewer: Viewer,
    case: cases.Case,
    spec: FormSpec,
    key: str,
    typed: showing.Typed,
    errors: Sequence[ShownError],
) -> ShownForm:
    options = showing.case_options(spec, case, services.people, viewer)
    form = showing.shown_form(spec, options, key=key, version=case.version, typed=typed, errors=errors)
    told = {error.field: error.message for error in errors}
    form.fields.append(showing.occurred_field(typed, told.get("occurred_at")))
    form.sheet, form.beside = sheet(spec, typed, sent=bool(typed)), beside(services, viewer, case, spec)
    return form


HANDLERS = (case_page, seen, identity, sealed_again, form_page, act)
