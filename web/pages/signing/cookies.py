"""The cookies of signing in.

Invariant: none is within reach of a script, and each goes over https alone where the pages do.
"""

from __future__ import annotations

from litestar.datastructures import Cookie

from web.access.viewer import COOKIE, TOUR_COOKIE
from web.proofs.ports import Session
from web.texts import times

A_YEAR = 365 * 86_400
HALFWAY = "lantern_halfway"
AGENCY_COOKIE = "lantern_agency"


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
