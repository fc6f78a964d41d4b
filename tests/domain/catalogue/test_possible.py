"""What the decider would not stand in the way of."""

from __future__ import annotations

from domain.case.codes import CaseOutcome
from domain.case.commands import RequestInformation
from domain.case.events import (
    AlertIssued,
    CaseClosed,
    IdentityRecorded,
    LeadAccepted,
    PlacementStarted,
    RiskAssessed,
    RiskLoweringProposed,
)
from domain.codes import AlertKind, Country, RiskLevel
from domain.commands import possible
from domain.deciding import For
from domain.events import Event
from domain.privacy import Clear
from tests.domain.case.stories import ABSENT, FOUND, MISSING, OPENED, OVER, TOGETHER, case
from tests.domain.cast import ASYLUM, CARER, GUARDIAN, POLICE, STRANGER, Actor, acting


def possible_for(actor: Actor, *events: Event) -> set[str]:
    return set(possible(case.given(*events).state, acting(actor)))


def test_only_opening_is_possible_before_a_case_is_open() -> None:
    assert possible_for(CARER) == {"open-case"}


def test_nothing_is_possible_for_who_takes_no_part() -> None:
    assert possible_for(STRANGER, *MISSING) == set()


def test_only_reopening_and_a_legal_hold_are_possible_in_a_closed_case() -> None:
    closed = possible_for(CARER, OPENED, CaseClosed(outcome=Clear(CaseOutcome.SETTLED)))

    assert closed == {"reopen-case", "place-legal-hold"}


def test_a_report_is_possible_once_an_absence_was_noticed() -> None:
    assert "report-disappearance" not in possible_for(CARER, *TOGETHER)
    assert "report-disappearance" in possible_for(CARER, *TOGETHER, ABSENT)


def test_a_report_form_is_there_to_say_that_no_police_take_part() -> None:
    assert "report-disappearance" in possible_for(CARER, OPENED, ABSENT)


def test_only_who_was_told_may_refuse_the_report() -> None:
    assert "refuse-report" in possible_for(POLICE, *MISSING)
    assert "refuse-report" not in possible_for(CARER, *MISSING)


def test_closing_an_episode_is_possible_because_an_exception_can_be_given() -> None:
    assert "close-episode" in possible_for(CARER, *FOUND)
    assert "close-episode" not in possible_for(CARER, *TOGETHER)


def test_a_case_of_a_missing_child_cannot_be_closed() -> None:
    assert "close-case" not in possible_for(CARER, *MISSING)
    assert "close-case" in possible_for(CARER, *OVER)


def test_protected_sightings_are_not_offered_to_the_asylum_authority() -> None:
    assert "record-protected-sighting" in possible_for(CARER, *MISSING)
    assert "record-protected-sighting" not in possible_for(ASYLUM, *MISSING)


def test_identity_is_recorded_or_corrected_never_both() -> None:
    recorded = IdentityRecorded(names=Clear("-"))

    assert {"record-identity", "correct-identity"} & possible_for(CARER, OPENED) == {"record-identity"}
    assert {"record-identity", "correct-identity"} & possible_for(CARER, OPENED, recorded) == {"correct-identity"}


def test_a_placement_is_ended_where_there_is_one() -> None:
    started = PlacementStarted(placement="p", agency=CARER.agency, country=Country.GR, place=Clear("-"))

    assert "end-placement" not in possible_for(CARER, OPENED)
    assert {"end-placement", "start-placement"} & possible_for(CARER, OPENED, started) == {"end-placement"}


def test_the_lead_is_passed_on_by_who_has_it_to_another_agency() -> None:
    leads = LeadAccepted(agency=CARER.agency)

    assert "offer-lead" in possible_for(CARER, *TOGETHER, leads)
    assert "offer-lead" not in possible_for(GUARDIAN, *TOGETHER, leads)
    assert "offer-lead" not in possible_for(CARER, OPENED, leads)


def test_alerts_are_issued_and_withdrawn_by_police() -> None:
    issued = AlertIssued(alert="a", kind=AlertKind.SIS, country=Country.GR, agency=POLICE.agency)

    assert {"issue-alert", "withdraw-alert"} <= possible_for(POLICE, *MISSING, issued)
    assert not {"issue-alert", "withdraw-alert"} & possible_for(CARER, *MISSING, issued)
    assert "withdraw-alert" not in possible_for(POLICE, *MISSING)


def test_a_proposal_is_confirmed_by_a_second_person() -> None:
    proposed = RiskLoweringProposed(level=RiskLevel.LOW, reason=Clear("-"), by=POLICE.member)
    events = (*TOGETHER, RiskAssessed(level=RiskLevel.HIGH), proposed)

    assert "confirm-lower-risk" in possible_for(GUARDIAN, *events)
    assert "confirm-lower-risk" not in possible_for(POLICE, *events)
    assert "raise-risk" not in possible_for(POLICE, *events)


def test_a_request_is_answered_by_who_was_asked() -> None:
    ask = RequestInformation(request="q", of_agency=GUARDIAN.agency, question="?")
    (asked,) = case.given(*TOGETHER).when(ask, by=POLICE).decided
    assert isinstance(asked, For)

    assert {"give-information", "refuse-information"} <= possible_for(GUARDIAN, *TOGETHER, asked.event)
    assert not {"give-information", "refuse-information"} & possible_for(POLICE, *TOGETHER, asked.event)
