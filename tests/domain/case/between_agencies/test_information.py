"""What became known and what was asked."""

from __future__ import annotations

import pytest

from domain.case.codes import LegalBasis, RefusalGround
from domain.case.commands import (
    GiveInformation,
    RecordProtectedSighting,
    RecordSighting,
    RefuseInformation,
    RequestInformation,
)
from domain.case.events import (
    InformationGiven,
    InformationRefused,
    InformationRequested,
    ProtectedSightingRecorded,
    SightingRecorded,
)
from domain.case.information import refusals as r
from domain.case.refusals import AgencyNotInCase
from domain.codes import Country
from domain.deciding import For
from domain.deciding.refusals import InTheFuture, ReasonNeeded
from domain.envelope import Audience, AudienceKind
from domain.privacy import Clear
from tests.domain.case.stories import TOGETHER, case, joined
from tests.domain.cast import (
    ASYLUM,
    CARER,
    CHAIR,
    EARLIER,
    GUARDIAN,
    HOTLINE,
    POLICE,
    PROTECTION,
    STRANGER,
    TOMORROW,
    Actor,
)

SEEN = RecordSighting(
    sighting="s", country=Country.BE, place="A station", seen_at=EARLIER, note="Alone", source="A driver"
)
SIGHTED = SightingRecorded(
    sighting="s",
    country=Country.BE,
    place=Clear("A station"),
    seen_at=EARLIER,
    note=Clear("Alone"),
    source=Clear("A driver"),
)
TOLD = RecordProtectedSighting(sighting="s", place="With a family")
CONFIDED = ProtectedSightingRecorded(sighting="s", country=None, place=Clear("With a family"))
ASK = RequestInformation(request="q", of_agency=GUARDIAN.agency, question="Has she a phone?")
ASKED = InformationRequested(
    request="q", of_agency=GUARDIAN.agency, by_agency=POLICE.agency, question=Clear("Has she a phone?")
)
BOTH = Audience(AudienceKind.NAMED, (POLICE.agency, GUARDIAN.agency))
GIVE = GiveInformation(request="q", answer="Two", legal_basis=LegalBasis.VITAL_INTERESTS)
GIVEN = InformationGiven(
    request="q", to_agency=POLICE.agency, answer=Clear("Two"), legal_basis=LegalBasis.VITAL_INTERESTS
)
REFUSE = RefuseInformation(request="q", ground=RefusalGround.DATA_PROTECTION, note="We may not")
REFUSED = InformationRefused(request="q", ground=RefusalGround.DATA_PROTECTION, note=Clear("We may not"))


def test_a_sighting_is_recorded_and_recording_it_again_changes_nothing() -> None:
    case.given(*TOGETHER).when(SEEN, by=CARER).then(SIGHTED)
    case.given(*TOGETHER, SIGHTED).when(SEEN, by=CARER).then_nothing_happened()


def test_a_child_was_seen_in_the_past() -> None:
    tomorrow = RecordSighting(sighting="s", place="A station", seen_at=TOMORROW)
    protected = RecordProtectedSighting(sighting="s", place="A station", seen_at=TOMORROW)

    case.given(*TOGETHER).when(tomorrow, by=CARER).then_refused(InTheFuture, "seen_at")
    case.given(*TOGETHER).when(protected, by=CARER).then_refused(InTheFuture, "seen_at")


@pytest.mark.parametrize("actor", [CARER, GUARDIAN, HOTLINE, POLICE, PROTECTION], ids=lambda actor: actor.role)
def test_a_sighting_told_in_confidence_is_for_the_protected_circle(actor: Actor) -> None:
    events = (*TOGETHER, joined(PROTECTION))

    case.given(*events).when(TOLD, by=actor).then(For(CONFIDED, Audience(AudienceKind.PROTECTED)))
    case.given(*events, CONFIDED).when(TOLD, by=actor).then_nothing_happened()


@pytest.mark.parametrize("actor", [ASYLUM, CHAIR], ids=lambda actor: actor.role)
def test_nobody_outside_the_protected_circle_records_a_protected_sighting(actor: Actor) -> None:
    case.given(*TOGETHER, joined(CHAIR)).when(TOLD, by=actor).then_refused(r.ProtectedCircleOnly)


def test_the_role_that_counts_is_the_one_the_agency_has_in_the_case() -> None:
    pretending = Actor(ASYLUM.member, ASYLUM.agency, POLICE.role, ASYLUM.country)

    case.given(*TOGETHER).when(TOLD, by=pretending).then_refused(r.ProtectedCircleOnly)


def test_one_agency_asks_another_for_these_two_alone_and_asking_again_changes_nothing() -> None:
    case.given(*TOGETHER).when(ASK, by=POLICE).then(For(ASKED, BOTH))
    case.given(*TOGETHER, ASKED).when(ASK, by=POLICE).then_nothing_happened()


def test_who_is_asked_takes_part_and_is_somebody_else() -> None:
    myself = RequestInformation(request="q", of_agency=POLICE.agency, question="?")
    elsewhere = RequestInformation(request="q", of_agency=STRANGER.agency, question="?")
    blank = RequestInformation(request="q", of_agency=GUARDIAN.agency, question=" ")

    case.given(*TOGETHER).when(myself, by=POLICE).then_refused(r.AskAnotherAgency, "of_agency")
    case.given(*TOGETHER).when(elsewhere, by=POLICE).then_refused(AgencyNotInCase, "of_agency")
    case.given(*TOGETHER).when(blank, by=POLICE).then_refused(ReasonNeeded, "question")


def test_an_answer_is_for_the_two_agencies_alone() -> None:
    case.given(*TOGETHER, ASKED).when(GIVE, by=GUARDIAN).then(For(GIVEN, BOTH))


def test_information_is_refused_on_a_ground_that_everybody_in_the_case_sees() -> None:
    case.given(*TOGETHER, ASKED).when(REFUSE, by=GUARDIAN).then(REFUSED)
    case.given(*TOGETHER, ASKED, REFUSED).when(REFUSE, by=GUARDIAN).then_nothing_happened()


def test_a_refusal_can_be_overturned_and_an_answer_cannot() -> None:
    case.given(*TOGETHER, ASKED, REFUSED).when(GIVE, by=GUARDIAN).then(For(GIVEN, BOTH))
    case.given(*TOGETHER, ASKED, GIVEN).when(REFUSE, by=GUARDIAN).then_refused(r.AlreadyAnswered)
    case.given(*TOGETHER, ASKED, GIVEN).when(GIVE, by=GUARDIAN).then_refused(r.AlreadyAnswered)


def test_only_who_was_asked_answers() -> None:
    for command in (GIVE, REFUSE):
        case.given(*TOGETHER, ASKED).when(command, by=CARER).then_refused(r.NotAskedOfYou)
        case.given(*TOGETHER).when(command, by=GUARDIAN).then_refused(r.NoSuchRequest, "request")


def test_an_answer_says_something() -> None:
    blank = GiveInformation(request="q", answer=" ", legal_basis=LegalBasis.CONSENT)

    case.given(*TOGETHER, ASKED).when(blank, by=GUARDIAN).then_refused(ReasonNeeded, "answer")


def test_an_answer_belongs_to_its_own_request() -> None:
    other = InformationRequested(request="other", of_agency=CARER.agency, by_agency=POLICE.agency, question=Clear("?"))

    found = case.given(*TOGETHER, ASKED, other, GIVEN).state.information.find("other")

    assert found is not None
    assert found.answer is None
