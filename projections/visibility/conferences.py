"""What of conferences somebody sees.

Invariant: a conference is known to those who were invited and still take part in the case, and to the auditors of a
country concerned, who read neither its texts nor what was pinned; to everybody else of the case it is not there.
"""

from __future__ import annotations

from collections.abc import Iterable

from domain.conference.events import ConferenceCalled
from projections.cases import Membership
from projections.conferences import Conference, without_private
from projections.visibility.viewing import Viewer, access, may_see


def sees_conference(viewer: Viewer, conference: Conference, agencies: Iterable[Membership]) -> bool:
    """Whether *viewer* may know of *conference* about the case of these *agencies*."""
    seen = access(viewer, agencies)
    return may_see(viewer, seen, conference.audience, conference.called_by, ConferenceCalled.NAME)


def conference_listed(viewer: Viewer, conference: Conference, agencies: Iterable[Membership]) -> Conference | None:
    """*conference* as a list, a calendar or a notice may tell *viewer* of it: codes and times, or None."""
    return without_private(conference) if sees_conference(viewer, conference, agencies) else None
