"""The settings of a person: how pages look to them, and what keys do.

Invariant: what is chosen is kept on the person's desk, and the cookie that pages read says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, cast

from litestar import Response, get, post
from litestar.params import FromQuery
from litestar.response import Redirect
from msgspec.structs import replace

from web.access import appearance
from web.access.before import page_before
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.rendering import page
from web.desks import desk_of, member_desk
from web.pages.signing import safe_path
from web.ports import Desk
from web.services import Services
from web.texts.catalog import gettext as _
from web.texts.catalog import mark
from web.texts.tongues import TONGUES

Choices = Mapping[str, str]

THEMES: Choices = {"system": mark("As this device"), "light": mark("Light"), "dark": mark("Dark")}
DENSITIES: Choices = {"comfortable": mark("Comfortable"), "compact": mark("Compact")}


@get("/desk", include_in_schema=False)
async def settings_page(request: AppRequest, saved: FromQuery[bool] = False) -> Response[Any]:  # noqa: FBT002  a query
    """What can be chosen, as it is now; *saved* says that it was chosen just now."""
    services, viewer = services_of(request), request.user
    desk = await desk_of(services, member_desk(viewer))
    return page(
        request,
        "pages/desk.html",
        desk=desk,
        themes=[(value, _(label)) for value, label in THEMES.items()],
        densities=[(value, _(label)) for value, label in DENSITIES.items()],
        zones=_zones(services, viewer, desk),
        tongues=TONGUES.items(),
        saved=saved,
    )


def _zones(services: Services, viewer: Viewer, desk: Desk) -> list[tuple[str, str]]:
    """The zones of all agencies, after the one of the viewer's own; the chosen one is always among them."""
    own = services.people.agency(viewer.agency_id)
    zones = sorted({agency.zone for agency in services.people.agencies()} | {"UTC", desk.zone} - {""})
    first = _("Your agency's: %(zone)s") % {"zone": own.zone if own else viewer.zone}
    return [("", first), *((zone, zone.replace("_", " ")) for zone in zones)]


@post("/desk", include_in_schema=False, status_code=200)
async def choose(request: AppRequest) -> Response[Any]:
    """Keep what was chosen, and show it."""
    form = await request.form()
    chosen = {name: str(value) for name, value in form.items()}

    def alter(desk: Desk) -> Desk:
        return _with(replace(desk, single_keys="single_keys" in chosen), chosen)

    return await _keep(request, alter, "/desk?saved=true")


@post("/desk/theme", include_in_schema=False, status_code=200)
async def choose_theme(request: AppRequest) -> Response[Any]:
    """Keep a theme, and go back to the page on which it was chosen."""
    chosen = {"theme": str((await request.form()).get("theme", ""))}
    return await _keep(request, lambda desk: _with(desk, chosen), safe_path(page_before(request)))


def _with(desk: Desk, chosen: Mapping[str, str]) -> Desk:
    """*desk* with what was *chosen* of what there is to choose; what there is not changes nothing."""
    theme, density, zone = chosen.get("theme"), chosen.get("density"), chosen.get("zone")
    writes = chosen.get("writes")
    if theme in THEMES:
        desk = replace(desk, theme=cast("Literal['system', 'light', 'dark']", theme))
    if density in DENSITIES:
        desk = replace(desk, density=cast("Literal['comfortable', 'compact']", density))
    if zone is not None and (not zone or appearance.is_zone(zone)):
        desk = replace(desk, zone=zone)
    if writes is not None and (not writes or writes in TONGUES):
        desk = replace(desk, writes=writes)
    return desk


async def _keep(request: AppRequest, alter: Callable[[Desk], Desk], onward: str) -> Response[Any]:
    services = services_of(request)
    desk = await services.desks.change(member_desk(request.user), alter)
    cookie = appearance.cookie(desk, secure=services.settings.secure_cookies)
    if request.headers.get("hx-request") == "true" and onward != "/desk?saved=true":
        return Response("", status_code=204, cookies=[cookie])
    return Redirect(onward, cookies=[cookie], status_code=303)


HANDLERS = (settings_page, choose, choose_theme)
