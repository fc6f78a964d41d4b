"""What went wrong, in the words of the person it happened to.

Invariant: every fault says what happened, why, and what now; none carries private text, and an unexpected one carries
an identifier under which the operator finds it.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from litestar.exceptions import HTTPException
from litestar.status_codes import (
    HTTP_401_UNAUTHORIZED,
    HTTP_403_FORBIDDEN,
    HTTP_404_NOT_FOUND,
    HTTP_405_METHOD_NOT_ALLOWED,
    HTTP_409_CONFLICT,
    HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    HTTP_422_UNPROCESSABLE_ENTITY,
    HTTP_429_TOO_MANY_REQUESTS,
    HTTP_500_INTERNAL_SERVER_ERROR,
    HTTP_503_SERVICE_UNAVAILABLE,
    HTTP_507_INSUFFICIENT_STORAGE,
)

from domain.deciding.refusals import Conflict, Forbidden, Malformed, NotPossible, Refused
from domain.ports import HistoryDamaged, StoreAway, StoreFull, VersionTaken
from projections.keeping import ViewAway
from web.repeating import OtherWords
from web.texts.catalog import gettext as _
from web.texts.catalog import mark

PASSED_ON = frozenset({"allow", "retry-after"})
"""Headers of the framework's own refusals that say what would be possible."""


class NotThere(Exception):
    """What was asked for does not exist, or may not be seen: both look the same."""


class NotProven(Exception):
    """Who wants to sign in did not prove who they are; whether they exist is not told."""


class BadBody(Exception):
    """What was sent cannot be read; *why* names the field, never its content."""

    def __init__(self, why: str, field: str | None = None) -> None:
        """Remember the *field* at fault, if one is."""
        super().__init__(why)
        self.why = why
        self.field = field


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """A fault as it is told: the stable *slug*, the status, three sentences, the field at fault."""

    slug: str
    status: int
    title: str
    why: str
    instead: str
    field: str | None = None
    incident: str | None = None
    headers: Mapping[str, str] = msgspec.field(default_factory=dict)


def fault_of(error: Exception, incident: str) -> Fault:
    """How *error* is told. What nobody foresaw is an incident; everything else has its own words."""
    if isinstance(error, Refused):
        return _refusal(error)
    if isinstance(error, HTTPException):
        return _of_framework(error)
    return _of_ours(error) or _unforeseen(incident)


def _refusal(error: Refused) -> Fault:
    match error:
        case Malformed():
            status = HTTP_422_UNPROCESSABLE_ENTITY
        case Forbidden():
            status = HTTP_403_FORBIDDEN
        case Conflict() | NotPossible():
            status = HTTP_409_CONFLICT
        case _:
            status = HTTP_409_CONFLICT
    return Fault(
        slug=error.SLUG,
        status=status,
        title=_("This was not done"),
        why=_(error.WHY) % error.values if error.values else _(error.WHY),
        instead=_(error.INSTEAD) % error.values if error.values else _(error.INSTEAD),
        field=error.field,
    )


def _of_ours(error: Exception) -> Fault | None:
    match error:
        case NotThere():
            return Fault(
                slug="not-found",
                status=HTTP_404_NOT_FOUND,
                title=_("Not found"),
                why=_("There is nothing here that you may see."),
                instead=_("Check the address, or go back to your board."),
            )
        case NotProven():
            return Fault(
                slug="not-proven",
                status=HTTP_401_UNAUTHORIZED,
                title=_("You could not be signed in"),
                why=_("The e-mail address and the password do not belong together."),
                instead=_("Check both and try again."),
            )
        case BadBody(why=why, field=field):
            return Fault(
                slug="bad-request",
                status=HTTP_422_UNPROCESSABLE_ENTITY,
                title=_("This could not be read"),
                why=why,
                instead=_("Correct it and send it again. Nothing was recorded."),
                field=field,
            )
        case OtherWords():
            return Fault(
                slug="key-used-before",
                status=HTTP_422_UNPROCESSABLE_ENTITY,
                title=_("This differs from what was recorded"),
                why=_("The first version of what you sent is on record; this one is not."),
                instead=_("Send it again to record it as well (programs: with a new Idempotency-Key)."),
            )
        case _:
            return _of_race(error) or _of_store(error)


