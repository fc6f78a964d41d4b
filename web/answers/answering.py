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
from litestar.exceptions import HTTPException

from web.access.security import CSRF_FIELD, CSRF_HEADER, SAFE, token_matches
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.faults import Fault, fault_of
from web.answers.rendering import page
from web.answers.resuming import resumed
from web.api.problems import problem
from web.pages.signing import sign_in_form

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
    """Tell *error* to whoever asked."""
    fault = fault_of(error, services_of(request).ids.new())
    if fault.incident is not None:
        frames = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
        LOG.error("unforeseen", incident=fault.incident, error=type(error).__name__, at=frames)
    return problem(fault) if request.scope["path"].startswith("/api/") else told(request, fault)


def told(request: AppRequest, fault: Fault) -> Response[str]:
    """The page that tells *fault*."""
    shown = ShownFault(fault.title, fault.why, (fault.instead,), fault.incident, fault.status)
    headers = {"retry-after": "2"} if fault.status == 503 else None
    return page(request, "pages/error.html", status=fault.status, headers=headers, error=shown)


async def need_viewer(request: AppRequest) -> Response[Any] | None:
    """Ask who is not signed in to sign in; what was typed into a form is carried along in the page, nowhere else."""
    viewer: Viewer | None = request.scope.get("user")
    if viewer is not None:
        return await _need_token(request, viewer)
    path = request.url.path
    if path == "/live" or request.headers.get("hx-request") == "true":
        return Response(None, status_code=401)
    if request.method != "POST":
        resume = path + (f"?{request.url.query}" if request.url.query else "")
        return page(request, "pages/sign_in.html", status=401, form=sign_in_form(resume=resume))
    kept = resumed(path, await typed_fields(request))
    return page(request, "pages/session_expired.html", status=401, form=sign_in_form(resume=path), kept=kept)


async def _need_token(request: AppRequest, viewer: Viewer) -> Response[Any] | None:
    """Refuse a change without the session's token; the form comes back with what was typed, under a fresh token."""
    if request.method in SAFE:
        return None
    typed = await typed_fields(request)
    given = dict(typed).get(CSRF_FIELD) or request.headers.get(CSRF_HEADER)
    if token_matches(viewer.session.csrf, given):
        return None
    if request.headers.get("hx-request") == "true":
        return Response(None, status_code=401)
    kept = resumed(request.url.path, typed)
    return page(request, "pages/resume.html", status=403, kept=kept, fresh_csrf=viewer.session.csrf)


async def typed_fields(request: AppRequest) -> list[tuple[str, str]]:
    """The fields of a posted form; none where the body is no form."""
    try:
        form = await request.form()
    except HTTPException:
        return []
    return [(name, str(value)) for name, value in form.multi_items()]
