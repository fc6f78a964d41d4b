"""One task: its page, and everything that can be done with it.

Invariant: whatever the answer is, it shows the task as it stands after the attempt; a lost race names the winner and
keeps what was typed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec.structs import replace

from domain.deciding.refusals import Conflict, Refused
from domain.ports import VersionTaken
from domain.privacy import Purpose
from domain.task.decider import originator
from projections import board
from projections.kept import Kept
from web import seeing
from web.access.circumstances import command_id
from web.access.viewer import AppRequest, Viewer, services_of
from web.acting import act_on_task
from web.answers.conflicts import Overtaken, of_task, who_won
from web.answers.faults import BadBody, NotThere, fault_of
from web.answers.racing import Winner, faster, newest_position
from web.answers.rendering import page, status_for
from web.conference.behind import meeting_of
from web.forms import showing, task_forms
from web.forms.commands import task_command
from web.forms.fields import FormSpec, ShownError, ShownForm
from web.forms.reading import read_form, shown_error, version_of
from web.pages.board.doing import UNDONE, come_back, held_no_more, keep, said, with_deed
from web.repeating import OtherWords
from web.services import Services
from web.shown import noting, pausing
from web.shown.history import task_history
from web.shown.opening import asks_why, opened
from web.shown.tasks import TaskCard, told
from web.shown.why import why
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.times import now
from web.texts.wording.looking import reasons


def form_options(services: Services, viewer: Viewer, task: TaskCard, spec: FormSpec) -> dict[str, showing.Options]:
    """The choices of a task's form: its outcomes, the colleagues, the other agencies of the case."""
    works = bool(spec.fields) and seeing.works_on(services, viewer, task.case_id)
    case = seeing.case_for(services, viewer, task.case_id) if works else None
    options = showing.case_options(spec, case, services.people, viewer) if case is not None else {}
    if "to_agency" in options:
        inside = seeing.insiders(services, seeing.task_for(services, viewer, task.id))
        options["to_agency"] = [(agency, name) for agency, name in options["to_agency"] if agency in inside]
    return {
        **options,
        "outcome": [(code, wording.code(code)) for code in task.outcomes or ("done",)],
        "because": [(code, wording.code(code)) for code in task.pauses],
    }


def task_form(
    services: Services,
    viewer: Viewer,
    task: TaskCard,
    spec: FormSpec,
    *,
    key: str | None = None,
    typed: Mapping[str, Sequence[str]] | None = None,
    errors: Sequence[ShownError] = (),
) -> ShownForm:
    """The form of one step as *task* stands, with what was *typed* and what to correct."""
    options = form_options(services, viewer, task, spec)
    form = showing.shown_form(
        spec, options, key=key or services.ids.new(), version=task.version, typed=typed, errors=errors
    )
    return noting.with_need(pausing.with_limit(form, task), task, services.rules.library)


def forms_of(services: Services, viewer: Viewer, task: TaskCard, refused: ShownForm | None = None) -> list[ShownForm]:
    """The forms that make sense now; the one that was *refused* as it was typed."""
    works = seeing.works_on(services, viewer, task.case_id)
    made = [
        task_form(services, viewer, task, spec)
        for spec in task_forms.open_to(task, viewer)
        if works or spec.slug in task_forms.FROM_OUTSIDE
    ]
    if refused is None:
        return made
    if refused.slug not in {form.slug for form in made}:
        return [refused, *made]  # It makes no sense any more, but what was typed is not thrown away.
    return [refused if form.slug == refused.slug else form for form in made]


