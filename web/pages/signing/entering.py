"""Signing in and out.

Invariant: a session starts under a fresh token that nobody knew before; what was typed into a form while the old
session ended is carried through the sign-in and shown again.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from litestar import Response, get, post
from litestar.datastructures import Cookie, FormMultiDict
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from web.access import appearance
from web.access.before import page_before
from web.access.viewer import COOKIE, LANGUAGE_COOKIE, AppRequest, services_of
from web.answers.faults import NotProven, Paused, fault_of
from web.answers.rendering import page
from web.answers.resuming import PREFIX, resumed
from web.desks import desk_of, desk_of_member
from web.forms.fields import ShownError, ShownField, ShownForm
from web.pages.signing.cookies import (
    A_YEAR,
    AGENCY_COOKIE,
    HALFWAY,
    halfway_cookie,
    session_cookie,
    tour_cookie,
)
from web.people import Agency
from web.proofs.admitting import agency_for
from web.proofs.devices import device_of
from web.proofs.proving import prove_code, prove_password
from web.texts import catalog
from web.texts.catalog import gettext as _

Typed = list[tuple[str, str]]
"""What was typed into a form that a sign-in interrupts: names and values."""


def code_hint() -> str:
    """What counts as a code."""
    return _("The six digits that your authenticator shows now, or one of your recovery codes.")


def safe_path(text: str | None) -> str:
    """A path of this site to go on to; one's own first page for anything else."""
    try:
        parts = urlsplit(text or "")
    except ValueError:
        return "/"
    ours = not parts.scheme and not parts.netloc and parts.path.startswith("/") and not parts.path.startswith("//")
    if not ours or "\\" in parts.path or parts.path in ("/", "/sign-in", "/sign-out"):
        return "/"
    return parts.path + (f"?{parts.query}" if parts.query else "")


def sign_in_form(email: str = "", error: str | None = None, resume: str = "/") -> ShownForm:
    """The form that asks who somebody is."""
    return ShownForm(
        slug="sign-in",
        title=_("Sign in"),
        fields=[
            ShownField("resume", "hidden", "", value=resume),
            ShownField("email", "email", _("E-mail address"), value=email, autocomplete="username"),
            ShownField("password", "password", _("Password"), autocomplete="current-password"),
        ],
        submit=_("Sign in"),
        key="none",
        errors=[ShownError("email", error)] if error else [],
    )


@get("/sign-in", include_in_schema=False)
async def sign_in_page(
    request: AppRequest,
    resume: FromQuery[str | None] = None,
    ready: FromQuery[bool] = False,  # noqa: FBT002  a query
) -> Response[Any]:
    """The form to sign in, *ready* to be used with a new password; the first page for who is signed in already."""
    if request.scope.get("user") is not None and not ready:
        return Redirect(safe_path(resume))
    form = sign_in_form(resume=safe_path(resume))
    return page(request, "pages/sign_in.html", form=form, ready=ready, providers=offered(request))


@post("/sign-in", include_in_schema=False, status_code=200)
async def sign_in(request: AppRequest) -> Response[Any]:
    """Start a session under a fresh token and end the one that was there before."""
    data = await request.form()
    services = services_of(request)
    email, resume = str(data.get("email", "")), safe_path(data.get("resume"))
    kept = kept_in(data)
    member = services.people.by_email(email)
    try:
        await prove_password(request, email, member.id if member else None, str(data.get("password", "")))
    except (NotProven, Paused) as error:
        return _not_signed_in(request, email, resume, kept, error)
    if member is None:
        raise NotProven
    agency = agency_of(request, member.id)
    if agency is None:
        form = sign_in_form(email, elsewhere(services.people.agency_name(member.agency)), resume)
        return first_step(request, form, resume, kept, HTTP_422_UNPROCESSABLE_ENTITY)
    return await go_on(request, member.id, agency, resume, kept)


def agency_of(request: AppRequest, member: str) -> str | None:
    """The agency that *member* acts for after a proof to us: the one they had last on this device, if it may be."""
    services = services_of(request)
    return agency_for(services.people, member, request.cookies.get(AGENCY_COOKIE, ""), services.clock.now())


def elsewhere(agency: str) -> str:
    """What is said to whom *agency* lets in through its own provider alone."""
    told = _("%(agency)s lets its people in through its own sign-in only. Use that; it stands below.")
    return told % {"agency": agency}


async def go_on(
    request: AppRequest, member: str, agency: str, resume: str, kept: Typed, *, provider: str = ""
) -> Response[Any]:
    """Sign in who has proven the first step, to us or to a *provider*; ask for a code of who has a second one."""
    if (await services_of(request).factors.status(member)).totp:
        return await _ask_code(request, member, agency, resume, kept, provider)
    return await begin(request, member, agency, resume, kept, provider=provider)


async def begin(
    request: AppRequest,
    member: str,
    agency: str,
    resume: str,
    kept: Typed,
    *,
    second: bool = False,
    provider: str = "",
) -> Response[Any]:
    """Start a session under a fresh token, and go on to where somebody wanted to, or to what they had typed."""
    services = services_of(request)
    before = request.cookies.get(COOKIE)
    if before:
        services.sittings.end(before)
        await services.sessions.end(before)
    device = device_of(request)
    session = await services.sessions.start(member, agency, device=device, second=second, provider=provider)
    secure = services.settings.secure_cookies
    desk = await desk_of(services, desk_of_member(member))
    cookies = [session_cookie(session, secure=secure), appearance.cookie(desk, secure=secure)]
    if desk.tour_done:
        cookies.append(tour_cookie(secure=secure))
    if HALFWAY in request.cookies:
        cookies.append(halfway_cookie(None, secure=secure))
    if kept:
        again = resumed(resume, kept)
        return page(request, "pages/resume.html", cookies=cookies, kept=again, fresh_csrf=session.csrf)
    return Redirect(resume, cookies=cookies, status_code=303)


