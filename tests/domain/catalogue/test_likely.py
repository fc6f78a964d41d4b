"""What a page puts first."""

from __future__ import annotations

from domain.case.codes import CaseOutcome, Located
from domain.case.commands import LowerRisk, OfferLead, RequestAlert, RequestInformation
from domain.case.events import (
    AbsenceNoticed,
    AlertIssued,
    CaseClosed,
    ChildLocated,
    GuardianAppointed,
    IdentityRecorded,
    LeadAccepted,
    PlacementStarted,
    ReturnInterviewDeclined,
    ReturnInterviewOffered,
    RiskAssessed,
)
from domain.codes import AlertKind, Country, RiskLevel
from domain.commands import CATALOGUE, likely
from domain.events import Event
from domain.privacy import Clear
from tests.domain.case.stories import ABSENT, CHECKED, FOUND, MISSING, OPENED, OVER, REPORT_REFUSED, TOGETHER, case
from tests.domain.cast import CARER, GUARDIAN, POLICE

SETTLED = (
    IdentityRecorded(names=Clear("-")),
    RiskAssessed(level=RiskLevel.LOW),
    GuardianAppointed(guardian=None, name=Clear("-")),
    PlacementStarted(placement="p", agency=CARER.agency, country=Country.GR, place=Clear("-")),
    LeadAccepted(agency=CARER.agency),
)
OFFERED = ReturnInterviewOffered(episode="first", interviewer=GUARDIAN.agency, independent=True)
DECLINED = ReturnInterviewDeclined(episode="first", reason=Clear("-"))
ISSUED = AlertIssued(alert="a", kind=AlertKind.SIS, country=Country.GR, agency=POLICE.agency)


def after(*events: Event) -> tuple[str, ...]:
    slugs = likely(case.given(*events).state)

    assert set(slugs) <= set(CATALOGUE)
    assert len(slugs) == len(set(slugs))
    return slugs


def test_a_case_begins_by_being_opened_and_a_closed_one_by_being_reopened() -> None:
    assert after() == ("open-case",)
    assert after(OPENED, CaseClosed(outcome=Clear(CaseOutcome.SETTLED))) == ("reopen-case",)


def test_a_new_case_lacks_identity_assessment_guardian_placement_and_lead() -> None:
    lacking = ("notice-absence", "record-identity", "assess-risk", "appoint-guardian", "start-placement", "offer-lead")

    assert after(OPENED) == lacking
    assert after(*TOGETHER, *SETTLED) == ("notice-absence",)


def test_an_absence_asks_for_a_report_or_an_end_first() -> None:
    assert after(*TOGETHER, ABSENT)[:2] == ("report-disappearance", "resolve-absence")
    assert after(*MISSING, REPORT_REFUSED)[0] == "report-disappearance"


def test_a_reported_child_is_to_be_located() -> None:
    assert after(*MISSING)[:2] == ("locate-child", "record-sighting")


def test_a_found_child_is_checked_first_and_alerts_are_withdrawn() -> None:
    expected = ("check-safe-and-well", "withdraw-alert", "offer-return-interview", "make-referral")

    assert after(*FOUND, *SETTLED, ISSUED) == expected


def test_a_checked_child_is_interviewed_before_the_episode_closes() -> None:
    offer = ("offer-return-interview", "make-referral", "close-episode")

    assert after(*FOUND, *SETTLED, CHECKED) == offer
    assert after(*FOUND, *SETTLED, CHECKED, OFFERED) == ("hold-return-interview", *offer[1:])
    assert after(*FOUND, *SETTLED, CHECKED, OFFERED, DECLINED) == offer[1:]


def test_an_interview_offered_in_an_earlier_episode_is_offered_anew() -> None:
    again = AbsenceNoticed(episode="second", country=Country.GR)
    back = ChildLocated(
        episode="second", country=Country.GR, place=Clear("-"), how=Clear(Located.RETURNED), by=CARER.agency
    )

    assert "offer-return-interview" in after(*OVER, OFFERED, DECLINED, again, back)


def test_a_case_is_closed_after_the_last_open_point() -> None:
    assert after(*OVER, *SETTLED) == ("offer-return-interview", "notice-absence")
    assert after(*OVER, *SETTLED, OFFERED, DECLINED) == ("notice-absence", "close-case")
    assert after(*OVER, *SETTLED, OFFERED, DECLINED, ISSUED) == ("withdraw-alert", "notice-absence")


def test_whoever_waits_for_an_answer_is_not_forgotten() -> None:
    story = (
        case.given(*TOGETHER, *SETTLED[1:4], RiskAssessed(level=RiskLevel.HIGH))
        .when(OfferLead(to_agency=POLICE.agency), by=CARER)
        .when(LowerRisk(level=RiskLevel.LOW, reason="-"), by=CARER)
        .when(RequestInformation(request="q", of_agency=POLICE.agency, question="?"), by=CARER)
        .when(RequestAlert(alert="a", kind=AlertKind.SIS, of_agency=POLICE.agency), by=CARER)
    )
    state = case.decider.fold([item for item in story.decided if isinstance(item, Event)], story.state)

    assert " ".join(likely(state)) == (
        "notice-absence accept-lead decline-lead confirm-lower-risk decline-lower-risk "
        "give-information refuse-information issue-alert record-identity"
    )
