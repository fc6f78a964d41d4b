"""Templates into answers.

Invariant: a name that a template asks for and nobody gave is an error in every environment, never an empty space.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from babel.core import Locale
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Response
from litestar.datastructures import Cookie
from litestar.enums import MediaType
from litestar.status_codes import HTTP_403_FORBIDDEN, HTTP_422_UNPROCESSABLE_ENTITY
from markupsafe import Markup

from web import seeing
from web.access.appearance import Appearance
from web.access.viewer import APPEARANCE, TOUR_COOKIE, AppRequest, Viewer, services_of
from web.answers import cards
from web.answers.shipped import static
from web.desks.keys import of_page
from web.playbooks.titles import languages_read, titling
from web.texts import catalog, times
from web.texts.tongues import tongue

HERE = Path(__file__).parent.parent


def marked(text: str, language: str | None) -> str | Markup:
    """*text* that somebody wrote, marked with the *language* they said it is in, where the page is in another."""
    if not language or language == catalog.language():
        return text
    return Markup('<span lang="{}" dir="auto">{}</span>').format(language, text)


def environment() -> Environment:
    """Jinja as all our templates expect it."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # It would look at the files of 40 templates for every page.
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    install = vars(made)["install_gettext_callables"]  # put there by the i18n extension, unknown to its types
    install(catalog.gettext, catalog.ngettext, newstyle=True, pgettext=catalog.pgettext, npgettext=catalog.npgettext)
    made.filters.update(
        when=times.when,
        due=times.due,
        ago=times.ago,
        duration=times.duration,
        day=times.day,
        local=times.to_local,
        in_full=times.in_full,
        there=times.there,
    )
    made.globals.update(static=static, marked=marked, tongue=tongue)
    return made


ENVIRONMENT = environment()


def render(request: AppRequest, template: str, **shown: object) -> str:
    """*template* with what every page needs and what is *shown*."""
    return render_for(request, request.scope.get("user"), template, shown)


def render_for(request: AppRequest, viewer: Viewer | None, template: str, shown: Mapping[str, object]) -> str:
    """*template* as :func:`render` gives it, for *viewer*."""
    services = services_of(request)
    given: dict[str, Any] = {
        "viewer": viewer,
        "csrf_token": viewer.session.csrf if viewer else "",
        "new_key": services.ids.new,
        "due_words": times.due,
        "picked": "",
        "now": times.now(),
        "named": lambda name: named(name, services.people.language_of(name)),
        "titled": titling(services.rules, languages_read(viewer)),
        "lang": catalog.language(),
        "appearance": request.scope["state"].get(APPEARANCE, Appearance()),
        "page_keys": of_page,
        "languages": [_language(locale) for locale in catalog.languages()],
        "path": request.scope["path"],
        "unreviewed": lambda: seeing.unreviewed(services, viewer) if viewer else [],
        "invited": lambda: seeing.invitations(services, viewer) if viewer else [],
        "first_run": viewer is not None and request.cookies.get(TOUR_COOKIE) != "done",
        "demo": services.settings.demo,
        "bookmark": lambda: services.bookmarks.mark(seeing.position_shown(services)),
    }
    if viewer:
        given["written"] = cards.written(viewer, services.ids.new, lambda: _card_of(given))
    return ENVIRONMENT.get_template(template).render(**given, **shown)


def _card_of(given: Mapping[str, Any]) -> cards.Write:
    module: Any = ENVIRONMENT.get_template(cards.TEMPLATE).make_module({**given, **cards.blanks()})
    write: cards.Write = module.card
    return write


def named(name: str, language: str | None) -> str | Markup:
    """*name* as it is, marked with its *language* where the page is in another."""
    if not language or language == catalog.language():
        return name
    return Markup('<span lang="{}">{}</span>').format(language, name)


def _language(locale: Locale) -> dict[str, str]:
    return {"code": locale.language, "name": locale.display_name or "", "url": f"/language/{locale.language}"}


def page(
    request: AppRequest,
    template: str,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
    cookies: list[Cookie] | None = None,
    **shown: object,
) -> Response[str]:
    """An HTML answer made from *template*."""
    return Response(
        render(request, template, **shown),
        media_type=MediaType.HTML,
        status_code=status,
        headers=headers,
        cookies=cookies,
    )


def status_for(request: AppRequest, status: int) -> int:
    """The *status* of a form that comes back; htmx shows none that is forbidden, so that is called unprocessable."""
    inline = request.headers.get("hx-request") == "true"
    return HTTP_422_UNPROCESSABLE_ENTITY if inline and status == HTTP_403_FORBIDDEN else status


def is_fragment(request: AppRequest) -> bool:
    """Whether htmx asks for a part of a page rather than a page."""
    return request.headers.get("hx-request") == "true" and request.headers.get("hx-request-type") != "full"
