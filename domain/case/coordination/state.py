"""Which agencies take part and which one leads, folded from what happened.

Invariant: the fold is total. Whatever history holds, also what today's rules would refuse, leads to a state.
"""

from __future__ import annotations

from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.case.coordination.events import (
    AgencyInvitationDeclined,
    AgencyInvitationWithdrawn,
    AgencyInvited,
    AgencyJoined,
    AgencyLeft,
    CoordinationEvent,
    LeadAccepted,
    LeadDeclined,
    LeadOffered,
)
from domain.case.file.events import CaseOpened
from domain.codes import Country, Role


class Party(msgspec.Struct, frozen=True):
    """An agency that takes part."""

    agency: str
    role: Role
    country: Country


class Coordination(msgspec.Struct, frozen=True, kw_only=True):
    """Who takes part and who *left*; who leads, to whom the lead is *offered*, and who *declined* it last.

    *invited* are those that have not answered, *unwilling* those that declined to take part and were not asked since.
    """

    parties: tuple[Party, ...] = ()
    invited: tuple[AgencyInvited, ...] = ()
    unwilling: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    lead: str | None = None
    offered: str | None = None
    declined: str | None = None

    def party(self, agency: str) -> Party | None:
        """The part that *agency* takes, None when it takes none."""
        return next((party for party in self.parties if party.agency == agency), None)

    def invitation(self, agency: str) -> AgencyInvited | None:
        """The invitation that *agency* has not answered, None when there is none."""
        return next((invited for invited in self.invited if invited.agency == agency), None)

    def asked(self, agency: str) -> bool:
        """Whether *agency* was asked to take part, and has not come since, or gone."""
        return self.invitation(agency) is not None or agency in self.unwilling


def evolve(state: Coordination, event: CoordinationEvent | CaseOpened) -> Coordination:
    """The coordination after *event*."""
    match event:
        case CaseOpened(agency=agency, role=role, country=country):
            return _joined(state, Party(agency, role, country))
        case AgencyInvited(agency=agency):
            others = _asked_no_more(state, agency)
            return replace(others, invited=(*others.invited, event))
        case AgencyInvitationWithdrawn(agency=agency):
            return _asked_no_more(state, agency)
        case AgencyInvitationDeclined(agency=agency):
            others = _asked_no_more(state, agency)
            return replace(others, unwilling=(*others.unwilling, agency))
        case AgencyJoined(agency=agency, role=role, country=country):
            return _joined(state, Party(agency, role, country))
        case AgencyLeft(agency=agency):
            return _left(state, agency)
        case LeadOffered(to_agency=agency):
            return replace(state, offered=agency, declined=None)
        case LeadAccepted(agency=agency):
            return replace(state, lead=agency, offered=None, declined=None)
        case LeadDeclined(agency=agency):
            return replace(state, offered=None, declined=agency)
        case _:
            assert_never(event)


def _asked_no_more(state: Coordination, agency: str) -> Coordination:
    return replace(
        state,
        invited=tuple(invited for invited in state.invited if invited.agency != agency),
        unwilling=tuple(other for other in state.unwilling if other != agency),
    )


def _joined(state: Coordination, party: Party) -> Coordination:
    state = _asked_no_more(state, party.agency)
    others = tuple(other for other in state.parties if other.agency != party.agency)
    left = tuple(agency for agency in state.left if agency != party.agency)
    return replace(state, parties=(*others, party), left=left)


def _left(state: Coordination, agency: str) -> Coordination:
    return replace(
        state,
        parties=tuple(party for party in state.parties if party.agency != agency),
        left=(*(other for other in state.left if other != agency), agency),
        lead=None if state.lead == agency else state.lead,
        offered=None if state.offered == agency else state.offered,
    )
