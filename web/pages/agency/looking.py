"""The page of an agency, to look at; one's own with what may be changed there.

Invariant: nobody reads who is on call at an agency with which theirs works on no case.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Redirect

from web.access.viewer import AppRequest, services_of
from web.answers.faults import NotThere
from web.answers.rendering import page
from web.forms.fields import ShownForm
from web.pages.agency.forms import forms_of
from web.shown.reaching import agency_shown
from web.texts import wording


def show(request: AppRequest, agency: str, *, status: int = 200, refused: ShownForm | None = None) -> Response[Any]:
    """The page of *agency*; with the form that was *refused*, as it was typed."""
    services, viewer = services_of(request), request.user
    shown = agency_shown(services, viewer, agency)
    if shown is None:
        raise NotThere
    forms: Sequence[ShownForm] = forms_of(services, viewer) if shown.own else ()
    forms = [refused if refused is not None and form.slug == refused.slug else form for form in forms]
    opened = refused.slug if refused else ""
    return page(request, "pages/agency.html", status=status, agency=shown, forms=forms, open=opened, words=wording.code)


@get("/agency", include_in_schema=False)
async def own_page(request: AppRequest) -> Response[Any]:
    """How one's own agency is reached."""
    return show(request, request.user.agency_id)


@get("/agencies/{agency_id:str}", include_in_schema=False)
async def agency_page(request: AppRequest, agency_id: FromPath[str]) -> Response[Any]:
    """How another agency is reached."""
    if agency_id == request.user.agency_id:
        return Redirect("/agency", status_code=303)
    return show(request, agency_id)


HANDLERS = (own_page, agency_page)
