"""What an administrator does about one person: roles, suspending, reinstating, moving, taking in, withdrawing, links.

Invariant: who is suspended or moved is nobody before the administrator sees the answer: their sessions, links and
tokens for the agency are gone, and every process that hears of it lets them do nothing.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.params import FromPath
from litestar.response import Redirect

from domain.deciding.refusals import Refused
from domain.directory import commands as c
from domain.directory.codes import Standing, WayIn
from web.access.viewer import AppRequest, Viewer, services_of
from web.acting import act_on_agency
from web.answers.faults import BadBody, NotThere, fault_of
from web.forms.fields import ShownError, ShownForm
from web.forms.reading import shown_error, text_of, to_command
from web.pages.account.proving import need_proof
from web.pages.members import asking
from web.pages.members.inviting import show_link
from web.pages.members.listing import is_alone_with, member_of, show
from web.people import Member
from web.repeating import OtherWords
from web.services import Services
from web.texts.catalog import gettext as _

DANGEROUS = frozenset({"roles", "link", "forget", "suspend", "move", "take-in"})
"""These let somebody in or keep somebody out, so that who is asked proves once more who they are."""

ENDING = frozenset({"suspend", "move", "withdraw"})
"""After these the person has nothing left that lets them act for the agency."""

LEAVING = frozenset({"move", "withdraw"})
"""After these who they are at the agency's provider is forgotten, too: whoever comes back is invited anew."""


@get("/members/{member_id:str}/{step:str}", include_in_schema=False)
async def again(member_id: FromPath[str], step: FromPath[str]) -> Redirect:  # noqa: ARG001  part of the address
    """The page of the person, for who comes back to the address of a step."""
    return Redirect(f"/members/{member_id}", status_code=303)


@post("/members/{member_id:str}/{step:str}", include_in_schema=False, status_code=200)
async def change(request: AppRequest, member_id: FromPath[str], step: FromPath[str]) -> Response[Any]:
    """Carry out one step about one person."""
    services, viewer = services_of(request), request.user
    member = member_of(services, viewer, member_id)
    if step == "take-in" and member.agency == viewer.agency_id:
        raise NotThere  # Who was here before is invited again: nobody acts for an agency without having agreed to it.
    data = await request.form()
    key = str(data.get("key") or services.ids.new())
    if step in DANGEROUS:
        await need_proof(request, asking.title_of(step))
    if step in ("link", "forget"):
        try:
            return await (_link if step == "link" else _forget)(request, member, key)
        except Refused as error:
            return _refused(request, member, step, data, error)
    try:
        await act_on_agency(services, viewer, _command(step, member, data), key=key)
    except (Refused, BadBody, OtherWords) as error:
        return _refused(request, member, step, data, error)
    if step in ENDING:
        await end_everything(services, member.id, viewer.agency_id)
    if step in LEAVING:
        await services.subjects.unlink(member.id, viewer.agency_id)
    return Redirect(f"/members/{member_id}?done={step}", status_code=303)


async def end_everything(services: Services, member: str, agency: str) -> None:
    """End what would let *member* act for *agency*: sessions, links and tokens."""
    await services.sessions.end_all(member, agency=agency)
    services.sittings.end_of(member)
    await services.links.withdraw(member, agency)
    await services.tokens.revoke_all(member, agency)


def _command(step: str, member: Member, data: FormMultiDict) -> c.MemberCommand | c.InvitationCommand:
    roles = tuple(str(role) for role in data.getall("roles", []))
    reason = text_of(data.get("reason", ""))
    match step:
        case "roles":
            return to_command(c.ChangeRoles, {"member": member.id, "roles": roles})
        case "suspend":
            return to_command(c.SuspendMember, {"member": member.id, "reason": _needed(reason)})
        case "reinstate":
            return c.ReinstateMember(member=member.id)
        case "move":
            body = {
                "member": member.id,
                "reason": _needed(reason),
                "to_agency": text_of(data.get("to_agency", "")) or None,
            }
            return to_command(c.MoveMember, body)
        case "withdraw":
            return c.WithdrawInvitation(member=member.id)
        case "take-in":
            taken = {"member": member.id, "name": member.name, "email": member.email, "roles": roles}
            return to_command(c.AddMember, taken)
        case _:
            raise NotThere


def _needed(reason: str) -> str:
    if not reason:
        raise BadBody(_("“%(label)s” is needed.") % {"label": _("Reason")}, "reason")
    return reason


def _refused(request: AppRequest, member: Member, step: str, data: FormMultiDict, error: Exception) -> Response[Any]:
    services, viewer = services_of(request), request.user
    fault = fault_of(error, "")
    member = services.people.member(member.id, viewer.agency_id) or member
    made = next((each for each in asking.forms_for(services, viewer, member) if each.slug == step), None)
    form = made or asking.plain(step, services.ids.new())
    return show(request, member, status=fault.status, refused=_typed(form, data, shown_error(fault)))


def _typed(form: ShownForm, data: FormMultiDict, error: ShownError) -> ShownForm:
    """*form* as it was typed, with *error* at its field where that is on it."""
    for field in form.fields:
        field.value = str(data.get(field.name, ""))
        field.values = [str(value) for value in data.getall(field.name, [])]
        if field.name == error.field:
            field.error = error.message
    on_it = error.field in {field.name for field in form.fields}
    form.errors = [error if on_it else ShownError(None, error.message)]
    return form


async def _link(request: AppRequest, member: Member, key: str) -> Response[Any]:
    """A fresh link for who is invited or has no password any more."""
    services, viewer = services_of(request), request.user
    if member.agency != viewer.agency_id or member.standing not in (Standing.INVITED, Standing.ACTIVE):
        raise NotThere
    if member.standing is Standing.ACTIVE and not is_alone_with(services, member.id, viewer.agency_id):
        form = asking.plain("link", key, [ShownError(None, _elsewhere())])
        return show(request, member, status=409, refused=form)
    kind: Any = "invitation" if member.standing is Standing.INVITED else "password"
    if kind == "password":
        await _record(services, viewer, member, WayIn.PASSWORD)
    return await show_link(request, kind, member.id, member.name)


async def _forget(request: AppRequest, member: Member, key: str) -> Response[Any]:
    """Remove the second factor of who has lost it."""
    services, viewer = services_of(request), request.user
    if member.agency != viewer.agency_id or not member.acts or member.id == viewer.member_id:
        raise NotThere
    if not is_alone_with(services, member.id, viewer.agency_id):
        return show(request, member, status=409, refused=asking.plain("forget", key, [ShownError(None, _elsewhere())]))
    await _record(services, viewer, member, WayIn.FACTORS)
    await services.factors.forget(member.id)
    await services.tokens.revoke_all(member.id)
    await services.sessions.end_all(member.id)
    services.sittings.end_of(member.id)
    return Redirect(f"/members/{member.id}?done=forget", status_code=303)


async def _record(services: Services, viewer: Viewer, member: Member, way: WayIn) -> None:
    """Put on record, before it happens, that how *member* signs in is reset; each time anew, whatever was sent."""
    await act_on_agency(services, viewer, c.ResetAccess(member=member.id, way=way), key=services.ids.new())


def _elsewhere() -> str:
    return _(
        "This person also acts for another agency, so how they sign in is not yours alone to change. They can do "
        "it themselves on the page of their account."
    )


HANDLERS = (again, change)
