"""The places of the site, and the views that somebody saved.

Invariant: a place that is not for the viewer's role is not found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from domain.case.authority import IN_AN_EMERGENCY
from domain.case.codes import CASE_ROLES
from domain.codes import Role
from web.access.viewer import Viewer
from web.finding.found import Found
from web.finding.words import Words, fits, words_of
from web.ports import Desk
from web.texts.catalog import gettext as _
from web.texts.catalog import mark

EVERYBODY = frozenset(Role)


@dataclass(frozen=True)
class Place:
    """A page, what it is for, and for whom it is."""

    title: str
    about: str
    href: str
    roles: frozenset[Role] = EVERYBODY


PLACES = (
    Place(mark("Board"), mark("What your agency has to do"), "/board"),
    Place(mark("Cases"), mark("The cases your agency is in"), "/cases"),
    Place(mark("Open a case"), mark("A child that no case is about yet"), "/cases/new", frozenset(CASE_ROLES)),
    Place(mark("Emergency access"), mark("Read a case that cannot wait"), "/emergency", IN_AN_EMERGENCY),
    Place(mark("Audit"), mark("Who did what, and when"), "/audit", frozenset({Role.AUDITOR})),
    Place(mark("Installation"), mark("How this installation is doing"), "/installation", frozenset({Role.ADMIN})),
    Place(
        mark("Proof of the record"),
        mark("What is signed, co-signed and timestamped"),
        "/proof",
        frozenset({Role.ADMIN, Role.AUDITOR}),
    ),
    Place(mark("Playbooks"), mark("Which rules hold, since when, and as which source says"), "/playbooks"),
    Place(mark("People and agencies"), mark("Who there is, and in which time zone"), "/people"),
    Place(
        mark("Your account"), mark("Where you are signed in, password, second factor, passkeys, programs"), "/account"
    ),
    Place(mark("Your settings"), mark("Keys, colours, density, time zone"), "/desk"),
    Place(mark("Keys"), mark("What can be done without a mouse"), "/help"),
)


def pages(viewer: Viewer, desk: Desk, shared: Desk, sought: Words) -> Iterator[Found]:
    """The places, and the views on *desk* and on the one that the agency has *shared*, with the words *sought*."""
    for view in (*desk.views, *shared.views):
        if fits(sought, words_of(view.name)):
            yield Found(view.name, _("Saved view of the board"), f"/board?{view.query}" if view.query else "/board")
    for place in PLACES:
        title, about = _(place.title), _(place.about)
        if viewer.role in place.roles and fits(sought, words_of(title), words_of(about)):
            yield Found(title, about, place.href)
