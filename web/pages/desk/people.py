"""Who there is: the agencies of each country, and the people of one's own.

Invariant: the people of other agencies are not listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from litestar import Response, get

from web.access.viewer import AppRequest, services_of
from web.answers.rendering import page
from web.finding.people import members_seen
from web.people import Agency
from web.texts import wording
from web.texts.catalog import gettext as _


@dataclass(frozen=True)
class Country:
    """The agencies of a country, or of none."""

    code: str
    name: str
    agencies: Sequence[Agency]


@get("/people", include_in_schema=False)
async def people_page(request: AppRequest) -> Response[Any]:
    """The agencies and the colleagues."""
    services, viewer = services_of(request), request.user
    by_country = groupby(services.people.agencies(), key=lambda agency: agency.country)
    return page(
        request,
        "pages/people.html",
        words=wording.code,
        colleagues=members_seen(services, viewer),
        countries=[
            Country(code or "none", wording.code(code) if code else _("Of no country"), list(agencies))
            for code, agencies in by_country
        ],
    )


HANDLERS = (people_page,)
