"""Asks why somebody looks at a case, and keeps the answer for the sitting.

Invariant: an answer is on record before anything is opened for it; nothing is typed, so nothing private can be in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from litestar import Response, post
from litestar.params import FromPath
from litestar.response import Redirect

from web import seeing
from web.access.justifying import ReasonNeeded, reason_in, say_why
from web.access.security import SAFE
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.rendering import page
from web.services import Services
from web.texts.wording.looking import reasons


@dataclass(frozen=True)
class Why:
    """Where the answer goes, where one comes back to, where to go without answering, and what goes along with it."""

    action: str
    back: str
    cancel: str
    typed: Sequence[tuple[str, str]] = ()


def asked(request: AppRequest, needed: ReasonNeeded, typed: Sequence[tuple[str, str]]) -> Response[Any]:
    """The page that asks; a form that waits for the answer goes on with it, and nothing that was *typed* is lost."""
    path, case, read = request.url.path, f"/cases/{needed.case}", request.method in SAFE
    inline = request.headers.get("hx-request") == "true"
    headers = {"hx-retarget": "body", "hx-reswap": "innerHTML", "hx-push-url": "false"} if inline else None
    why = Why(f"{case}/why" if read else path, path if read else case, case, () if read else typed)
    return page(request, "pages/why.html", headers=headers, why=why, reasons=reasons())


async def take_answer(services: Services, viewer: Viewer, case: str, given: object) -> bool:
    """Keep the reason that a form has *given* for looking at *case*, if it is one; whether it was."""
    reason = reason_in(str(given or ""))
    if reason is not None:
        await say_why(services, viewer, case, reason)
    return reason is not None


@post("/cases/{case_id:str}/why", include_in_schema=False, status_code=200)
async def answer(request: AppRequest, case_id: FromPath[str]) -> Response[Any]:
    """Keep why somebody looks at a case, and go back to where they were."""
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    data = await request.form()
    if not await take_answer(services, viewer, case.id, data.get("look_reason")):
        raise ReasonNeeded(case.id)
    back = str(data.get("back", ""))
    return Redirect(back if back.startswith(("/cases/", "/tasks/")) else f"/cases/{case.id}", status_code=303)


HANDLERS = (answer,)
