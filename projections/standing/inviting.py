"""Which agencies are invited to which case and have not answered.

Invariant: an invitation says that an agency is asked, by whom, for what and on what basis, and nothing about the case;
nobody sees it but the agency that is asked and those that take part.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from domain.case import events as e
from domain.case.codes import LegalBasis, SharedFor
from domain.case.coordination.grounds import Provision
from domain.envelope import case_of
from projections.views import Document, Fact, View


class Invitation(Document, frozen=True, kw_only=True):
    """That *agency* is asked to take part; *waiting* while it has not answered."""

    id: str
    case: str
    agency: str
    invited_by: str
    purpose: SharedFor
    legal_basis: LegalBasis
    provision: Provision | None
    at: datetime
    exercise: str | None = None
    waiting: bool = True


_ANSWERS = e.AgencyInvitationWithdrawn | e.AgencyInvitationDeclined | e.AgencyJoined


def keys(fact: Fact) -> Sequence[str]:
    """The agency that is asked or answers, in its case."""
    if isinstance(fact.event, e.AgencyInvited | _ANSWERS):
        return (f"{case_of(fact.originator)}.{fact.event.agency}",)
    return ()


def evolve(invitation: Invitation | None, fact: Fact) -> Invitation | None:
    """The invitation after *fact*; who was never invited has none to answer."""
    event = fact.event
    if isinstance(event, e.AgencyInvited):
        return asked(event, fact)
    return None if invitation is None else replace(invitation, waiting=False)


def asked(event: e.AgencyInvited, fact: Fact) -> Invitation:
    """The invitation that *event* is."""
    return Invitation(
        id=event.invitation,
        case=case_of(fact.originator) or "",
        agency=event.agency,
        invited_by=event.invited_by,
        purpose=event.purpose,
        legal_basis=event.legal_basis,
        provision=event.provision,
        at=fact.recorded_at,
        exercise=fact.meta.exercise,
    )


def answered(before: tuple[Invitation, ...], event: e.CoordinationEvent, fact: Fact) -> tuple[Invitation, ...]:
    """The invitations of a case that wait after a fact about who takes part."""
    if isinstance(event, e.AgencyInvited):
        return (*before, asked(event, fact))
    if isinstance(event, _ANSWERS):
        return tuple(invitation for invitation in before if invitation.agency != event.agency)
    return before


VIEW: View[Invitation] = View(
    name="invitations",
    version=1,
    document=Invitation,
    keys=keys,
    evolve=evolve,
    columns={
        "id": lambda invitation: invitation.id,
        "case": lambda invitation: invitation.case,
        "agency": lambda invitation: invitation.agency,
        "waiting": lambda invitation: invitation.waiting,
    },
    indexes=(("agency", "waiting"),),
)
