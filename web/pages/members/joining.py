"""Coming in through a link: the invited give their name and choose a password, or somebody chooses a new one.

Invariant: looking at a link uses nothing up, using it does, once; nobody is signed in by a link alone, and what is
wrong with a link is told without telling whose it was.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.params import FromPath
from litestar.response import Redirect

from domain.deciding.refusals import Refused
from domain.directory.commands import AcceptInvitation
from web.access.viewer import AppRequest, Viewer, services_of
from web.acting import accept_invitation
from web.answers.faults import BadBody, NotProven, Paused, fault_of
from web.answers.rendering import page
from web.forms.fields import ShownError, ShownField, ShownForm
from web.forms.reading import shown_error, text_of, to_command
from web.pages.members.listing import is_alone_with
from web.people import Member
from web.proofs.passwords import fault_of_password
from web.proofs.ports import Link
from web.proofs.proving import prove_password
from web.services import Services
from web.texts.catalog import gettext as _

GONE = 410


class Wrong(Exception):
    """What was typed cannot be taken; *error* says what to correct."""

    def __init__(self, error: ShownError, status: int = 422) -> None:
        """Remember what to correct."""
        super().__init__(error.field)
        self.error = error
        self.status = status


@get("/link/{secret:str}", include_in_schema=False)
async def link_page(request: AppRequest, secret: FromPath[str]) -> Response[Any]:
    """What the link is for, and what it asks; or why it opens nothing."""
    services = services_of(request)
    link = await services.links.find(secret)
    member = None if link is None else who(services, link)
    if link is None or member is None or link.expires_at <= services.clock.now():
        return over(request, link)
    return await show_form(request, secret, link, member)


@post("/link/{secret:str}", include_in_schema=False, status_code=200)
async def use_link(request: AppRequest, secret: FromPath[str]) -> Response[Any]:
    """Use the link up: of several who try at once the first; then sign in."""
    services, data = services_of(request), await request.form()
    link = await services.links.find(secret)
    member = None if link is None else who(services, link)
    if link is None or member is None or link.expires_at <= services.clock.now():
        return over(request, link)
    try:
        accepting = accepting_of(link, data)
        password = await _password(request, link, member, data)
    except Wrong as wrong:
        return await show_form(request, secret, link, member, data, wrong)
    if not await services.links.take(secret):
        return over(request, None)
    if password is not None:
        await _begin_anew(services, member.id, password)
    if accepting is not None:
        try:
            await accept_invitation(services, member, accepting)
        except Refused:
            return over(request, None)
    return Redirect("/sign-in?ready=true", status_code=303)


async def _begin_anew(services: Services, member: str, password: str) -> None:
    """Let *password* open the account of *member*, and nothing that opened it before but the second factor."""
    await services.credentials.set_password(member, password)
    for passkey in (await services.factors.status(member)).passkeys:
        await services.passkeys.remove(member, passkey.id)
    await services.sessions.end_all(member)
    services.sittings.end_of(member)
    await services.tokens.revoke_all(member)


def who(services: Services, link: Link) -> Member | None:
    """Who may use *link* as things stand now, which may not be as they stood when it was made; None for nobody."""
    member = services.people.member(link.member, link.agency)
    if member is None or link.kind == "invitation":
        return member
    return member if member.acts and is_alone_with(services, member.id, link.agency) else None


def accepting_of(link: Link, data: FormMultiDict) -> AcceptInvitation | None:
    """The acceptance out of what was typed, for an invitation. Raises :class:`Wrong`."""
    if link.kind != "invitation":
        return None
    name = text_of(data.get("name", ""))
    if not name:
        raise Wrong(ShownError("name", _("“%(label)s” is needed.") % {"label": _("Your name")}))
    try:
        return to_command(AcceptInvitation, {"member": link.member, "name": name})
    except BadBody as error:
        raise Wrong(shown_error(fault_of(error, ""))) from None


async def _password(request: AppRequest, link: Link, member: Member, data: FormMultiDict) -> str | None:
    """The password that was chosen; None for who signs in here already and has just proven it, or is signed in."""
    services, typed = services_of(request), str(data.get("password", ""))
    if link.kind == "invitation" and _is_there(request, member):
        return None
    if link.kind == "invitation" and await is_known(services, member.id):
        try:
            await prove_password(request, member.email, member.id, typed)
        except NotProven:
            raise Wrong(ShownError("password", _not_taken())) from None
        except Paused as error:
            raise Wrong(ShownError("password", fault_of(error, "").why)) from None
        return None
    words = (member.name, member.email, text_of(data.get("name", "")), services.people.agency_name(link.agency))
    fault = fault_of_password(typed, str(data.get("again", "")), words)
    if fault:
        raise Wrong(ShownError("password", fault))
    return typed


async def is_known(services: Services, member: str) -> bool:
    """Whether *member* signs in here already, with a password or through a provider."""
    return await services.credentials.known(member) or bool(await services.subjects.of(member))


def _is_there(request: AppRequest, member: Member) -> bool:
    """Whether the one who opens the link is signed in as *member*."""
    viewer: Viewer | None = request.scope.get("user")
    return viewer is not None and viewer.member_id == member.id


def _not_taken() -> str:
    return _("This password cannot be taken. If you sign in here already, type the password that you have.")


def over(request: AppRequest, link: Link | None) -> Response[Any]:
    """Say that a link opens nothing: its time is over where there is a *link*, else that it was used or never one."""
    return page(request, "pages/link_over.html", status=GONE, ended=link is not None)


async def show_form(
    request: AppRequest,
    secret: str,
    link: Link,
    member: Member,
    data: FormMultiDict | None = None,
    wrong: Wrong | None = None,
) -> Response[Any]:
    """What the link asks, as it was typed, with what was *wrong*."""
    services = services_of(request)
    invitation = link.kind == "invitation"
    fields = _fields(request, member, data, invitation=invitation)
    agency = services.people.agency(link.agency)
    provider = agency if invitation and agency is not None and agency.provider is not None else None
    for field in fields:
        field.error = wrong.error.message if wrong and wrong.error.field == field.name else None
    title = _("Act for %(agency)s") if invitation else _("Choose a new password")
    form = ShownForm(
        slug="join",
        title=title % {"agency": services.people.agency_name(link.agency)},
        fields=fields,
        submit=_("Accept the invitation") if invitation else _("Use this password"),
        key="none",
        errors=[wrong.error] if wrong else [],
    )
    return page(
        request,
        "pages/link.html",
        status=wrong.status if wrong else 200,
        form=form,
        email=member.email,
        until=link.expires_at,
        action=f"/link/{secret}",
        provider=provider,
    )


def _fields(request: AppRequest, member: Member, data: FormMultiDict | None, *, invitation: bool) -> list[ShownField]:
    if not invitation:
        return _passwords(invitation=False)
    name = str(data.get("name", "")) if data else member.name
    asked = ShownField("name", "text", _("Your name"), value=name, autocomplete="name")
    return [asked] if _is_there(request, member) else [asked, *_passwords(invitation=True)]


def _passwords(*, invitation: bool) -> list[ShownField]:
    """A password, twice; who is asked is not told whether the address is known here."""
    hint = _("At least 12 characters. Four or more words that have nothing to do with each other are good.")
    if invitation:
        hint = _(
            "If you sign in here already, for another agency, type the password that you have, twice. Choose one "
            "otherwise, of at least 12 characters; four or more words that have nothing to do with each other are good."
        )
    label = _("Password") if invitation else _("New password")
    return [
        ShownField("password", "password", label, hint, autocomplete="new-password"),
        ShownField("again", "password", _("The same password again"), autocomplete="new-password"),
    ]


HANDLERS = (link_page, use_link)