async def show(
    request: AppRequest,
    task: board.Task,
    *,
    status: int = 200,
    refused: ShownForm | None = None,
    lost: Overtaken | None = None,
) -> Response[Any]:
    """The page of *task*."""
    services, viewer = services_of(request), request.user
    shown = await _with_texts(services, viewer, task)
    seen = seeing.entries_of_task(services, viewer, task)  # What was typed is on the page before anything is asked.
    deed = services.deeds.find(request.query_params.get("did", ""), viewer.member_id, now())
    return page(
        request,
        "pages/task.html",
        status=status,
        task=shown,
        forms=forms_of(services, viewer, shown, refused),
        conflict=lost,
        open=refused.slug if refused else "",
        deed=deed,
        said=deed and said(deed),
        waits=pausing.whether(shown),
        why=why(services, viewer, task),
        meeting=await meeting_of(services, viewer, task),
        asks_why=refused is None and lost is None and await asks_why(services, viewer, task.case, seen),
        reasons=reasons(),
    )


async def _with_texts(services: Services, viewer: Viewer, task: board.Task) -> TaskCard:
    """The task with its history, and the reason of an open hand-over, opened for who may read them."""
    shown = seeing.card(services, viewer, task)
    history = await task_history(services, viewer, task)
    offer, reason = shown.hand_over, task.hand_over.reason if task.hand_over else None
    if offer is not None and isinstance(reason, Kept):
        words = await opened(services, viewer, task.case, reason, Purpose.NARRATIVE)
        offer = replace(offer, reason=words.text, language=words.language)
    return replace(shown, history=history, hand_over=offer, told=told(history) if shown.escalated else None)


@get("/tasks/{task_id:str}", include_in_schema=False)
async def task_page(request: AppRequest, task_id: FromPath[str]) -> Response[Any]:
    """Everything about one task."""
    return await show(request, seeing.task_for(services_of(request), request.user, task_id))


@get("/tasks/{task_id:str}/{action:str}", include_in_schema=False)
async def step_page(task_id: FromPath[str], action: FromPath[str]) -> Redirect:
    """The page of the task, for who comes back to the address of a step."""
    return Redirect(f"/tasks/{task_id}#{action}-{task_id}", status_code=303)


@post("/tasks/{task_id:str}/{action:str}", include_in_schema=False, status_code=200)
async def act(request: AppRequest, task_id: FromPath[str], action: FromPath[str]) -> Response[Any]:
    """Carry out one step; answer with the card to htmx and with a redirect to everybody else."""
    data = await request.form()
    services, viewer = services_of(request), request.user
    task = seeing.task_for(services, viewer, task_id)
    spec = task_forms.FORMS.get(action)
    if spec is None:
        raise NotThere
    key = str(data.get("key") or services.ids.new())
    body, errors = read_form(spec, data, command_id(services, viewer, key, task.id))
    if action == "hand-over" and not errors:
        body = _hand_over_target(body, viewer)
    if errors or data.get("look"):
        return await _again(request, task, spec, data, errors)
    try:
        command = task_command(action, body)
        await act_on_task(services, viewer, task, command, key=key)
    except (Conflict, VersionTaken) as error:
        return await _lost(request, task, spec, data, error)
    except (Refused, BadBody) as error:
        return await _refused(request, task, spec, data, error)
    except OtherWords as error:
        return await _again(request, task, spec, data, [shown_error(fault_of(error, ""))], key=services.ids.new())
    return await _done(request, task_id, spec, key)


def _hand_over_target(body: dict[str, Any], viewer: Viewer) -> dict[str, Any]:
    return body if body.get("to_agency") else {**body, "to_agency": viewer.agency_id}


async def _done(request: AppRequest, task_id: str, spec: FormSpec, key: str) -> Response[Any]:
    services, viewer = services_of(request), request.user
    try:
        task = seeing.task_for(services, viewer, task_id)
    except NotThere:
        return Redirect("/board", status_code=303)  # It went to an agency whose tasks the person does not see.
    back = come_back(request) or f"/tasks/{task_id}"
    holds = task.claimed_by is not None and task.claimed_by.member == viewer.member_id
    repeated = spec.slug == "claim" and not holds  # sent again after it was taken back, or went to somebody else since
    deed = keep(services, viewer, spec.slug, task, key, back) if spec.slug in UNDONE and not repeated else None
    if _wants_card(request):
        done = said(deed) if deed else _("%(step)s: done.") % {"step": _(spec.title)}
        done = held_no_more() if repeated else done
        shown = seeing.card(services, viewer, task)
        return page(request, "partials/board/answer.html", task=shown, said=done, deed=deed)
    return Redirect(with_deed(back, deed) if deed else back, status_code=303)


