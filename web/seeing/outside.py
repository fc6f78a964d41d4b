"""Cases seen from outside: by emergency access, by who is invited, by who has left.

Invariant: what emergency access lets somebody read is read on its own page, until it ends; the ordinary ways of seeing
do not know of it. Who is invited sees the invitation and no case, who has left that they took part and no case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.codes import Role
from projections import cases, timeline, visibility
from projections.cases import Emergency, participation
from projections.standing import inviting
from projections.standing.inviting import Invitation
from web.access.viewer import Viewer
from web.answers.faults import NotThere
from web.seeing.cases import all_entries, cases_among, may_act
from web.seeing.eyes import OFFICER, eyes
from web.services import Services


def case_in_emergency(services: Services, viewer: Viewer, case_id: str) -> tuple[Emergency, Sequence[timeline.Entry]]:
    """The emergency access that *viewer* has to a case now, and what of it they may read. Raises :class:`NotThere`."""
    case = services.documents.get(cases.VIEW, case_id)
    if case is None:
        raise NotThere
    found = visibility.in_emergency(eyes(viewer), viewer.member_id, case, services.clock.now())
    if found is None:
        raise NotThere(case_id)
    return found, visibility.emergency_entries(eyes(viewer), case, all_entries(services, case_id))


def outside_case(services: Services, viewer: Viewer, reference: str) -> cases.Case | None:
    """The open case called *reference* that *viewer* takes no part in, to take emergency access to; perhaps none.

    It is not to be shown: that there is one is told by taking the access, and by nothing else.
    """
    found = services.documents.select(cases.VIEW, {"reference": reference, "status": "open"})
    return next((case for case in found if not may_act(viewer, case)), None)


def awaiting_review(services: Services, member: str, since: datetime) -> int:
    """How many emergency accesses that *member* took after *since*, for whichever agency, nobody has reviewed yet."""
    waiting = services.documents.select(cases.VIEW, {"unreviewed": True})
    taken = (each for case in waiting for each in case.emergencies if each.finding is None)
    return sum(each.member == member and each.at > since for each in taken)


def unreviewed(services: Services, viewer: Viewer) -> list[cases.Case]:
    """The cases in which *viewer* has to see to it that an emergency access is reviewed."""
    if not (viewer.role is Role.CHAIR or {"chair", OFFICER} & set(viewer.roles)):
        return []
    ids = [str(row[0]) for row in services.documents.values(cases.VIEW, ("key",), {"unreviewed": True})]
    seen = cases_among(services, viewer, ids)
    return [case for case in seen if viewer.role is Role.CHAIR or case.lead in (None, viewer.agency_id)]


@dataclass(frozen=True)
class PartEnded:
    """That an agency took part in the case called *reference*; *ended_by* another, or by leaving."""

    reference: str
    since: datetime
    until: datetime
    ended_by: str | None


def invitations(services: Services, viewer: Viewer) -> list[Invitation]:
    """What the agency of *viewer* is asked to take part in, the longest waiting first."""
    where = visibility.own_invitations(eyes(viewer))
    if where is None:
        return []
    found = services.documents.select(inviting.VIEW, where)
    of_open = [each for each in found if _is_open(services, each.case)]
    return sorted(of_open, key=lambda each: each.at)


def _is_open(services: Services, case_id: str) -> bool:
    case = services.documents.get(cases.VIEW, case_id)
    return case is not None and case.status == "open"


def invitation(services: Services, viewer: Viewer, id_: str) -> Invitation:
    """The invitation of that identifier, where it waits for the agency of *viewer*. Raises :class:`NotThere`."""
    found = next((each for each in invitations(services, viewer) if each.id == id_), None)
    if found is None:
        raise NotThere
    return found


def invitation_once(services: Services, viewer: Viewer, id_: str) -> Invitation:
    """The invitation of that identifier to the agency of *viewer*, also once it is answered: an answer can be repeated.

    Raises :class:`NotThere`. It is not to be shown.
    """
    where = visibility.own_invitations(eyes(viewer), answered=True)
    found = [] if where is None else services.documents.select(inviting.VIEW, {**where, "id": id_})
    if not found:
        raise NotThere
    return found[0]


def parts_ended(services: Services, viewer: Viewer) -> list[PartEnded]:
    """The parts in cases that the agency of *viewer* has no more, the newest first."""
    where = visibility.parts_ended(eyes(viewer))
    if where is None:
        return []
    ids = tuple(str(row[0]) for row in services.documents.values(participation.VIEW, ("case",), where))
    ended = [
        PartEnded(case.reference, part.since, part.until, part.ended_by)
        for case in services.documents.select(cases.VIEW, {"key": ids})
        for part in case.agencies
        if part.agency == viewer.agency_id and part.until is not None
    ]
    return sorted(ended, key=lambda each: each.until, reverse=True)
