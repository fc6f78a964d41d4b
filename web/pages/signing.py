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
from web.access.viewer import COOKIE, LANGUAGE_COOKIE, TOUR_COOKIE, AppRequest, services_of
from web.answers.faults import NotProven, Paused, fault_of
from web.answers.rendering import page
from web.answers.resuming import PREFIX, resumed
from web.desks import desk_of, desk_of_member
from web.forms.fields import ShownError, ShownField, ShownForm
from web.people import Member
from web.proofs.devices import device_of
from web.proofs.ports import Session
from web.proofs.proving import prove_code, prove_password
from web.texts import catalog, times
from web.texts.catalog import gettext as _

A_YEAR = 365 * 86_400
HALFWAY = "lantern_halfway"
AGENCY_COOKIE = "lantern_agency"

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
        why="",
        intro="",
        fields=[
            ShownField("resume", "hidden", "", value=resume),
            ShownField("email", "email", _("E-mail address"), value=email, autocomplete="username"),
            ShownField("password", "password", _("Password"), autocomplete="current-password"),
        ],
        submit=_("Sign in"),
        version=None,
        key="none",
        errors=[ShownError("email", error)] if error else [],
    )


def session_cookie(session: Session, *, secure: bool) -> Cookie:
    """The cookie that carries a session's token, out of reach of scripts."""
    return Cookie(
        key=COOKIE,
        value=session.token,
        max_age=int((session.expires_at - times.now()).total_seconds()),
        httponly=True,
        secure=secure,
        samesite="lax",
    )


def agency_cookie(agency: str, *, secure: bool) -> Cookie:
    """The cookie that says which of their agencies somebody acted for last on this device."""
    return Cookie(key=AGENCY_COOKIE, value=agency, max_age=A_YEAR, httponly=True, secure=secure, samesite="lax")


def halfway_cookie(session: Session | None, *, secure: bool) -> Cookie:
    """The cookie that says for a few minutes that a password was right; without a *session* it goes."""
    seconds = int((session.expires_at - times.now()).total_seconds()) if session else 0
    value = session.token if session else ""
    path = "/sign-in"
    return Cookie(key=HALFWAY, value=value, max_age=seconds, path=path, httponly=True, secure=secure, samesite="strict")


def tour_cookie(*, secure: bool) -> Cookie:
    """The cookie that spares pages from asking the desk: the tour was taken, or declined."""
    return Cookie(key=TOUR_COOKIE, value="done", max_age=A_YEAR, httponly=True, secure=secure, samesite="lax")


@get("/sign-in", include_in_schema=False)
async def sign_in_page(
    request: AppRequest,
    resume: FromQuery[str | None] = None,
    ready: FromQuery[bool] = False,  # noqa: FBT002  a query
) -> Response[Any]:
    """The form to sign in, *ready* to be used with a new password; the first page for who is signed in already."""
    if request.scope.get("user") is not None and not ready:
        return Redirect(safe_path(resume))
    return page(request, "pages/sign_in.html", form=sign_in_form(resume=safe_path(resume)), ready=ready)


@post("/sign-in", include_in_schema=False, status_code=200)
async def sign_in(request: AppRequest) -> Response[Any]:
    """Start a session under a fresh token and end the one that was there before."""
    data = await request.form()
    services = services_of(request)
    email, resume = str(data.get("email", "")), safe_path(data.get("resume"))
    kept = _kept(data)
    member = services.people.by_email(email)
    try:
        await prove_password(request, email, member.id if member else None, str(data.get("password", "")))
    except (NotProven, Paused) as error:
        return _not_signed_in(request, email, resume, kept, error)
    if member is None:
        raise NotProven
    if (await services.factors.status(member.id)).totp:
        return await _ask_code(request, member, resume, kept)
    return await begin(request, member.id, member.agency, resume, kept)


async def begin(
    request: AppRequest, member: str, agency: str, resume: str, kept: Typed, *, second: bool = False
) -> Response[Any]:
    """Start a session under a fresh token, and go on to where somebody wanted to, or to what they had typed."""
    services = services_of(request)
    chosen = request.cookies.get(AGENCY_COOKIE, "")
    agency = chosen if services.people.acts_for(member, chosen) else agency
    before = request.cookies.get(COOKIE)
    if before:
        services.sittings.end(before)
        await services.sessions.end(before)
    session = await services.sessions.start(member, agency, device=device_of(request), second=second)
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


async def _ask_code(request: AppRequest, member: Member, resume: str, kept: Typed) -> Response[Any]:
    """Remember for a few minutes that the password was right, and ask for the code."""
    services = services_of(request)
    halfway = await services.sessions.start(member.id, member.agency, "halfway")
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
    resume, kept = safe_path(data.get("resume")), _kept(data)
    token = request.cookies.get(HALFWAY) or ""
    halfway = await services.sessions.find(token, "halfway")
    if halfway is None or not services.people.acts_for(halfway.member, halfway.agency):
        error = _("That took too long, so please begin again.")
        form = sign_in_form(error=error, resume=resume)
        return _first_step(request, form, resume, kept, HTTP_422_UNPROCESSABLE_ENTITY)
    try:
        await prove_code(request, halfway.member, str(data.get("code", "")))
    except NotProven:
        wrong = _("This code is not right, or was used already. Wait for the next one and type that.")
        return code_page(request, resume, kept, wrong, 422)
    except Paused as error:
        return code_page(request, resume, kept, fault_of(error, "").why, 429)
    await services.sessions.end(token)
    return await begin(request, halfway.member, halfway.agency, resume, kept, second=True)


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
        why="",
        intro="",
        fields=[ShownField("resume", "hidden", "", value=resume), *carried, code],
        submit=_("Sign in"),
        version=None,
        key="none",
        errors=[ShownError("code", error)] if error else [],
    )
    return page(request, "pages/sign_in_code.html", status=status, cookies=cookies, form=form)


def _kept(data: FormMultiDict) -> Typed:
    return [(n.removeprefix(PREFIX), str(v)) for n, v in data.multi_items() if n.startswith(PREFIX)]


def _not_signed_in(request: AppRequest, email: str, resume: str, kept: Typed, error: Exception) -> Response[Any]:
    """The form again, with what was typed into another one that this sign-in interrupts."""
    fault = fault_of(error, "")
    status = fault.status if isinstance(error, Paused) else HTTP_422_UNPROCESSABLE_ENTITY
    form = sign_in_form(email, f"{fault.why} {fault.instead}", resume)
    return _first_step(request, form, resume, kept, status, dict(fault.headers))


def _first_step(
    request: AppRequest,
    form: ShownForm,
    resume: str,
    kept: Typed,
    status: int,
    headers: dict[str, str] | None = None,
) -> Response[Any]:
    if kept:
        return page(request, "pages/session_expired.html", status=status, form=form, kept=resumed(resume, kept))
    return page(request, "pages/sign_in.html", status=status, form=form, headers=headers)


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
