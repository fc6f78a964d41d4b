"""Inviting somebody to act for the agency.

Invariant: the link is shown once, to who made it, and kept as a hash; whether an address is known elsewhere is not
told.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict

from domain.deciding.refusals import Refused
from domain.directory.codes import MemberRole
from domain.directory.commands import InviteMember
from domain.ids import derive
from web.access.circumstances import command_id
from web.access.viewer import AppRequest, services_of
from web.acting import act_on_agency
from web.answers.faults import BadBody, fault_of
from web.answers.rendering import page
from web.forms.fields import ShownError, ShownField, ShownForm
from web.forms.reading import shown_error, text_of, to_command
from web.pages.account.proving import need_proof
from web.pages.members import asking
from web.pages.members.listing import check_runs
from web.proofs.ports import LinkKind
from web.repeating import OtherWords
from web.texts.catalog import gettext as _


def invite_form(key: str, data: FormMultiDict | None = None, error: ShownError | None = None) -> ShownForm:
    """The form that asks whom to invite, as it was typed."""
    typed = data or FormMultiDict()
    chosen = [str(role) for role in typed.getall("roles", [])] or [MemberRole.WORKER.value]
    fields = [
        ShownField(
            "name", "text", _("Name"), hint=_("They can correct it themselves."), value=str(typed.get("name", ""))
        ),
        ShownField(
            "email", "email", _("E-mail address"), hint=_("They sign in with it."), value=str(typed.get("email", ""))
        ),
        asking.role_field(chosen),
    ]
    for field in fields:
        field.error = error.message if error and error.field == field.name else None
    return ShownForm(
        slug="invite",
        title=_("Invite somebody"),
        intro=_("You get a link to pass on. With it they choose a password and act for your agency from then on."),
        fields=fields,
        submit=_("Invite and make the link"),
        key=key,
        errors=[error] if error else [],
    )


@get("/members/invite", include_in_schema=False)
async def invite_page(request: AppRequest) -> Response[Any]:
    """The form to invite somebody."""
    services = services_of(request)
    check_runs(services, request.user)
    return page(request, "pages/invite.html", form=invite_form(services.ids.new()))


@post("/members/invite", include_in_schema=False, status_code=200)
async def invite(request: AppRequest) -> Response[Any]:
    """Invite somebody and show the link; inviting the same person again makes a fresh link."""
    services, viewer = services_of(request), request.user
    check_runs(services, viewer)
    await need_proof(request, _("Invite somebody"))
    data = await request.form()
    key = str(data.get("key") or services.ids.new())
    name, email = text_of(data.get("name", "")), text_of(data.get("email", ""))
    known = services.people.known_by(email)
    member = known.id if known else derive(command_id(services, viewer, key, "invite"), "member")
    body = {"member": member, "name": name, "email": email, "roles": tuple(map(str, data.getall("roles", [])))}
    try:
        await act_on_agency(services, viewer, to_command(InviteMember, body), key=key)
    except (Refused, BadBody, OtherWords) as error:
        fault = fault_of(error, "")
        form = invite_form(services.ids.new(), data, shown_error(fault))
        return page(request, "pages/invite.html", status=fault.status, form=form)
    return await show_link(request, "invitation", member, name)


async def show_link(request: AppRequest, kind: LinkKind, member: str, name: str) -> Response[Any]:
    """A fresh link of *kind*, on the only page that ever shows it."""
    services, viewer = services_of(request), request.user
    secret, until = await services.links.issue(kind, member, viewer.agency_id)
    origin = services.settings.origin or f"http://{request.headers.get('host', '')}"
    return page(request, "pages/link_made.html", kind=kind, link=f"{origin}/link/{secret}", until=until, name=name)


HANDLERS = (invite_page, invite)
