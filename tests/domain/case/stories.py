"""What has usually happened before a story about a case begins."""

from __future__ import annotations

from msgspec.structs import replace

from domain.case.codes import Channel, CheckResult, EpisodeOutcome, Located, ReportRefusal
from domain.case.coordination.grounds import USUAL
from domain.case.decider import DECIDER
from domain.case.events import (
    AbsenceNoticed,
    AgencyJoined,
    CaseOpened,
    ChildLocated,
    DisappearanceReported,
    DisappearanceReportRefused,
    EpisodeClosed,
    SafeAndWellChecked,
)
from domain.codes import Country, Role
from domain.privacy import Clear
from tests.domain.cast import ASYLUM, CARER, GUARDIAN, HOTLINE, POLICE, POLICE_BE, Actor
from tests.domain.given_when_then import Stories

case = Stories(DECIDER)

OPENED = CaseOpened(reference="GR-2026-0007", country=Country.GR, agency=CARER.agency, role=Role.CARER)


def brought_in(actor: Actor, by: str = CARER.agency) -> AgencyJoined:
    """The same with what is usual for its role, as it is recorded where nobody says otherwise."""
    assert actor.role is not None
    purpose, basis = USUAL[actor.role]
    return replace(joined(actor), invited_by=by, purpose=purpose, legal_basis=basis)


def joined(actor: Actor) -> AgencyJoined:
    assert actor.role is not None
    assert actor.country is not None
    return AgencyJoined(agency=actor.agency, role=actor.role, country=actor.country, invited_by=CARER.agency)


TOGETHER = (OPENED, *map(joined, (POLICE, POLICE_BE, GUARDIAN, HOTLINE, ASYLUM)))

ABSENT = AbsenceNoticed(episode="first", country=Country.GR)
REPORTED = DisappearanceReported(
    episode="first", to_agency=POLICE.agency, by_agency=CARER.agency, channel=Channel.PHONE
)
REPORT_REFUSED = DisappearanceReportRefused(
    episode="first", agency=POLICE.agency, reason=ReportRefusal.WAITING_PERIOD, explanation=Clear("Wait a day")
)
LOCATED = ChildLocated(
    episode="first", country=Country.BE, place=Clear("A station"), how=Clear(Located.CHECK), by=POLICE_BE.agency
)
CHECKED = SafeAndWellChecked(episode="first", seen=True, result=Clear(CheckResult.SAFE), note=Clear("Tired"))
EPISODE_CLOSED = EpisodeClosed(episode="first", outcome=Clear(EpisodeOutcome.NEW_PLACE))

MISSING = (*TOGETHER, ABSENT, REPORTED)
FOUND = (*MISSING, LOCATED)
OVER = (*FOUND, CHECKED, EPISODE_CLOSED)
