"""What went wrong, in the words of the person it happened to.

Invariant: every fault says what happened, why, and what now; none carries private text, and an unexpected one carries
an identifier under which the operator finds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException
from litestar.status_codes import (
    HTTP_401_UNAUTHORIZED,
    HTTP_403_FORBIDDEN,
    HTTP_404_NOT_FOUND,
    HTTP_409_CONFLICT,
    HTTP_422_UNPROCESSABLE_ENTITY,
    HTTP_429_TOO_MANY_REQUESTS,
    HTTP_500_INTERNAL_SERVER_ERROR,
    HTTP_503_SERVICE_UNAVAILABLE,
    HTTP_507_INSUFFICIENT_STORAGE,
)

from domain.deciding.refusals import Forbidden, Malformed, Refused
from domain.ports import HistoryDamaged, StoreAway, StoreFull, VersionTaken
from projections.keeping import ViewAway
from web.papers.content import PaperFault, PapersBusy
from web.repeating import OtherWords
from web.texts.catalog import gettext as _
from web.texts.catalog import mark, ngettext
from web.texts.wording.refused import FRAMEWORK, PASSED_ON, UNREADABLE


class NotThere(Exception):
    """What was asked for does not exist, or may not be seen: both look the same.

    For the record of refusals it remembers of which *case* it would be, where there is one; nobody is told.
    """

    def __init__(self, case: str = "") -> None:
        """Remember the *case*, if it exists."""
        super().__init__()
        self.case = case


class NotProven(Exception):
    """Who wants to sign in did not prove who they are; whether they exist is not told."""


class Paused(Exception):
    """Too many wrong guesses: for *wait* none is taken."""

    def __init__(self, wait: timedelta) -> None:
        """Remember how long."""
        self.wait = wait


class CodeNeeded(Exception):
    """The password is right; whose it is has a second factor too."""


class ElsewhereOnly(Exception):
    """The password is right; whose it is comes in through their agency's own sign-in and not with it."""


class ProofNeeded(Exception):
    """Before something dangerous is done, who asks has to prove again who they are; *asking* is the page for it."""

    def __init__(self, asking: Response[Any]) -> None:
        """Remember the page, with what was typed in it."""
        super().__init__()
        self.asking = asking


class OutOfScope(Exception):
    """The token of a program does not reach that far."""


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
    if isinstance(error, BadBody):
        return _unreadable(error)
    if isinstance(error, Paused):
        return _paused(error)
    return _of_ours(error) or _unforeseen(incident)


STATUS = {Malformed: HTTP_422_UNPROCESSABLE_ENTITY, Forbidden: HTTP_403_FORBIDDEN}
"""How a refusal is called where it is no conflict with what happened meanwhile."""


def _refusal(error: Refused) -> Fault:
    return Fault(
        slug=error.SLUG,
        status=next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), HTTP_409_CONFLICT),
        title=_("This was not done"),
        why=_(error.WHY) % error.values if error.values else _(error.WHY),
        instead=_(error.INSTEAD) % error.values if error.values else _(error.INSTEAD),
        field=error.field,
    )


Told = tuple[str, int, str, str, str]
"""A fault without anything of its own: slug, status, title, why, what instead."""

