"""What an administrator sets up: the agency's own provider, and whether passwords count beside it.

Invariant: a provider is asked before it is kept, so that nobody is sent to one that is not there; the secret it knows
us by is never shown again, and never goes to another provider than the one it was typed for.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.params import FromQuery
from litestar.response import Redirect

from domain.deciding.refusals import Refused
from domain.directory.commands import RemoveProvider, SetProvider
from web.access.viewer import AppRequest, services_of
from web.acting import act_on_agency
from web.answers.faults import BadBody, fault_of
from web.answers.rendering import page
from web.forms.fields import ShownError, ShownField, ShownForm
from web.forms.reading import shown_error, text_of, to_command
from web.pages.account.proving import need_proof
from web.pages.members.listing import check_runs
from web.pages.signing import leaving
from web.proofs.providing import Fault, ProviderFault, Registration
from web.repeating import OtherWords
from web.texts.catalog import gettext as _
from web.texts.catalog import mark

LONGEST_SECRET = 1_000

DONE = {
    "set": mark("Your people can link it on the page of their account, and sign in through it."),
    "removed": mark("Nobody signs in through it any more, and who had is signed out."),
}

SAID: dict[Fault, str] = {
    "not-allowed": mark(
        "Lantern may not call this provider, or one of the addresses it names (%(where)s). Ask whoever runs Lantern to "
        "add it to LANTERN_PROVIDERS."
    ),
    "away": mark("Nothing answers at this address. Check it, or try again once the provider is back."),
    "unfit": mark(
        "What answers at this address is no OpenID Connect provider that calls itself exactly so. Copy the issuer from "
        "what it says itself."
    ),
}


@get("/members/provider", include_in_schema=False)
async def provider_page(request: AppRequest, done: FromQuery[str] = "") -> Response[Any]:
    """The agency's own provider as it is set up."""
    return await _show(request, said=_(DONE[done]) if done in DONE else "")


@post("/members/provider", include_in_schema=False, status_code=200)
async def set_provider(request: AppRequest) -> Response[Any]:
    """Ask the provider, and keep it."""
    services, viewer, data = services_of(request), request.user, await request.form()
    check_runs(services, viewer)
    await need_proof(request, _("Set up the agency's own sign-in"))
    body = {"issuer": text_of(data.get("issuer", "")), "client": text_of(data.get("client", ""))}
    secret = str(data.get("secret", ""))[:LONGEST_SECRET].strip()
    try:
        command = to_command(SetProvider, {**body, "passwords": data.get("passwords") != "no"})
        await services.providers.examine(Registration(command.issuer, command.client))
        await _keep_secret(request, command, secret)
        await act_on_agency(services, viewer, command, key=str(data.get("key") or services.ids.new()))
    except ProviderFault as fault:
        words = _(SAID.get(fault.fault, SAID["unfit"])) % {"where": fault.detail}
        return await _show(request, data, ShownError("issuer", words), leaving.status_of(fault))
    except (Refused, BadBody, OtherWords) as error:
        found = fault_of(error, "")
        return await _show(request, data, shown_error(found), found.status)
    return Redirect("/members/provider?done=set", status_code=303)


async def _keep_secret(request: AppRequest, command: SetProvider, secret: str) -> None:
    """Keep the *secret*; the one there was stays for the same provider only."""
    services, viewer = services_of(request), request.user
    agency = services.people.agency(viewer.agency_id)
    before = agency.provider if agency else None
    same = before is not None and (before.issuer, before.client) == (command.issuer, command.client)
    if secret or not same:
        await services.providers.set_secret(viewer.agency_id, secret)


@get("/members/provider/remove", include_in_schema=False)
async def again() -> Redirect:
    """The page, for who comes back to the address of the step."""
    return Redirect("/members/provider", status_code=303)


@post("/members/provider/remove", include_in_schema=False, status_code=200)
async def remove_provider(request: AppRequest) -> Response[Any]:
    """Let nobody sign in through it any more, and forget its secret."""
    services, viewer, data = services_of(request), request.user, await request.form()
    check_runs(services, viewer)
    await need_proof(request, _("Remove the agency's own sign-in"))
    await act_on_agency(services, viewer, RemoveProvider(), key=str(data.get("key") or services.ids.new()))
    await services.providers.set_secret(viewer.agency_id, "")
    return Redirect("/members/provider?done=removed", status_code=303)


async def _show(
    request: AppRequest,
    data: FormMultiDict | None = None,
    error: ShownError | None = None,
    status: int = 200,
    *,
    said: str = "",
) -> Response[Any]:
    services, viewer = services_of(request), request.user
    check_runs(services, viewer)
    form = await _form(request, data, error)
    agency = services.people.agency(viewer.agency_id)
    there = agency is not None and agency.provider is not None
    back = leaving.back_address(request)
    return page(request, "pages/provider.html", status=status, form=form, there=there, back=back, said=said)


async def _form(request: AppRequest, data: FormMultiDict | None, error: ShownError | None) -> ShownForm:
    """The form as it was typed, or as the provider is set up."""
    services, viewer = services_of(request), request.user
    agency = services.people.agency(viewer.agency_id)
    own = agency.provider if agency else None
    typed = data or FormMultiDict(
        [("issuer", own.issuer), ("client", own.client), ("passwords", "yes" if own.passwords else "no")] if own else []
    )
    kept = await services.providers.has_secret(viewer.agency_id)
    fields = _fields(typed, kept=kept)
    for field in fields:
        field.error = error.message if error and error.field == field.name else None
    return ShownForm(
        slug="provider",
        title=_("The agency's own sign-in"),
        fields=fields,
        submit=_("Ask it and keep it"),
        key=services.ids.new(),
        errors=[error] if error else [],
    )


def _fields(typed: FormMultiDict, *, kept: bool) -> list[ShownField]:
    hint = _("One is kept. Leave this empty to go on with it.") if kept else _("It is kept sealed and never shown.")
    passwords = [
        ("yes", _("Passwords and passkeys here count as well")),
        ("no", _("Only who has linked this sign-in comes in; administrators still can with their password")),
    ]
    return [
        ShownField(
            "issuer",
            "text",
            _("Address of the provider"),
            _("Its issuer, exactly as it says it itself, such as https://login.police.example."),
            value=str(typed.get("issuer", "")),
        ),
        ShownField(
            "client",
            "text",
            _("What the provider calls Lantern"),
            _("Its client id."),
            value=str(typed.get("client", "")),
        ),
        ShownField("secret", "password", _("Secret"), hint, required=False, autocomplete="off"),
        ShownField(
            "passwords",
            "radios",
            _("Beside it"),
            options=passwords,
            value=str(typed.get("passwords", "yes")),
        ),
    ]


HANDLERS = (provider_page, set_provider, again, remove_provider)
