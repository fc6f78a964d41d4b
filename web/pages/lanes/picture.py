"""The timeline of a case as lanes by agency: a page of its own, in which one moves through time.

Invariant: every view is an address that names codes, agencies and minutes in UTC, so that it shows the same to readers
in every zone; the page opens no text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Redirect

from domain.codes import Country
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.rendering import is_fragment, page
from web.casefile import looking
from web.casefile.choosing import Choice, choice_of, minute, moment
from web.casefile.drawing.drawn import Drawn, drawn
from web.casefile.news import news_of
from web.casefile.record import Record, choose, record_of, titles_in
from web.casefile.timeline import LANES, ShownTimeline, shown_timeline
from web.ports import Look
from web.services import Services
from web.shown.timeline import is_main
from web.texts.times import from_local


@dataclass(frozen=True)
class ShownLanes:
    """The case as far as the page of its picture names it; nothing is *drawn* where nothing was chosen."""

    id: str
    reference: str
    country: Country
    exercise: str | None
    timeline: ShownTimeline
    drawn: Drawn | None


def lanes_of(
    services: Services, viewer: Viewer, record: Record, choice: Choice, look: tuple[bool, Look | None]
) -> ShownLanes:
    """What the page of the picture shows of *record*."""
    case, people = record.case, services.people
    titles = titles_in(record.entries)
    news = news_of(record.entries, look[1] if look[0] else None, viewer.member_id, people, titles)
    chosen = choose(record, choice.whole, people, titles)
    picture = drawn(
        record.entries, chosen.entries, choice, people, own=viewer.agency_id, titles=titles, new=news.positions
    )
    timeline = shown_timeline(record, chosen, choice, people, lanes=True)
    return ShownLanes(case.id, case.reference, case.country, case.exercise, timeline, picture)


@get("/cases/{case_id:str}/timeline", include_in_schema=False)
async def lanes_page(request: AppRequest, case_id: FromPath[str]) -> Response[Any]:
    """The lanes as they were chosen; *at* a fact, the list with it. Local times lead to an address that lasts."""
    services, viewer = services_of(request), request.user
    record = record_of(services, viewer, case_id)
    here = f"/cases/{record.case.id}"
    given = dict(request.query_params)
    said = named(given)
    if said != given:
        return Redirect(f"{here}{LANES}?{urlencode(said)}", status_code=303)
    choice = choice_of(said, [entry.agency for entry in record.entries])
    if choice.at:
        return Redirect(_in_list(record, choice.at), status_code=303)
    look, remembered = await looking.seen_since(request, services, viewer, record.case.id, record.last)
    shown = lanes_of(services, viewer, record, choice, look)
    answer = page(request, "partials/lanes/body.html" if is_fragment(request) else "pages/lanes.html", case=shown)
    answer.background = remembered
    return answer


def named(given: Mapping[str, str]) -> dict[str, str]:
    """*given* with its moments as an address names them: a form says them as the clocks of its reader show them."""
    return {name: _minute(value) if name in ("begin", "end") else value for name, value in given.items()}


def _minute(said: str) -> str:
    if moment(said) is not None:
        return said
    try:
        return minute(from_local(said))
    except ValueError:
        return ""


def _in_list(record: Record, named_fact: str) -> str:
    """Where the fact stands in the list of entries."""
    fact = next((entry for entry in record.entries if entry.id == named_fact), None)
    if fact is None:
        return f"/cases/{record.case.id}"
    query = Choice(timeline="main" if is_main(fact) else "all").query(at=fact.id)
    return f"/cases/{record.case.id}{query}#entry-{fact.id}"


HANDLERS = (lanes_page,)