OURS: dict[type[Exception], Told] = {
    NotThere: (
        "not-found",
        HTTP_404_NOT_FOUND,
        mark("Not found"),
        mark("There is nothing here that you may see."),
        mark("Check the address, or go back to your board."),
    ),
    CodeNeeded: (
        "code-needed",
        HTTP_401_UNAUTHORIZED,
        mark("A code is needed"),
        mark("This account has a second factor, and no code of it was sent."),
        mark("Send the code of the authenticator as “code” as well, or make a token on the page of your account."),
    ),
    ElsewhereOnly: (
        "elsewhere-only",
        HTTP_401_UNAUTHORIZED,
        mark("A password is not enough"),
        mark("This agency lets its people in through its own sign-in only."),
        mark("Sign in there, and make a token on the page of your account."),
    ),
    OutOfScope: (
        "out-of-scope",
        HTTP_403_FORBIDDEN,
        mark("This token does not reach that far"),
        mark("Its scope does not include what was asked."),
        mark("Make a token with the scope that is needed, on the page of your account."),
    ),
    NotProven: (
        "not-proven",
        HTTP_401_UNAUTHORIZED,
        mark("You could not be signed in"),
        mark("The e-mail address and the password do not belong together."),
        mark("Check both and try again."),
    ),
    OtherWords: (
        "key-used-before",
        HTTP_422_UNPROCESSABLE_ENTITY,
        mark("This differs from what was recorded"),
        mark("The first version of what you sent is on record; this one is not."),
        mark("Send it again to record it as well (programs: with a new Idempotency-Key)."),
    ),
    VersionTaken: (
        "changed-meanwhile",
        HTTP_409_CONFLICT,
        mark("Somebody else was faster"),
        mark("This has changed since you opened it."),
        mark("Look at how it stands now, and decide again."),
    ),
    StoreAway: (
        "store-away",
        HTTP_503_SERVICE_UNAVAILABLE,
        mark("The log cannot be reached"),
        mark("It is not certain whether this was recorded."),
        mark("Send it again in a moment: it will not be recorded twice."),
    ),
    ViewAway: (
        "being-rebuilt",
        HTTP_503_SERVICE_UNAVAILABLE,
        mark("One moment, please"),
        mark("What this page shows is being put together anew."),
        mark("Try again in a moment: it will not be recorded twice."),
    ),
    StoreFull: (
        "store-full",
        HTTP_507_INSUFFICIENT_STORAGE,
        mark("There is no room left to record this"),
        mark("Nothing was recorded."),
        mark("Keep this page open and tell your administrator; then send it again."),
    ),
    PaperFault: (
        "paper-not-made",
        HTTP_500_INTERNAL_SERVER_ERROR,
        mark("The paper was not made"),
        mark("Something in it cannot be set; Lantern does not say what, because that may be about the child."),
        mark("Take the page to print or the form for programs, and tell whoever runs this installation."),
    ),
    PapersBusy: (
        "papers-busy",
        HTTP_503_SERVICE_UNAVAILABLE,
        mark("Other papers are being made"),
        mark("Several were asked for before yours, and each takes its time."),
        mark("Ask for it again in a moment."),
    ),
    HistoryDamaged: (
        "history-damaged",
        HTTP_500_INTERNAL_SERVER_ERROR,
        mark("The record of this case is damaged"),
        mark("A stored record does not fit its neighbours, so it is not used."),
        mark("Tell your administrator and the auditor now. Other cases go on."),
    ),
}
"""What goes wrong in here. A kind of fault that is not listed is told as the nearest kind above it."""

OURS[TimeoutError] = OURS[StoreAway]


def _of_ours(error: Exception) -> Fault | None:
    told = next((OURS[kind] for kind in type(error).__mro__ if kind in OURS), None)
    if told is None:
        return None
    slug, status, title, why, instead = told
    return Fault(slug=slug, status=status, title=_(title), why=_(why), instead=_(instead))


def _paused(error: Paused) -> Fault:
    seconds = int(error.wait.total_seconds()) + 1
    told = ngettext(
        "There were several wrong tries, so the next one is taken in %(num)s minute at the earliest.",
        "There were several wrong tries, so the next one is taken in %(num)s minutes at the earliest.",
        -(-seconds // 60),
    )
    return Fault(
        slug="too-many-tries",
        status=HTTP_429_TOO_MANY_REQUESTS,
        title=_("Please wait a moment"),
        why=told % {"num": -(-seconds // 60)},
        instead=_("Nothing is lost. The administrator of your agency can give you a new password."),
        headers={"Retry-After": str(seconds)},
    )


def _unreadable(error: BadBody) -> Fault:
    return Fault(
        slug="bad-request",
        status=HTTP_422_UNPROCESSABLE_ENTITY,
        title=_("This could not be read"),
        why=error.why,
        instead=_("Correct it and send it again. Nothing was recorded."),
        field=error.field,
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
