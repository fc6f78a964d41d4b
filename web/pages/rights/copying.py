"""The child's own data as a file: a page to be printed, and the same for programs.

Invariant: a copy is made when it is asked for and kept nowhere; that it was taken is on record first. It can be made as
long as the decision says, and holds what was recorded by the moment of the decision.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
from litestar import Response, get
from litestar.params import FromPath, FromQuery

from domain.looking import LookReason
from projections.timeline import Entry
from web import seeing
from web.access.justifying import ReasonNeeded, asker, reason_of
from web.access.viewer import AppRequest, services_of
from web.answers.faults import NotThere
from web.answers.rendering import page
from web.pages.rights.subject import asked_for
from web.papers.own import own_data
from web.rights.asked import Asked
from web.rights.handing import OWN_DATA, HandedOut, handed_in_words
from web.services import Services
from web.texts import catalog, wording
from web.texts.catalog import gettext as _

FORMS = ("html", "json", "pdf")
ALL_OF_IT = frozenset({LookReason.DUTY, LookReason.STANDING_IN, LookReason.CONFERENCE, LookReason.RIGHTS})
"""Reasons for which every text is opened: with another, the copy would say that things are sealed which are not."""


@get("/cases/{case_id:str}/subject/{request_id:str}/copy", include_in_schema=False)
async def copy(
    request: AppRequest,
    case_id: FromPath[str],
    request_id: FromPath[str],
    form: FromQuery[str] = "html",
    language: FromQuery[str] = catalog.SOURCE,
) -> Response[Any]:
    """What was granted, as a page to be printed, as JSON or as a paper in a *language*, until the grant ends."""
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    asked = asked_for(services, viewer, case_id, request_id)
    now = services.clock.now()
    if form not in FORMS or language not in catalog.CATALOGUES or asked.decided is None or not asked.is_ready(now):
        raise NotThere(case_id)
    if await reason_of(services, viewer, case_id) not in ALL_OF_IT:
        raise ReasonNeeded(case_id)
    await services.consultations.note("exported", asker(viewer), f"{OWN_DATA} {form}", case_id)
    entries = _by_then(seeing.entries_for(services, viewer, case_id), asked.decided)
    agencies = [(services.people.agency_name(each.agency), each.since, each.until) for each in case.agencies]
    if form == "pdf":
        with catalog.speaking(language):
            handed = await handed_in_words(services, viewer, case_id, entries, asked.withheld)
            twin = _as_json(services, case.reference, asked, handed, now, agencies)
            paper = own_data(case, viewer.agency_name, handed, agencies, asked.decided.recorded_at, twin)
        return _file(await services.papers.put(paper), f"{case.reference}-{OWN_DATA}-{language}.pdf", "application/pdf")
    handed = await handed_in_words(services, viewer, case_id, entries, asked.withheld)
    if form == "html":
        return page(
            request, "pages/subject_copy.html", case=case, asked=asked, handed=handed, made_at=now, agencies=agencies
        )
    body = _as_json(services, case.reference, asked, handed, now, agencies)
    return _file(body, f"{case.reference}-{OWN_DATA}.json", "application/json")


def _file(body: bytes, name: str, media: str) -> Response[Any]:
    return Response(body, media_type=media, headers={"content-disposition": f'attachment; filename="{name}"'})


def _by_then(entries: Iterable[Entry], decided: Entry) -> list[Entry]:
    """What was on record when somebody decided: what they read is what is handed out."""
    return [entry for entry in entries if entry.position < decided.position]


def _as_json(
    services: Services,
    reference: str,
    asked: Asked,
    handed: HandedOut,
    now: datetime,
    agencies: list[tuple[str, datetime, datetime | None]],
) -> bytes:
    told = {
        "about": {
            "case": reference,
            "agency": services.people.agency_name(asked.of_agency),
            "asked_at": asked.at,
            "asked_by": wording.code(asked.asked_by),
            "decided_at": asked.decided.recorded_at if asked.decided else None,
            "made_at": now,
            "purpose": _("protection of a missing child"),
            "rights": _("You may ask that what is wrong is corrected, and complain to the supervisory authority."),
        },
        "agencies": [{"name": name, "since": since, "until": until} for name, since, until in agencies],
        "facts": [
            {
                "what": given.entry.title,
                "event": given.entry.event,
                "happened_at": given.entry.happened_at,
                "recorded_at": given.entry.recorded_at,
                "recorded_by": given.entry.agency_name,
                "says": {detail.label: detail.value for detail in given.entry.details},
                "withheld": {detail.label: detail.value for detail in given.withheld},
                "withheld_whole": given.whole or None,
            }
            for given in handed.facts
        ],
        "withheld": [{"why": why, "count": count} for why, count in handed.counted],
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=2)


HANDLERS = (copy,)