async def _ask_code(
    request: AppRequest, member: str, agency: str, resume: str, kept: Typed, provider: str
) -> Response[Any]:
    """Remember for a few minutes that the first step was right, and ask for the code."""
    services = services_of(request)
    halfway = await services.sessions.start(member, agency, "halfway", provider=provider)
    cookie = halfway_cookie(halfway, secure=services.settings.secure_cookies)
    return code_page(request, resume, kept, cookies=[cookie])


@get("/sign-in/code", include_in_schema=False)
async def code_again() -> Redirect:
    """The first step, for who comes back to the address of the second."""
    return Redirect("/sign-in", status_code=303)


@post("/sign-in/code", include_in_schema=False, status_code=200)
async def sign_in_with_code(request: AppRequest) -> Response[Any]:
    """The second step: a code, from who has proven the password a moment ago."""
    services, data = services_of(request), await request.form()
    resume, kept = safe_path(data.get("resume")), kept_in(data)
    token = request.cookies.get(HALFWAY) or ""
    halfway = await services.sessions.find(token, "halfway")
    if halfway is None or not services.people.acts_for(halfway.member, halfway.agency):
        error = _("That took too long, so please begin again.")
        form = sign_in_form(error=error, resume=resume)
        return first_step(request, form, resume, kept, HTTP_422_UNPROCESSABLE_ENTITY)
    try:
        await prove_code(request, halfway.member, str(data.get("code", "")))
    except NotProven:
        wrong = _("This code is not right, or was used already. Wait for the next one and type that.")
        return code_page(request, resume, kept, wrong, 422)
    except Paused as error:
        return code_page(request, resume, kept, fault_of(error, "").why, 429)
    await services.sessions.end(token)
    agency, provider = halfway.agency, halfway.provider
    return await begin(request, halfway.member, agency, resume, kept, second=True, provider=provider)


def code_page(
    request: AppRequest,
    resume: str,
    kept: Typed,
    error: str | None = None,
    status: int = 200,
    cookies: list[Cookie] | None = None,
) -> Response[Any]:
    """The form that asks for a code, with what was typed into another form carried along."""
    carried = [ShownField(PREFIX + name, "hidden", "", value=value) for name, value in kept]
    code = ShownField("code", "text", _("Code"), hint=code_hint(), error=error, autocomplete="one-time-code")
    form = ShownForm(
        slug="code",
        title=_("One more step"),
        fields=[ShownField("resume", "hidden", "", value=resume), *carried, code],
        submit=_("Sign in"),
        key="none",
        errors=[ShownError("code", error)] if error else [],
    )
    return page(request, "pages/sign_in_code.html", status=status, cookies=cookies, form=form)


def kept_in(data: FormMultiDict) -> Typed:
    """What was typed into the form that a sign-in interrupts."""
    return [(n.removeprefix(PREFIX), str(v)) for n, v in data.multi_items() if n.startswith(PREFIX)]


def _not_signed_in(request: AppRequest, email: str, resume: str, kept: Typed, error: Exception) -> Response[Any]:
    """The form again, with what was typed into another one that this sign-in interrupts."""
    fault = fault_of(error, "")
    status = fault.status if isinstance(error, Paused) else HTTP_422_UNPROCESSABLE_ENTITY
    form = sign_in_form(email, f"{fault.why} {fault.instead}", resume)
    return first_step(request, form, resume, kept, status, dict(fault.headers))


def first_step(
    request: AppRequest,
    form: ShownForm,
    resume: str,
    kept: Typed,
    status: int,
    headers: dict[str, str] | None = None,
) -> Response[Any]:
    """The *form* that asks who somebody is, with what they had typed into the one that was interrupted."""
    providers = offered(request)
    if kept:
        again = resumed(resume, kept)
        return page(request, "pages/session_expired.html", status=status, form=form, kept=again, providers=providers)
    return page(request, "pages/sign_in.html", status=status, form=form, headers=headers, providers=providers)


def offered(request: AppRequest) -> list[Agency]:
    """The agencies with a sign-in of their own, the one that somebody acted for last on this device first."""
    last = request.cookies.get(AGENCY_COOKIE)
    return sorted(services_of(request).people.with_provider(), key=lambda each: each.id != last)


@post("/sign-out", include_in_schema=False, status_code=200)
async def sign_out(request: AppRequest) -> Response[Any]:
    """End the session."""
    token = request.cookies.get(COOKIE)
    if token:
        services_of(request).sittings.end(token)
        await services_of(request).sessions.end(token)
    secure = services_of(request).settings.secure_cookies
    gone = Cookie(key=COOKIE, value="", max_age=0, httponly=True, secure=secure, samesite="lax")
    return Redirect("/sign-in", cookies=[gone], status_code=303)


@get("/language/{code:str}", include_in_schema=False)
async def language(request: AppRequest, code: FromPath[str]) -> Response[Any]:
    """Remember the language a person chose, and go back to where they were."""
    secure = services_of(request).settings.secure_cookies
    chosen = Cookie(
        key=LANGUAGE_COOKIE,
        value=catalog.choose(code, None),
        max_age=A_YEAR,
        httponly=True,
        secure=secure,
        samesite="lax",
    )
    return Redirect(safe_path(page_before(request)), cookies=[chosen])


HANDLERS = (sign_in_page, sign_in, code_again, sign_in_with_code, sign_out, language)
