"""The people of an agency, for its administrators.

Invariant: nobody else finds these pages, and nobody of another agency stands on them, except who was moved to this one.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.params import FromPath, FromQuery

from domain.directory.codes import Standing
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.faults import NotThere
from web.answers.rendering import page
from web.forms.fields import ShownForm
from web.pages.members import asking
from web.people import Member
from web.services import Services
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.catalog import mark

DONE = {
    "roles": mark("The roles are changed, from the next page on."),
    "suspend": mark("They are signed out everywhere, and what they had can no longer be used for your agency."),
    "reinstate": mark("They may act again, and sign in with the password they had."),
    "move": mark("They are signed out everywhere and act for your agency no more."),
    "take-in": mark("They act for your agency from now on, and sign in as before."),
    "forget": mark("Their second factor is removed, and they are signed out everywhere."),
    "withdraw": mark("The invitation is withdrawn, and its link opens nothing."),
}


def check_runs(services: Services, viewer: Viewer) -> None:
    """Raise :class:`NotThere` for who may not say who acts for their agency."""
    member = services.people.member(viewer.member_id, viewer.agency_id)
    if member is None or not member.runs_agency:
        raise NotThere


def member_of(services: Services, viewer: Viewer, member_id: str) -> Member:
    """The person under *member_id* in the viewer's agency, or on their way to it. Raises :class:`NotThere`."""
    check_runs(services, viewer)
    found = services.people.member(member_id, viewer.agency_id)
    if found is not None and found.standing is not Standing.LEFT:
        return found
    coming = next((each for each in services.people.coming_to(viewer.agency_id) if each.id == member_id), found)
    if coming is None:
        raise NotThere
    return coming


def is_alone_with(services: Services, member: str, agency: str) -> bool:
    """Whether *agency* alone has a say in how *member* signs in.

    Who is suspended by another may act for it again, and would come back with a password that this one gave.
    """
    others = (services.people.member(member, each.id) for each in services.people.agencies() if each.id != agency)
    return not any(each and each.standing in (Standing.ACTIVE, Standing.SUSPENDED) for each in others)


def roles_of(member: Member) -> str:
    """The roles of *member* in words."""
    return ", ".join(asking.role_word(role) for role in member.roles)


@get("/members", include_in_schema=False)
async def members_page(request: AppRequest) -> Response[Any]:
    """Everybody who acts, acted or is asked to act for the agency."""
    services, viewer = services_of(request), request.user
    check_runs(services, viewer)
    people = services.people.all_of(viewer.agency_id)
    coming = services.people.coming_to(viewer.agency_id)
    return page(
        request,
        "pages/members.html",
        members=[each for each in people if each.standing is not Standing.LEFT],
        left=[each for each in people if each.standing is Standing.LEFT and each.id not in {one.id for one in coming}],
        coming=coming,
        roles_of=roles_of,
        standing=lambda member: wording.code(member.standing),
        agency_name=services.people.agency_name,
    )


@get("/members/{member_id:str}", include_in_schema=False)
async def member_page(request: AppRequest, member_id: FromPath[str], done: FromQuery[str] = "") -> Response[Any]:
    """One person, and what can be done about them."""
    services, viewer = services_of(request), request.user
    member = member_of(services, viewer, member_id)
    return show(request, member, said=_(DONE[done]) if done in DONE else "")


def show(
    request: AppRequest, member: Member, *, said: str = "", refused: ShownForm | None = None, status: int = 200
) -> Response[Any]:
    """The page of *member*, with the form that was *refused* as it was typed."""
    services, viewer = services_of(request), request.user
    forms = asking.forms_for(services, viewer, member)
    if refused is not None:
        forms = [refused if form.slug == refused.slug else form for form in forms]
        forms = forms if refused in forms else [refused, *forms]
    here = member.agency == viewer.agency_id
    return page(
        request,
        "pages/member.html",
        status=status,
        member=member,
        known=asking.facts_of(services, member, roles_of(member), coming=not here),
        forms=forms,
        said=said,
        open=refused.slug if refused else "",
    )


HANDLERS = (members_page, member_page)
