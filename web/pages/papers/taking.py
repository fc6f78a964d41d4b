"""Shows which papers of a case can be made, and makes one.

Invariant: an address names a case, a kind and a language, and nothing about a child; who has not said why they look, or
for a reason that opens less than a paper tells, is asked first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from babel.core import Locale
from litestar import Response, get
from litestar.params import FromPath, FromQuery

from web import seeing
from web.access.viewer import AppRequest, services_of
from web.answers.faults import NotThere
from web.answers.rendering import page
from web.papers import brief
from web.papers.content import PaperFault
from web.papers.making import Made, Wanted, made, may_be_made
from web.texts import catalog
from web.texts.catalog import gettext as _
from web.texts.wording.looking import reasons


@dataclass(frozen=True)
class Offered:
    """A paper that can be made: what it is called, what it is for, and where it is, by what its language is called."""

    title: str
    told: str
    links: Sequence[tuple[str, str, str]]


@get("/cases/{case_id:str}/papers", include_in_schema=False)
async def papers_page(request: AppRequest, case_id: FromPath[str]) -> Response[Any]:
    """Which papers of the case can be made."""
    return await _page(request, case_id)


@get("/cases/{case_id:str}/papers/brief", include_in_schema=False)
async def brief_paper(request: AppRequest, case_id: FromPath[str], language: FromQuery[str] = "") -> Response[Any]:
    """The brief for a case conference, as a file."""
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    wanted = Wanted(brief.KIND, case.id, _spoken(language))
    try:
        at = services.clock.now()
        return _file(await made(services, viewer, wanted, lambda: brief.brief(services, viewer, case.id, at)))
    except PaperFault:
        return await _page(request, case_id, failed=True)


def _spoken(language: str) -> str:
    """A language of papers. Raises :class:`NotThere`."""
    chosen = language or catalog.language()
    if chosen not in catalog.CATALOGUES:
        raise NotThere
    return chosen


def _file(paper: Made) -> Response[Any]:
    said = {"content-disposition": f'attachment; filename="{paper.name}"'}
    return Response(paper.pdf, media_type="application/pdf", headers=said)


async def _page(request: AppRequest, case_id: str, *, failed: bool = False) -> Response[Any]:
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    ready = await may_be_made(services, viewer, case.id)
    return page(
        request,
        "pages/papers.html",
        status=500 if failed else 200,
        case=case,
        offered=[_brief(case.id)],
        reasons=() if ready else reasons(),
        failed=failed,
    )


def _brief(case_id: str) -> Offered:
    told = _("Before a conference: who the child is, where the case stands, what each agency did and has to do.")
    return Offered(_("Brief for the case conference"), told, _links(f"/cases/{case_id}/papers/brief?"))


def _links(address: str) -> list[tuple[str, str, str]]:
    return [(str(each), _called(each), f"{address}language={each}") for each in catalog.of_papers()]


def _called(locale: Locale) -> str:
    """A paper in a language, under the language's own name."""
    return _("%(language)s (PDF)") % {"language": (locale.display_name or str(locale)).capitalize()}


HANDLERS = (papers_page, brief_paper)
