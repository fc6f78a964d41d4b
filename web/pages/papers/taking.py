"""Shows which papers of a case can be made, and makes one.

Invariant: an address names a case, a kind and a language, and nothing about a child; who has not said why they look, or
for a reason that opens less than a paper tells, is asked first.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from litestar import Response, get
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from projections.conferences import Conference
from web import seeing
from web.access.viewer import AppRequest, services_of
from web.answers.faults import NotThere
from web.answers.rendering import page
from web.papers import brief, minutes
from web.papers.content import Paper, PaperFault
from web.papers.making import Wanted, made, may_be_made, spoken_in
from web.texts import catalog
from web.texts.catalog import gettext as _
from web.texts.times import when
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
async def brief_paper(
    request: AppRequest, case_id: FromPath[str], language: FromQuery[str] = "", conference: FromQuery[str] = ""
) -> Response[Any]:
    """The brief for a case conference, as a file."""
    services, viewer = services_of(request), request.user
    case, at = seeing.case_for(services, viewer, case_id), services.clock.now()
    wanted = Wanted(brief.KIND, case.id, _spoken(language))
    return await _file(request, wanted, lambda: brief.brief(services, viewer, case.id, at, conference))


@get("/cases/{case_id:str}/papers/minutes", include_in_schema=False)
async def minutes_paper(
    request: AppRequest, case_id: FromPath[str], language: FromQuery[str] = "", conference: FromQuery[str] = ""
) -> Response[Any]:
    """The minutes of a case conference as they stand, as a file."""
    services, viewer = services_of(request), request.user
    found, at = seeing.conference_for(services, viewer, case_id, conference), services.clock.now()
    if found.minutes is None:
        raise NotThere(case_id)
    wanted = Wanted(minutes.KIND, found.case, _spoken(language))
    return await _file(request, wanted, lambda: minutes.minutes(services, viewer, found.case, found.id, at))


def _spoken(language: str) -> str:
    """A language of papers. Raises :class:`NotThere`."""
    chosen = language or catalog.language()
    if chosen not in catalog.CATALOGUES:
        raise NotThere
    return chosen


async def _file(request: AppRequest, wanted: Wanted, paper: Callable[[], Awaitable[Paper]]) -> Response[Any]:
    """The paper as a file; the page of papers, which says so, where it cannot be set."""
    if not await may_be_made(services_of(request), request.user, wanted.case):
        # The page of papers asks why; a question in place of the file would lose which paper was wanted.
        return Redirect(f"/cases/{wanted.case}/papers", status_code=303)
    try:
        found = await made(services_of(request), request.user, wanted, paper)
    except PaperFault:
        return await _page(request, wanted.case, failed=True)
    said = {"content-disposition": f'attachment; filename="{found.name}"'}
    return Response(found.pdf, media_type="application/pdf", headers=said)


async def _page(request: AppRequest, case_id: str, *, failed: bool = False) -> Response[Any]:
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    ready = await may_be_made(services, viewer, case.id)
    found = seeing.conferences_among(seeing.entries_for(services, viewer, case_id))
    return page(
        request,
        "pages/papers.html",
        status=500 if failed else 200,
        case=case,
        offered=[_brief(case.id), *(offered for each in found for offered in _of_conference(case.id, each))],
        reasons=() if ready else reasons(),
        failed=failed,
    )


def _brief(case_id: str) -> Offered:
    told = _("Before a conference: who the child is, where the case stands, what each agency did and has to do.")
    return Offered(_("Brief for the case conference"), told, _links(f"/cases/{case_id}/papers/brief?"))


def _of_conference(case_id: str, conference: Conference) -> Iterator[Offered]:
    """The brief for a conference that is ahead, and the minutes of one that was held."""
    said = {"when": when(conference.starts_at, "full")}
    if conference.open:
        told = _("The same for this conference, with its agenda, who comes and what lies on the table.")
        links = _links(f"/cases/{case_id}/papers/brief?conference={conference.id}&")
        yield Offered(_("Brief for the conference of %(when)s") % said, told, links)
    if conference.minutes is not None:
        told = _("Who was there, what was decided and who does it, what was recorded meanwhile, and who has approved.")
        links = _links(f"/cases/{case_id}/papers/minutes?conference={conference.id}&")
        yield Offered(_("Minutes of the conference of %(when)s") % said, told, links)


def _links(address: str) -> list[tuple[str, str, str]]:
    return [(tag, name, f"{address}language={tag}") for tag, name in spoken_in()]


HANDLERS = (papers_page, brief_paper, minutes_paper)
