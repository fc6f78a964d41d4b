"""What is refused before any page or command has seen a request, in the words of the person it happened to.

Invariant: only words stand here; none of them tells what is behind.
"""

from __future__ import annotations

from litestar.status_codes import (
    HTTP_401_UNAUTHORIZED,
    HTTP_403_FORBIDDEN,
    HTTP_404_NOT_FOUND,
    HTTP_405_METHOD_NOT_ALLOWED,
    HTTP_408_REQUEST_TIMEOUT,
    HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    HTTP_429_TOO_MANY_REQUESTS,
)

from web.texts.catalog import mark

PASSED_ON = frozenset({"allow", "retry-after"})
"""Headers of such refusals that say what would be possible."""

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
    HTTP_408_REQUEST_TIMEOUT: (
        "too-slow",
        mark("This did not arrive"),
        mark("What you sent came too slowly, and was not complete when the time was over. Nothing was recorded."),
        mark("Look at your connection and send it again. A photo arrives sooner when it is smaller."),
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
