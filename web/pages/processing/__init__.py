"""Records of processing and the annex to the impact assessment, for who answers for them.

Invariant: nothing of any case is in them; they are for data protection officers, auditors and administrators.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.params import FromPath, FromQuery

from domain.codes import Role
from web import seeing
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.faults import NotThere
from web.answers.rendering import page
from web.processing.impact import impact
from web.processing.installed import Installed, holders_of
from web.processing.paper import markdown
from web.processing.records import records
from web.services import Services

PAPERS = {"records": records, "impact": impact}


def installed(services: Services) -> Installed:
    """This installation as a paper needs it."""
    holders = holders_of(services.people)
    return Installed(holders, services.retention, services.settings.measures, services.clock.now())


def reads(viewer: Viewer) -> bool:
    """Whether *viewer* answers for how data are processed, or supervises or runs it."""
    return seeing.OFFICER in viewer.roles or viewer.role in {Role.AUDITOR, Role.ADMIN}


@get("/processing/{name:str}", include_in_schema=False)
async def paper_page(request: AppRequest, name: FromPath[str], form: FromQuery[str] = "") -> Response[Any]:
    """One paper, to be read and printed, or as Markdown to be gone on with."""
    services, viewer = services_of(request), request.user
    if name not in PAPERS or not reads(viewer):
        raise NotThere
    paper = PAPERS[name](installed(services))
    if form != "markdown":
        return page(request, "pages/processing.html", paper=paper, name=name)
    return Response(
        markdown(paper).encode(),
        media_type="text/markdown; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{name}.md"'},
    )


HANDLERS = (paper_page,)
