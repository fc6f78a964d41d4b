"""The photos of a child: shown to who has said why, added, withdrawn.

Invariant: a picture is kept before the fact that tells of it, and removed when there is no such fact; whatever else was
typed comes back with what is to be corrected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec.structs import replace

from domain.case.commands import AddPhoto, WithdrawPhoto
from domain.case.decider import originator
from domain.case.events import PhotoAdded
from domain.case.photos.codes import PhotoConsent, PhotoUse
from domain.deciding.refusals import Refused
from domain.ids import derive
from projections import cases
from web import seeing
from web.access.circumstances import command_id
from web.access.viewer import AppRequest, Viewer, services_of
from web.acting import act_on_case
from web.answers.faults import BadBody, NotThere, fault_of
from web.answers.rendering import page
from web.forms import showing
from web.forms.fields import FormSpec, ShownError, ShownField, choice, text
from web.forms.reading import read_form, shown_error, text_of, to_command
from web.photos.sending import FIELD, MOST_BYTES, TAKES_PHOTO, Sent, sent_with_photo
from web.photos.showing import photos_of, picture_of
from web.ports import KeptPicture, PictureRefused
from web.repeating import OtherWords
from web.services import Services
from web.texts.catalog import gettext as _
from web.texts.catalog import mark
from web.texts.wording.photos import REFUSED

FORM = FormSpec(
    "add-photo",
    mark("Add a photo"),
    mark("Whoever looks for the child has to recognise them. Where and with what it was taken is removed from it."),
    mark("Add the photo"),
    (
        text("taken_on", mark("Taken on"), mark("As 2026-05-01. Greek police take none over six months.")),
        text("shows", mark("What it shows"), mark("For who cannot see it: face from the front, red jacket.")),
        choice("consent", mark("Who agreed that it is kept"), PhotoConsent),
        choice("use", mark("The most that may be done with it"), PhotoUse),
    ),
)
NOT_YET = KeptPicture(digest="0" * 64, opens_with="-")
"""Stands for the picture while the rest of a form is looked at."""

NOTHING: Mapping[str, ShownField] = {}

FORM_BYTES = MOST_BYTES + 256 * 1024


@get("/cases/{case_id:str}/photos", include_in_schema=False)
async def photos_page(request: AppRequest, case_id: FromPath[str]) -> Response[Any]:
    """The photos of the child, and the form that adds one."""
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    return await _page(request, case, services.ids.new(), {}, [], 200)


@get("/cases/{case_id:str}/photos/{photo_id:str}", include_in_schema=False)
async def picture(request: AppRequest, case_id: FromPath[str], photo_id: FromPath[str]) -> Response[bytes]:
    """One picture."""
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    return Response(await picture_of(services, viewer, case, photo_id), media_type="image/jpeg")


@post(
    "/cases/{case_id:str}/photos",
    include_in_schema=False,
    status_code=200,
    request_max_body_size=FORM_BYTES,
    opt={TAKES_PHOTO: True},
)
async def add(request: AppRequest, case_id: FromPath[str]) -> Response[Any]:
    """Add a photo; answer with the photos, or with the form and what to correct."""
    services, viewer = services_of(request), request.user
    sent = await sent_with_photo(request)
    case = _case_to_work_on(services, viewer, case_id)
    key = str(sent.form.get("key") or services.ids.new())
    id_ = command_id(services, viewer, key, f"{case.id}:{AddPhoto.__name__}")
    if id_ in (await services.cases.state(originator(case.id))).commands:
        return Redirect(f"/cases/{case.id}/photos", status_code=303)
    body, errors = read_form(FORM, sent.form, id_)
    if not sent.photo:
        errors = [ShownError(FIELD, _(REFUSED["missing"])), *errors]
    try:
        if not errors:
            await _add(services, viewer, case, key, _command(body, id_, NOT_YET), sent)
            return Redirect(f"/cases/{case.id}/photos", status_code=303)
    except PictureRefused as refused:
        errors = [ShownError(FIELD, _(REFUSED[refused.why]))]
    except (BadBody, Refused) as error:
        errors = [shown_error(fault_of(error, ""))]
    if all(error.field != FIELD for error in errors):
        errors = [*errors, ShownError(FIELD, _(REFUSED["missing"]))]
    typed = {name: [str(value) for value in sent.form.getall(name)] for name in sent.form}
    return await _page(request, case, key, typed, errors, 422)


@post("/cases/{case_id:str}/photos/{photo_id:str}/withdraw", include_in_schema=False, status_code=200)
async def withdraw(request: AppRequest, case_id: FromPath[str], photo_id: FromPath[str]) -> Response[Any]:
    """Withdraw a photo, and remove its picture."""
    services, viewer = services_of(request), request.user
    data = await request.form()
    case = _case_to_work_on(services, viewer, case_id)
    key, reason = str(data.get("key") or services.ids.new()), text_of(data.get("reason", ""))
    try:
        command = to_command(WithdrawPhoto, {"photo": photo_id, "reason": reason})
        await act_on_case(services, viewer, case.id, command, key=key, exercise=case.exercise)
    except (BadBody, Refused) as error:
        told = shown_error(fault_of(error, ""))
        return await _page(request, case, services.ids.new(), {}, [], 422, _why_withdrawn(photo_id, reason, told))
    for digest in await _digests(services, case.id, photo_id):
        await services.pictures.remove(digest)
    return Redirect(f"/cases/{case.id}/photos", status_code=303)


async def _digests(services: Services, case_id: str, photo_id: str) -> list[str]:
    """What the picture of a photo lies under, also of one that is withdrawn: who sends the form again ends the rest."""
    led = (await services.cases.state(originator(case_id))).commands.values()
    added = [fact.event for facts in led for fact in facts if isinstance(fact.event, PhotoAdded)]
    return [event.digest for event in added if event.photo == photo_id]


def _case_to_work_on(services: Services, viewer: Viewer, case_id: str) -> cases.Case:
    case = seeing.case_for(services, viewer, case_id)
    if not seeing.may_act(viewer, case):
        raise NotThere(case.id)
    return case


def _command(body: dict[str, Any], id_: str, kept: KeptPicture) -> AddPhoto:
    whole = {**body, "photo": derive(id_, "photo"), "digest": kept.digest, "opens_with": kept.opens_with}
    return to_command(AddPhoto, whole)


async def _add(services: Services, viewer: Viewer, case: cases.Case, key: str, command: AddPhoto, sent: Sent) -> None:
    kept = await services.pictures.keep(sent.photo)
    whole = replace(command, digest=kept.digest, opens_with=kept.opens_with)
    try:
        await act_on_case(services, viewer, case.id, whole, key=key, exercise=case.exercise)
    except OtherWords:
        # The same form in another tab was first, with the same photo sealed otherwise: that one is kept.
        await services.pictures.remove(kept.digest)
    except Refused:
        await services.pictures.remove(kept.digest)
        raise


async def _page(
    request: AppRequest,
    case: cases.Case,
    key: str,
    typed: showing.Typed,
    errors: Sequence[ShownError],
    status: int,
    withdrawing: Mapping[str, ShownField] = NOTHING,
) -> Response[Any]:
    services, viewer = services_of(request), request.user
    photos = await photos_of(services, viewer, case)
    reasons = {each.id: field for each in photos for field in _why_withdrawn(each.id).values()}
    form, works = None, seeing.may_act(viewer, case) and not case.keeping.erasures
    if works and case.status == "open":
        options = showing.case_options(FORM, case, services.people, viewer)
        form = showing.shown_form(FORM, options, key=key, version=None, typed=typed, errors=errors)
    return page(
        request,
        "pages/photos.html",
        status=status,
        case=case,
        photos=photos,
        form=form,
        may_withdraw=works and not case.keeping.holds,
        missing=next((error.message for error in errors if error.field == FIELD), None),
        reasons={**reasons, **withdrawing},
    )


def _why_withdrawn(photo_id: str, typed: str = "", told: ShownError | None = None) -> dict[str, ShownField]:
    """The field that asks why a photo is withdrawn, by that photo."""
    error = told.message if told is not None else None
    hint = _("The picture is removed for good.")
    return {photo_id: ShownField("reason", "text", _("Reason"), hint, value=typed, error=error, autocomplete="off")}


HANDLERS = (photos_page, picture, add, withdraw)
