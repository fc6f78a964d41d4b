"""Keeps that somebody asked for a case or a task and was not shown it.

Invariant: it is written after the answer has gone, and in the same way whether there is such a case or not: neither the
answer nor the time it takes tells which. Nothing of an address that leads nowhere is kept: somebody may have typed a
name into it.
"""

from __future__ import annotations

from typing import Any

import structlog
from litestar import Response
from litestar.background_tasks import BackgroundTask

from domain.ports import StoreFault
from web.access.justifying import asker
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.faults import NotThere

LOG = structlog.get_logger("web")

ABOUT = ("/cases/", "/tasks/", "/api/v1/cases/", "/api/v1/tasks/")
"""Below these an address names a case or a task."""


def noted_refusal(request: AppRequest, refused: NotThere, answer: Response[Any]) -> None:
    """Have *answer* followed by a line in the record of who looked, where somebody asked for a case or a task."""
    viewer: Viewer | None = request.scope.get("user")
    if viewer is not None and request.scope["path"].startswith(ABOUT):
        answer.background = BackgroundTask(_note, request, viewer, refused.case)


async def _note(request: AppRequest, viewer: Viewer, case: str) -> None:
    try:
        await services_of(request).consultations.note("refused", asker(viewer), "case", case)
    except StoreFault as fault:
        # The answer has gone and showed nothing; the operator is told that a line is missing.
        LOG.warning("refusal_not_recorded", error=type(fault).__name__)
