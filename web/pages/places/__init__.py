"""Where the child was seen, on a map and as a list.

Invariant: nothing in here shows more than the reader sees, and no spot is in an address.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.params import FromPath

from web.access.viewer import AppRequest, services_of
from web.answers.rendering import page
from web.casefile.timeline import span_words
from web.places.seen import Choice, seen
from web.texts import wording

LONGEST_ID = 64


@get("/cases/{case_id:str}/places", include_in_schema=False)
async def places(request: AppRequest, case_id: FromPath[str]) -> Response[Any]:
    """The map of a case; :class:`Choice` says what can be chosen."""
    services, viewer = services_of(request), request.user
    asked = {name: request.query_params.get(name, "")[:LONGEST_ID] for name in Choice.__struct_fields__}
    choice = Choice(**asked)
    found = await seen(services, viewer, case_id, choice)
    countries = sorted({(each.country or "") for each in found.sightings} | {choice.country})
    return page(
        request,
        "pages/places.html",
        case=found.case,
        seen=found,
        choice=choice,
        spans=span_words(),
        countries=[(code, wording.code(code)) for code in countries if code],
    )


HANDLERS = (places,)
