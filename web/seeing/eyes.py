"""With whose eyes somebody looks.

Invariant: what the rules know of a viewer is their agency, its role and country, and whether they answer for its data
protection; nothing else of a person changes what they see.
"""

from __future__ import annotations

from projections import visibility
from web.access.viewer import Viewer
from web.services import Services

OFFICER = "data-protection"
"""The role of a member who answers for the data protection of their agency."""


def eyes(viewer: Viewer) -> visibility.Viewer:
    """The viewer as the visibility rules know them."""
    return visibility.Viewer(viewer.agency_id, viewer.role, viewer.country, OFFICER in viewer.roles)


def eyes_of(services: Services, agency_id: str) -> visibility.Viewer | None:
    """Anybody of an agency, as the visibility rules know them; None where there is no such agency."""
    agency = services.people.agency(agency_id)
    return None if agency is None else visibility.Viewer(agency.id, agency.role, agency.country)


def sees_members(viewer: Viewer, agency_id: str) -> bool:
    """Whether *viewer* may know who works for an agency without having met them in a case."""
    return visibility.sees_members(eyes(viewer), agency_id)


def reads_looks(viewer: Viewer) -> bool:
    """Whether *viewer* reads the record of who looked across cases, and takes copies of it."""
    return visibility.reads_looks(eyes(viewer))
