"""Which roles may decide what."""

from __future__ import annotations

from typing import get_args

import pytest

from domain.case.authority import ROLES
from domain.case.codes import AbsenceEnd, CaseOutcome, CheckResult, EpisodeOutcome, Located
from domain.case.commands import (
    AcceptLead,
    AppointGuardian,
    CaseCommand,
    CheckSafeAndWell,
    CloseCase,
    CloseEpisode,
    ConfirmLowerRisk,
    DeclineLowerRisk,
    EndPlacement,
    HoldReturnInterview,
    IssueAlert,
    JoinAgency,
    LocateChild,
    LowerRisk,
    OfferLead,
    RaiseRisk,
    RecordDestruction,
    RecordSighting,
    ReopenEpisode,
    RequestInformation,
    ResolveAbsence,
    StartPlacement,
    WithdrawAlert,
)
from domain.case.coordination.refusals import RoleCannotLead
from domain.case.events import CaseOpened, ChildLocated, RiskRaised, SightingRecorded
from domain.case.refusals import NotForYourRole
from domain.codes import AlertKind, Country, RiskLevel, Role
from domain.commands import possible
from domain.privacy import Clear
from tests.domain.case.stories import MISSING, OVER, TOGETHER, brought_in, case, joined
from tests.domain.cast import ASYLUM, CHAIR, HOTLINE, POLICE, PROTECTION, Actor, acting

CLOSE_CASE = CloseCase(outcome=CaseOutcome.SETTLED, exception="-")
APPOINT = AppointGuardian(name="-")
PLACE = StartPlacement(placement="p", agency=HOTLINE.agency, country=Country.GR, place="-")
SIGHTING = RecordSighting(sighting="s", place="-")
OF_DUTY: tuple[CaseCommand, ...] = (
    CLOSE_CASE,
    APPOINT,
    PLACE,
    EndPlacement(placement="p", reason="-"),
    CloseEpisode(outcome=EpisodeOutcome.NEW_PLACE, exception="-"),
    ResolveAbsence(how=AbsenceEnd.RETURNED),
    LowerRisk(level=RiskLevel.LOW, reason="-"),
    ConfirmLowerRisk(level=RiskLevel.LOW),
)
STEERING: tuple[CaseCommand, ...] = (
    ReopenEpisode(reason="-"),
    JoinAgency(agency=PROTECTION.agency, role=Role.PROTECTION, country=Country.GR),
    OfferLead(to_agency=POLICE.agency),
    AcceptLead(),
    HoldReturnInterview(account="-"),
    IssueAlert(alert="a", kind=AlertKind.SIS, country=Country.GR),
    WithdrawAlert(alert="a", reason="-"),
    CheckSafeAndWell(result=CheckResult.SAFE),
)


def names(commands: tuple[CaseCommand, ...]) -> list[str]:
    return [type(command).__name__ for command in commands]


def test_every_command_of_a_case_says_who_may_give_it() -> None:
    assert set(ROLES) == set(get_args(CaseCommand))
    of_people = {kind: roles for kind, roles in ROLES.items() if kind is not RecordDestruction}
    assert all(roles & {Role.POLICE, Role.CARER} for roles in of_people.values())


def test_who_reads_cases_or_runs_the_house_decides_nothing() -> None:
    assert not any(roles & {Role.AUDITOR, Role.ADMIN} for roles in ROLES.values())


@pytest.mark.parametrize("command", [*OF_DUTY, *STEERING], ids=names((*OF_DUTY, *STEERING)))
def test_the_asylum_authority_neither_decides_nor_steers(command: CaseCommand) -> None:
    case.given(*MISSING).when(command, by=ASYLUM).then_refused(NotForYourRole)


@pytest.mark.parametrize("command", OF_DUTY, ids=names(OF_DUTY))
def test_the_hotline_decides_nothing_that_is_a_duty_of_others(command: CaseCommand) -> None:
    case.given(*MISSING).when(command, by=HOTLINE).then_refused(NotForYourRole)


@pytest.mark.parametrize("command", [SIGHTING, APPOINT, LowerRisk(level=RiskLevel.LOW, reason="-")])
def test_the_chair_records_nothing_about_the_child(command: CaseCommand) -> None:
    case.given(*TOGETHER, joined(CHAIR)).when(command, by=CHAIR).then_refused(NotForYourRole)


def test_the_chair_brings_agencies_in_and_asks_and_offers_the_lead() -> None:
    slugs = set(possible(case.given(*OVER, joined(CHAIR)).state, acting(CHAIR)))

    assert {each.slug() for each in (JoinAgency, OfferLead, RequestInformation, CloseCase)} <= slugs
    assert not {each.slug() for each in (RecordSighting, AppointGuardian, LowerRisk)} & slugs


def test_whoever_hears_of_the_child_records_it() -> None:
    located = LocateChild(country=Country.BE, place="A station", how=Located.FINGERPRINT)
    found = ChildLocated(
        episode="first",
        country=Country.BE,
        place=Clear("A station"),
        how=Clear(Located.FINGERPRINT),
        by=ASYLUM.agency,
    )

    case.given(*MISSING).when(located, by=ASYLUM).then(found)
    case.given(*MISSING).when(SIGHTING, by=HOTLINE).then(SightingRecorded(sighting="s", country=None, place=Clear("-")))


@pytest.mark.parametrize("actor", [ASYLUM, HOTLINE, CHAIR], ids=lambda actor: actor.role)
def test_anybody_raises_the_level_and_keeps_it_high(actor: Actor) -> None:
    story = case.given(*TOGETHER, joined(CHAIR)).when(RaiseRisk(level=RiskLevel.HIGH, reason="-"), by=actor)

    story.then(RiskRaised(level=RiskLevel.HIGH, reason=Clear("-")))
    assert actor.role in ROLES[DeclineLowerRisk]


def test_whoever_is_alone_may_bring_another_agency_in() -> None:
    alone = CaseOpened(reference="GR-2026-0008", country=Country.GR, agency=ASYLUM.agency, role=Role.ASYLUM)
    join = JoinAgency(agency=POLICE.agency, role=Role.POLICE, country=Country.GR)

    case.given(alone).when(join, by=ASYLUM).then(brought_in(POLICE, by=ASYLUM.agency))
    case.given(alone, joined(HOTLINE)).when(join, by=ASYLUM).then_refused(NotForYourRole)


def test_the_lead_is_not_offered_to_who_cannot_take_it() -> None:
    case.given(*TOGETHER).when(OfferLead(to_agency=ASYLUM.agency), by=POLICE).then_refused(RoleCannotLead, "to_agency")
