"""For which agency somebody may act with what they proved.

Invariant: what an agency's provider says counts for that agency and no other; where an agency takes no passwords, what
was proven to Lantern alone counts for its administrators only, so that one of them can mend what is wrong with it.
"""

from __future__ import annotations

from datetime import datetime

from web.people import Agency, Member, People


def admits(agency: Agency | None, member: Member, provider: str, started_at: datetime) -> bool:
    """Whether *member* may act for *agency* in a session that rests on a *provider*, or on a proof to us."""
    if agency is None:
        return False
    own = agency.provider
    if provider:
        return provider == agency.id and own is not None and started_at >= own.since
    return own is None or own.passwords or member.runs_agency


def agency_for(people: People, member: str, chosen: str, now: datetime) -> str | None:
    """The agency that *member* acts for after they proved to us who they are: the one they *chose* if it may be."""
    open_to = [each.agency for each in people.memberships(member) if admits(people.agency(each.agency), each, "", now)]
    return chosen if chosen in open_to else next(iter(open_to), None)
