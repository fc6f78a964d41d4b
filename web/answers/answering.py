"""Faults into answers: a page for people, problem details for programs.

Invariant: whatever goes wrong below is answered in the asker's own form, and an unforeseen fault is logged with an
identifier and without anything that was typed.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from typing import Any

import structlog
from litestar import Request, Response
from litestar.datastructures import UploadFile
from litestar.enums import MediaType, RequestEncodingType
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.status_codes import (
    HTTP_403_FORBIDDEN,
    HTTP_422_UNPROCESSABLE_ENTITY,
    HTTP_500_INTERNAL_SERVER_ERROR,
)

from web.access.justifying import ReasonNeeded
from web.access.security import CSRF_FIELD, CSRF_HEADER, SAFE, token_matches
from web.access.viewer import AppRequest, Viewer, refuse_while_away, services_of
from web.answers.faults import BadBody, Fault, NotThere, ProofNeeded, fault_of
from web.answers.refusing import noted_refusal
from web.answers.rendering import page
from web.answers.resuming import resumed
from web.api.problems import headers_of, problem
from web.pages.looking.asking import asked
from web.pages.signing import offered, sign_in_form
from web.photos.sending import TAKES_PHOTO, sent_with_photo
from web.texts.catalog import gettext as _

TYPED = "lantern_typed"
"""Where the fields of a form stay for the time of its request."""

MOST_FIELDS = 10_000
"""Of a form, twice the facts of the largest case: more of them are read while others wait."""

FOR_PROGRAMS = ("/api/", "/healthz", "/readyz", "/metrics")

LOG = structlog.get_logger("web")


@dataclass(frozen=True)
class ShownFault:
    """A fault on a page: what happened, why, what now."""

    title: str
    why: str
    now: tuple[str, ...]
    reference: str | None
    status: int


def answer_fault(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Tell *error* to whoever asked, or ask what it needs to be asked first."""
    if isinstance(error, ProofNeeded):
        return error.asking
    programs = request.scope["path"].startswith(FOR_PROGRAMS)
    if isinstance(error, ReasonNeeded) and not programs:
        return asked(request, error, request.scope["state"].get(TYPED) or ())
    fault = fault_of(error, services_of(request).ids.new())
    if fault.incident is not None:
        frames = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
        LOG.error("unforeseen", incident=fault.incident, error=type(error).__name__, at=frames)
    answer = problem(fault) if programs else told(request, fault)
    if isinstance(error, NotThere):
        noted_refusal(request, error, answer)
    return answer


def told(request: AppRequest, fault: Fault) -> Response[str]:
    """The page that tells *fault*; with what was typed, to be sent again, where the fault may pass."""
    shown = ShownFault(fault.title, fault.why, (fault.instead,), fault.incident, fault.status)
    typed = request.scope["state"].get(TYPED)
    headers = headers_of(fault)
    if typed and fault.status >= HTTP_500_INTERNAL_SERVER_ERROR:
        kept, token = resumed(request.scope["path"], typed), dict(typed).get(CSRF_FIELD, "")
        return page(
            request, "pages/unsent.html", status=fault.status, headers=headers, error=shown, kept=kept, token=token
        )
    return page(request, "pages/error.html", status=fault.status, headers=headers, error=shown)


async def need_viewer(request: AppRequest) -> Response[Any] | None:
    """Ask who is not signed in to sign in; what was typed into a form is carried along in the page, nowhere else."""
    typed = [] if request.method in SAFE else await typed_fields(request)
    request.scope["state"][TYPED] = typed
    refuse_while_away(request)
    viewer: Viewer | None = request.scope.get("user")
    if viewer is not None:
        return None if request.method in SAFE else _need_token(request, viewer, typed)
    path = request.url.path
    if path == "/live" or request.headers.get("hx-request") == "true":
        return Response("", status_code=401, media_type=MediaType.TEXT)
    if request.method in SAFE:
        resume = path + (f"?{request.url.query}" if request.url.query else "")
        form, providers = sign_in_form(resume=resume), offered(request)
        return page(request, "pages/sign_in.html", status=401, form=form, providers=providers)
    kept, form, providers = resumed(path, typed), sign_in_form(resume=path), offered(request)
    return page(request, "pages/session_expired.html", status=401, form=form, kept=kept, providers=providers)


def _need_token(request: AppRequest, viewer: Viewer, typed: list[tuple[str, str]]) -> Response[Any] | None:
    """Refuse a change without the session's token; the form comes back with what was typed, under a fresh token.

    This happens to who signed in again in another tab: htmx is told to show the answer in place of the page.
    """
    given = dict(typed).get(CSRF_FIELD) or request.headers.get(CSRF_HEADER)
    if token_matches(viewer.session.csrf, given):
        return None
    kept = resumed(request.url.path, typed)
    inline = request.headers.get("hx-request") == "true"
    headers = {"hx-retarget": "body", "hx-reswap": "innerHTML", "hx-push-url": "false"} if inline else None
    status = HTTP_422_UNPROCESSABLE_ENTITY if inline else HTTP_403_FORBIDDEN
    return page(request, "pages/resume.html", status=status, headers=headers, kept=kept, fresh_csrf=viewer.session.csrf)


async def typed_fields(request: AppRequest) -> list[tuple[str, str]]:
    """The fields of a posted form. Refuses files (:class:`BadBody`): nothing here has a place for them."""
    if request.route_handler.opt.get(TAKES_PHOTO):
        return (await sent_with_photo(request)).fields
    plain = request.content_type[0] == RequestEncodingType.URL_ENCODED
    if plain and (await request.body()).count(b"&") >= MOST_FIELDS:
        raise RequestEntityTooLarge
    form = await request.form()
    for name, value in form.items():
        if isinstance(value, UploadFile):
            raise BadBody(_("Files cannot be sent here."), name)
    return [(name, str(value)) for name, value in form.items()]
