"""What is walled off from whom, which facts each part is made of, and which roles may let somebody look over the wall.

Invariant: a part is opened for one agency, as it stood when somebody decided, and for no longer than they said. Nobody
from whom a part is walled off decides about it.
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.case.aftercare.events import ReturnInterviewHeld
from domain.case.care.events import PlacementStarted
from domain.case.codes import PROTECTED_CIRCLE, Part
from domain.case.episode.events import AbsenceNoticed, ChildLocated, DisappearanceReported, ReportSupplemented
from domain.case.information.events import ProtectedSightingRecorded, SightingRecorded
from domain.case.prepared.events import ProfileRecorded, SafetyPlanRecorded
from domain.codes import Country, Role
from domain.events import REGISTER

CONFIDENCES = frozenset({Part.PROTECTED_SIGHTINGS, Part.SAFETY_PLAN, Part.RETURN_INTERVIEW})
"""What was told in confidence: for the protected circle alone, and so is that there is any."""

_WHOLE = {
    Part.PROTECTED_SIGHTINGS: ProtectedSightingRecorded.NAME,
    Part.SAFETY_PLAN: SafetyPlanRecorded.NAME,
    Part.RETURN_INTERVIEW: ReturnInterviewHeld.NAME,
}

OPENED: Mapping[Part, Mapping[str, frozenset[str]]] = {
    Part.FOUND_PLACE: {ChildLocated.NAME: frozenset({"place"})},
    Part.LAST_SEEN_PLACE: {
        AbsenceNoticed.NAME: frozenset({"last_seen_place"}),
        DisappearanceReported.NAME: frozenset({"last_seen"}),
        ReportSupplemented.NAME: frozenset({"last_seen"}),
    },
    Part.LIKELY_PLACES: {
        name: frozenset({"likely_places"})
        for name in (DisappearanceReported.NAME, ReportSupplemented.NAME, ProfileRecorded.NAME)
    },
    Part.PLACEMENT_PLACE: {PlacementStarted.NAME: frozenset({"place"})},
    Part.SIGHTING_PLACE: {SightingRecorded.NAME: frozenset({"place", "point"})},
    **{part: {name: frozenset(REGISTER[name].private)} for part, name in _WHOLE.items()},
}
"""The private fields that a part consists of, by the names of facts."""

WITH_SUBJECT = frozenset({Part.SIGHTING_PLACE})
"""The parts of which one is asked for by its identifier: one sighting, not all."""

_IN_CHARGE = frozenset({Role.POLICE, Role.GUARDIAN, Role.CARER, Role.PROTECTION})

_DECIDE: Mapping[Part, frozenset[Role]] = {
    Part.FOUND_PLACE: frozenset({Role.POLICE, Role.PROTECTION}),
    Part.LAST_SEEN_PLACE: frozenset({Role.POLICE, Role.PROTECTION}),
    Part.LIKELY_PLACES: frozenset({Role.POLICE, Role.PROTECTION}),
    Part.PLACEMENT_PLACE: frozenset({Role.CARER, Role.PROTECTION}),
    Part.SIGHTING_PLACE: frozenset({Role.POLICE, Role.PROTECTION}),
    Part.PROTECTED_SIGHTINGS: frozenset({Role.GUARDIAN, Role.PROTECTION}),
    Part.SAFETY_PLAN: frozenset({Role.GUARDIAN, Role.PROTECTION}),
    Part.RETURN_INTERVIEW: frozenset({Role.GUARDIAN, Role.PROTECTION}),
}


def shut_to(part: Part, role: Role | None, found_in: Country | None) -> bool:
    """Whether *part* is walled off from an agency with *role*, where the child was found in that country, if at all."""
    if part in CONFIDENCES:
        return role not in PROTECTED_CIRCLE
    return role is Role.ASYLUM or by_a_court_only(part, role, found_in)


def by_a_court_only(part: Part, role: Role | None, found_in: Country | None) -> bool:
    """Whether *part* reaches a *role* only as a court allows: a found child's place, in France, its representative."""
    return part is Part.FOUND_PLACE and role is Role.GUARDIAN and found_in is Country.FR


def deciding_roles(part: Part, present: frozenset[Role]) -> frozenset[Role]:
    """The roles that decide about *part* where agencies with the roles *present* can; else any that is in charge."""
    return _DECIDE[part] & present or _IN_CHARGE & present


def opens(part: Part, subject: str | None, name: str, about: str | None) -> frozenset[str]:
    """The private fields that *part*, of *subject* alone where it has one, opens in a fact called *name* of *about*."""
    if subject is not None and subject != about:
        return frozenset()
    return OPENED[part].get(name, frozenset())
