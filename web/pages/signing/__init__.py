"""Signing in and out."""

from web.pages.signing import entering, leaving
from web.pages.signing.cookies import A_YEAR, AGENCY_COOKIE, HALFWAY, agency_cookie, session_cookie, tour_cookie
from web.pages.signing.entering import (
    Typed,
    agency_of,
    begin,
    code_hint,
    elsewhere,
    first_step,
    go_on,
    kept_in,
    offered,
    safe_path,
    sign_in_form,
)

HANDLERS = (*entering.HANDLERS, *leaving.HANDLERS)

__all__ = [
    "AGENCY_COOKIE",
    "A_YEAR",
    "HALFWAY",
    "HANDLERS",
    "Typed",
    "agency_cookie",
    "agency_of",
    "begin",
    "code_hint",
    "elsewhere",
    "first_step",
    "go_on",
    "kept_in",
    "leaving",
    "offered",
    "safe_path",
    "session_cookie",
    "sign_in_form",
    "tour_cookie",
]