def _of_race(error: Exception) -> Fault | None:
    if not isinstance(error, VersionTaken):
        return None
    return Fault(
        slug="changed-meanwhile",
        status=HTTP_409_CONFLICT,
        title=_("Somebody else was faster"),
        why=_("This has changed since you opened it."),
        instead=_("Look at how it stands now, and decide again."),
    )


def _of_store(error: Exception) -> Fault | None:
    match error:
        case StoreAway() | TimeoutError():
            return Fault(
                slug="store-away",
                status=HTTP_503_SERVICE_UNAVAILABLE,
                title=_("The log cannot be reached"),
                why=_("It is not certain whether this was recorded."),
                instead=_("Send it again in a moment: it will not be recorded twice."),
            )
        case ViewAway():
            return Fault(
                slug="being-rebuilt",
                status=HTTP_503_SERVICE_UNAVAILABLE,
                title=_("One moment, please"),
                why=_("What this page shows is being put together anew."),
                instead=_("Try again in a moment: it will not be recorded twice."),
            )
        case StoreFull():
            return Fault(
                slug="store-full",
                status=HTTP_507_INSUFFICIENT_STORAGE,
                title=_("There is no room left to record this"),
                why=_("Nothing was recorded."),
                instead=_("Keep this page open and tell your administrator; then send it again."),
            )
        case HistoryDamaged():
            return Fault(
                slug="history-damaged",
                status=HTTP_500_INTERNAL_SERVER_ERROR,
                title=_("The record of this case is damaged"),
                why=_("A stored record does not fit its neighbours, so it is not used."),
                instead=_("Tell your administrator and the auditor now. Other cases go on."),
            )
        case _:
            return None


FRAMEWORK: dict[int, tuple[str, str, str, str]] = {
    HTTP_401_UNAUTHORIZED: (
        "signed-out",
        mark("You are signed out"),
        mark("Your session has ended."),
        mark("Sign in again."),
    ),
    HTTP_403_FORBIDDEN: (
        "forged-request",
        mark("This request was not accepted"),
        mark("It did not come from a page of this site."),
        mark("Open the page again and repeat what you did."),
    ),
    HTTP_404_NOT_FOUND: (
        "not-found",
        mark("Not found"),
        mark("There is nothing here that you may see."),
        mark("Check the address, or go back to your board."),
    ),
    HTTP_405_METHOD_NOT_ALLOWED: (
        "method-not-allowed",
        mark("This cannot be done here"),
        mark("This address does not answer that kind of request."),
        mark("Go back to your board."),
    ),
    HTTP_413_REQUEST_ENTITY_TOO_LARGE: (
        "too-large",
        mark("This is too large"),
        mark("What you sent is larger than can be accepted. Nothing was recorded."),
        mark("Shorten it and send it again."),
    ),
    HTTP_429_TOO_MANY_REQUESTS: (
        "too-many-requests",
        mark("Too many requests"),
        mark("You have sent more than can be answered."),
        mark("Wait a minute and try again."),
    ),
}
"""What the framework refuses before we see it: slug, title, why, what instead."""

UNREADABLE = (
    "bad-request",
    mark("This could not be read"),
    mark("What was sent does not fit what is expected here. Nothing was recorded."),
    mark("Correct it and send it again."),
)


def _of_framework(error: HTTPException) -> Fault:
    slug, title, why, instead = FRAMEWORK.get(error.status_code, UNREADABLE)
    headers = {name: value for name, value in (error.headers or {}).items() if name.lower() in PASSED_ON}
    return Fault(slug=slug, status=error.status_code, title=_(title), why=_(why), instead=_(instead), headers=headers)


def _unforeseen(incident: str) -> Fault:
    return Fault(
        slug="unforeseen",
        status=HTTP_500_INTERNAL_SERVER_ERROR,
        title=_("Something went wrong"),
        why=_("This was not foreseen, and it is being recorded for the people who run this installation."),
        instead=_("Try again. If it happens again, tell them the number below."),
        incident=incident,
    )
