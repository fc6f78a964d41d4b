"""Signing in and out.

Invariant: a session starts under a fresh token that nobody knew before; what was typed into a form while the old
session ended is carried through the sign-in and shown again.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from web.access import appearance
from web.access.before import page_before
from web.access.devices import device_of
from web.access.proving import prove_password
from web.access.viewer import COOKIE, LANGUAGE_COOKIE, TOUR_COOKIE, AppRequest, services_of
from web.answers.faults import NotProven, Paused, fault_of
from web.answers.rendering import page
from web.answers.resuming import PREFIX, resumed
from web.desks import desk_of, desk_of_member
from web.forms.fields import ShownError, ShownField, ShownForm
from web.ports import Session
from web.texts import catalog, times
from web.texts.catalog import gettext as _

A_YEAR = 365 * 86_400


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
    kept = [(n.removeprefix(PREFIX), str(v)) for n, v in data.items() if n.startswith(PREFIX)]
    member = services.people.by_email(email)
    try:
        await prove_password(request, email, member.id if member else None, str(data.get("password", "")))
    except (NotProven, Paused) as error:
        return _not_signed_in(request, email, resume, kept, error)
    if member is None:
        raise NotProven
    before = request.cookies.get(COOKIE)
    if before:
        services.sittings.end(before)
        await services.sessions.end(before)
    session = await services.sessions.start(member.id, member.agency, device=device_of(request))
    secure = services.settings.secure_cookies
    desk = await desk_of(services, desk_of_member(member.id))
    cookies = [session_cookie(session, secure=secure), appearance.cookie(desk, secure=secure)]
    if desk.tour_done:
        cookies.append(tour_cookie(secure=secure))
    if kept:
        again = resumed(resume, kept)
        return page(request, "pages/resume.html", cookies=cookies, kept=again, fresh_csrf=session.csrf)
    return Redirect(resume, cookies=cookies, status_code=303)


def _not_signed_in(
    request: AppRequest, email: str, resume: str, kept: list[tuple[str, str]], error: Exception
) -> Response[Any]:
    """The form again, with what was typed into another one that this sign-in interrupts."""
    fault = fault_of(error, "")
    status = fault.status if isinstance(error, Paused) else HTTP_422_UNPROCESSABLE_ENTITY
    form = sign_in_form(email, f"{fault.why} {fault.instead}", resume)
    if kept:
        return page(request, "pages/session_expired.html", status=status, form=form, kept=resumed(resume, kept))
    return page(request, "pages/sign_in.html", status=status, form=form, headers=dict(fault.headers))


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


HANDLERS = (sign_in_page, sign_in, sign_out, language)
