"""Agencies, and the people of one's own.

Invariant: people of other agencies are not found by name; one meets them where they act.
"""

from __future__ import annotations

from collections.abc import Iterator

from web import seeing
from web.access.viewer import Viewer
from web.finding.found import Found
from web.finding.words import Words, fits, rank, words_of
from web.people import Agency, Member
from web.services import Services
from web.texts import wording


def people(services: Services, viewer: Viewer, sought: Words) -> Iterator[Found]:
    """The agencies, and the members the viewer may know of, whose name has the words *sought*; members first."""
    members = [each for each in members_seen(services, viewer) if fits(sought, words_of(each.name))]
    agencies = [each for each in services.people.agencies() if fits(sought, words_of(each.name), words_of(each.id))]
    for member in sorted(members, key=lambda each: rank(sought, words_of(each.name))):
        yield Found(member.name, viewer.agency_name, f"/people#member-{member.id}")
    for agency in sorted(agencies, key=lambda each: rank(sought, words_of(each.name))):
        yield Found(agency.name, about(agency), f"/people#agency-{agency.id}")


def members_seen(services: Services, viewer: Viewer) -> list[Member]:
    """The people whom *viewer* may know of without having met them in a case."""
    seen = (agency for agency in services.people.agencies() if seeing.sees_members(viewer, agency.id))
    return [member for agency in seen for member in services.people.members_of(agency.id)]


def about(agency: Agency) -> str:
    """What an agency is there for, and where."""
    return " · ".join(part for part in (wording.code(agency.role), (agency.country or "").upper()) if part)