async def _refused(
    request: AppRequest, task: board.Task, spec: FormSpec, data: FormMultiDict, error: Exception
) -> Response[Any]:
    fault = pausing.in_own_time(fault_of(error, ""), error)
    status = status_for(request, fault.status)
    return await _again(request, task, spec, data, [shown_error(fault)], status=status)


async def _again(
    request: AppRequest,
    task: board.Task,
    spec: FormSpec,
    data: FormMultiDict,
    errors: Sequence[ShownError],
    key: str | None = None,
    status: int = 422,
) -> Response[Any]:
    services, viewer = services_of(request), request.user
    shown = seeing.card(services, viewer, task)
    typed = {name: data.getall(name) for name in data}
    key = key or str(data.get("key") or "")
    form = task_form(services, viewer, shown, spec, key=key, typed=typed, errors=errors)
    status = status if errors else 200
    if _wants_card(request):
        wrong = _("Please check what you entered")
        return page(request, "partials/board/answer.html", status=status, task=shown, said=wrong, form=form)
    return await show(request, task, status=status, refused=form)


async def _lost(
    request: AppRequest, task: board.Task, spec: FormSpec, data: FormMultiDict, error: Exception
) -> Response[Any]:
    services, viewer = services_of(request), request.user
    folded = await services.tasks.state(originator(task.case, task.id))
    await services.documents.reached(board.VIEW, newest_position(folded))
    fresh = seeing.task_for(services, viewer, task.id)
    first = faster(folded, error, version_of(data.get("version")), viewer.member_id)
    if first is None:
        return await _refused(request, fresh, spec, data, error)
    shown = seeing.card(services, viewer, fresh)
    lost = _conflict(services, viewer, shown, spec, data, first)
    again = _still_possible(services, viewer, shown, spec, data)
    if _wants_card(request):
        return page(request, "partials/board/conflict.html", status=409, task=shown, conflict=lost, form=again)
    return await show(request, fresh, status=409, lost=lost, refused=again)


def _conflict(
    services: Services, viewer: Viewer, task: TaskCard, spec: FormSpec, data: FormMultiDict, first: Winner
) -> Overtaken:
    """Both versions, and what of it could still be kept as a note."""
    options = form_options(services, viewer, task, spec)
    labels = {value: words for some in options.values() for value, words in some}
    typed = {name: [str(value) for value in data.getall(name)] for name in data}
    words = [str(data.get(field.name) or "") for field in spec.fields if field.kind == "textarea"]
    theirs = {"outcome": [task.outcome]} if task.outcome else {}
    open_to = {each.slug for each in task_forms.open_to(task, viewer)}
    return Overtaken(
        who_won(services.people, first),
        of_task(spec, labels, typed, theirs, viewer.writes or None),
        note="\n".join(filter(None, words)) if "note" in open_to and spec.slug != "note" else "",
    )


def _still_possible(
    services: Services, viewer: Viewer, task: TaskCard, spec: FormSpec, data: FormMultiDict
) -> ShownForm | None:
    """The step again, with what was typed, where the task as it is now still allows it."""
    if not spec.fields or spec.slug not in {each.slug for each in task_forms.open_to(task, viewer)}:
        return None
    return task_form(services, viewer, task, spec, typed={name: data.getall(name) for name in data})


def _wants_card(request: AppRequest) -> bool:
    """Whether the answer replaces a card of a board or a case rather than the page of the task."""
    target = request.headers.get("hx-target", "")
    return request.headers.get("hx-request") == "true" and "#task-" in target


HANDLERS = (task_page, step_page, act)
