"""The page of a person's own account.

Invariant: it shows nothing that would let anybody in, and nothing of anybody else.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from domain.directory.codes import WayIn
from web.access.viewer import AppRequest, services_of
from web.answers.rendering import page
from web.forms.fields import ShownError, ShownForm
from web.pages.account import asking
from web.pages.account.told import failing, state_word
from web.people import Agency, Member
from web.proofs.ports import Sitting
from web.proofs.providing import Linked
from web.services import Services
from web.texts.catalog import gettext as _
from web.texts.catalog import mark

DONE = {
    "password": mark(
        "Your password is changed, and you are signed out everywhere else. Your programs need new tokens."
    ),
    "session": mark("That session has ended."),
    "others": mark("You are signed out everywhere else."),
    "passkey": mark("The passkey is made: you can sign in with it from now on."),
    "passkey-removed": mark("That passkey opens nothing here any more. Remove it from your device as well."),
    "linked": mark("Your agency's sign-in is linked: you can come in through it from now on."),
    "unlinked": mark("That sign-in lets you in no more, and whoever came in through it is signed out."),
    "removed": mark("Your second factor is removed. Your password alone lets you in from now on."),
    "revoke": mark("That token opens nothing any more."),
}

RESET = {
    WayIn.PASSWORD: mark(
        "An administrator of %(agency)s made a link for a new password of yours. Ask them, if you did not ask for it."
    ),
    WayIn.FACTORS: mark(
        "An administrator of %(agency)s removed your second factor and passkeys. Ask them, if you did not ask for it."
    ),
}


@get("/account", include_in_schema=False)
async def account_page(request: AppRequest, done: FromQuery[str] = "") -> Response[Any]:
    """Where one is signed in, the password, the programs."""
    return await show(request, said=_(DONE[done]) if done in DONE else "")


@get("/account/{step:str}", include_in_schema=False)
async def again(step: FromPath[str]) -> Redirect:  # noqa: ARG001  part of the address
    """The account, for who comes back to the address of a step."""
    return Redirect("/account", status_code=303)


async def show(
    request: AppRequest, *, said: str = "", refused: ShownForm | None = None, status: int = 200
) -> Response[Any]:
    """The account, with the form that was *refused* as it was typed."""
    services, viewer = services_of(request), request.user
    here = [each for each in await services.sessions.of(viewer.member_id) if each.kind == "browser"]
    forms = {
        form.slug: form for form in (asking.password_form(services.ids.new()), asking.token_form(services.ids.new()))
    }
    if refused is not None:
        forms[refused.slug] = refused
    return page(
        request,
        "pages/account.html",
        status=status,
        said=said,
        open=refused.slug if refused else "",
        forms=forms,
        sittings=here,
        is_this=lambda sitting: services.sessions.is_of(sitting, viewer.session),
        factors=await services.factors.status(viewer.member_id),
        tokens=await services.tokens.of(viewer.member_id),
        scope_word=asking.scope_word,
        has_ended=lambda token: token.expires_at <= services.clock.now(),
        email=_email(services, viewer.member_id),
        device_word=device_word,
        failing=failing(await services.notices.lately(viewer.member_id)),
        state_word=state_word,
        agency_name=services.people.agency_name,
        resets=_resets(services, viewer.member_id),
        elsewhere=await _elsewhere(services, viewer.member_id),
    )


async def _elsewhere(services: Services, member: str) -> list[tuple[Agency, Linked | None]]:
    """The agencies of *member* that have a sign-in of their own, and since when it is linked."""
    linked = {each.agency: each for each in await services.subjects.of(member)}
    found = [services.people.agency(each.agency) for each in services.people.memberships(member)]
    return [(each, linked.get(each.id)) for each in found if each and (each.provider or each.id in linked)]


def _resets(services: Services, member: str) -> list[tuple[str, Member]]:
    """What administrators last reset of how *member* signs in, in words, also where they act no more."""
    found = (services.people.member(member, each.id) for each in services.people.agencies())
    return [(_(RESET[each.reset]), each) for each in found if each and each.reset and each.reset_at]


def device_word(sitting: Sitting) -> str:
    """What the device of *sitting* calls itself."""
    return sitting.device or _("A device that does not say what it is")


def _email(services: Services, member: str) -> str:
    found = services.people.member(member)
    return found.email if found else ""


def with_errors(form: ShownForm, errors: list[ShownError]) -> ShownForm:
    """*form* with *errors* at their fields."""
    form.errors = errors
    for field in form.fields:
        field.error = next((error.message for error in errors if error.field == field.name), None)
    return form


HANDLERS = (account_page, again)
