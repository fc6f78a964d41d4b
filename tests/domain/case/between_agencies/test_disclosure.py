"""A part of a case is disclosed on request, by who may decide, for a time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.case.codes import CaseOutcome, LegalBasis, Part, RefusalGround, SharedFor
from domain.case.commands import (
    ExpireDisclosure,
    GrantDisclosure,
    RecallDisclosure,
    RefuseDisclosure,
    RequestDisclosure,
)
from domain.case.disclosure import refusals as r
from domain.case.events import (
    AgencyLeft,
    CaseClosed,
    ChildLocated,
    DisclosureExpired,
    DisclosureGranted,
    DisclosureRecalled,
    DisclosureRefused,
    DisclosureRequested,
    EpisodeClosed,
    ProtectedSightingRecorded,
    SightingRecorded,
)
from domain.case.refusals import CaseIsClosed, NotForYourRole
from domain.codes import Country, Role
from domain.commands import likely, possible
from domain.deciding import For
from domain.deciding.refusals import Malformed, ReasonNeeded
from domain.envelope import Audience, AudienceKind
from domain.events import Event
from domain.privacy import Clear
from tests.domain.case.stories import FOUND, MISSING, case, joined
from tests.domain.cast import (
    ASYLUM,
    CARER,
    CHAIR,
    GUARDIAN,
    HOTLINE,
    LANTERN,
    NOW,
    POLICE,
    POLICE_BE,
    PROTECTION,
    acting,
)

SEEN = SightingRecorded(sighting="s-1", country=None, place=Clear("The port"))
TOLD = ProtectedSightingRecorded(sighting="s-2", country=None, place=Clear("A friend's flat"))
GIVEN = (*MISSING, joined(PROTECTION), SEEN, TOLD)
ASK = RequestDisclosure(
    disclosure="d-1",
    part=Part.SIGHTING_PLACE,
    subject="s-1",
    of_agency=POLICE.agency,
    purpose=SharedFor.ASYLUM_PROCEDURE,
    legal_basis=LegalBasis.PUBLIC_TASK,
    reason="The hearing is tomorrow",
)
ASKED = DisclosureRequested(
    disclosure="d-1",
    part=Part.SIGHTING_PLACE,
    subject="s-1",
    of_agency=POLICE.agency,
    by_agency=ASYLUM.agency,
    purpose=SharedFor.ASYLUM_PROCEDURE,
    legal_basis=LegalBasis.PUBLIC_TASK,
    reason=Clear("The hearing is tomorrow"),
)
GRANT = GrantDisclosure(disclosure="d-1", legal_basis=LegalBasis.PUBLIC_TASK, conditions="For the hearing alone")
GRANTED = DisclosureGranted(
    disclosure="d-1",
    part=Part.SIGHTING_PLACE,
    subject="s-1",
    to_agency=ASYLUM.agency,
    by_agency=POLICE.agency,
    until=NOW + timedelta(days=3),
    legal_basis=LegalBasis.PUBLIC_TASK,
    conditions=Clear("For the hearing alone"),
)
REFUSE = RefuseDisclosure(disclosure="d-1", ground=RefusalGround.CHILD_OBJECTS, note="She is afraid")
REFUSED = DisclosureRefused(
    disclosure="d-1", to_agency=ASYLUM.agency, ground=RefusalGround.CHILD_OBJECTS, note=Clear("She is afraid")
)
RECALL = RecallDisclosure(disclosure="d-1", reason="The hearing was put off")
RECALLED = DisclosureRecalled(disclosure="d-1", to_agency=ASYLUM.agency, reason=Clear("The hearing was put off"))
EXPIRE = ExpireDisclosure(disclosure="d-1")
LEFT = AgencyLeft(agency=ASYLUM.agency, reason=Clear("-"))
OVER = replace(GRANTED, until=NOW)

CONFIDING = replace(ASK, part=Part.SAFETY_PLAN, subject=None, of_agency=GUARDIAN.agency)
CONFIDED = replace(ASKED, part=Part.SAFETY_PLAN, subject=None, of_agency=GUARDIAN.agency)
INSIDE = Audience(
    AudienceKind.NAMED,
    tuple(sorted(actor.agency for actor in (CARER, POLICE, POLICE_BE, GUARDIAN, HOTLINE, PROTECTION, ASYLUM))),
)
IN_FRANCE = ChildLocated(
    episode="first", country=Country.FR, place=Clear("Lille"), how=Clear("check"), by=POLICE.agency
)
ENDED = EpisodeClosed(episode="first", outcome=Clear("new-place"))
ASK_FOUND = replace(ASK, part=Part.FOUND_PLACE, subject=None)
ASKED_FOUND = replace(ASKED, part=Part.FOUND_PLACE, subject=None, by_agency=GUARDIAN.agency)


def test_who_is_walled_off_asks_for_a_part_with_purpose_basis_and_reason_once() -> None:
    case.given(*GIVEN).when(ASK, by=ASYLUM).then(ASKED)
    case.given(*GIVEN, ASKED).when(ASK, by=ASYLUM).then_nothing_happened()
    case.given(*GIVEN).when(replace(ASK, reason=" "), by=ASYLUM).then_refused(ReasonNeeded, "reason")


def test_a_request_that_waits_or_is_granted_is_not_made_again_and_a_refused_one_is() -> None:
    again = replace(ASK, disclosure="d-2")

    case.given(*GIVEN, ASKED).when(again, by=ASYLUM).then_refused(r.AskedForAlready)
    case.given(*GIVEN, ASKED, GRANTED).when(again, by=ASYLUM).then_refused(r.AskedForAlready)
    for ended in (REFUSED, RECALLED, OVER):
        case.given(*GIVEN, ASKED, ended).when(again, by=ASYLUM).then(replace(ASKED, disclosure="d-2"))


@pytest.mark.parametrize(
    ("ask", "refusal", "field"),
    [
        (replace(ASK, subject=None), r.SubjectNeeded, "subject"),
        (replace(ASK, subject="s-9"), r.SubjectNeeded, "subject"),
        (replace(CONFIDING, subject="s-2"), r.NoSubject, "subject"),
        (replace(ASK, of_agency=HOTLINE.agency), r.DoesNotDecide, "of_agency"),
        (replace(ASK, of_agency=ASYLUM.agency), r.DoesNotDecide, "of_agency"),
        (replace(CONFIDING, of_agency=POLICE.agency), r.DoesNotDecide, "of_agency"),
    ],
)
def test_a_request_names_one_thing_and_an_agency_that_decides(
    ask: RequestDisclosure, refusal: type[Malformed], field: str
) -> None:
    case.given(*GIVEN).when(ask, by=ASYLUM).then_refused(refusal, field)


def test_nobody_asks_for_what_is_open_to_them() -> None:
    case.given(*GIVEN).when(ASK, by=HOTLINE).then_refused(r.OpenToYou, "part")
    case.given(*GIVEN).when(CONFIDING, by=HOTLINE).then_refused(r.OpenToYou, "part")
    case.given(*GIVEN, joined(CHAIR)).when(ASK, by=CHAIR).then_refused(r.OpenToYou, "part")


def test_a_grant_opens_it_for_three_days_or_until_a_moment() -> None:
    sooner = NOW + timedelta(hours=1)

    case.given(*GIVEN, ASKED).when(GRANT, by=POLICE).then(GRANTED)
    case.given(*GIVEN, ASKED).when(replace(GRANT, ends=sooner), by=POLICE).then(replace(GRANTED, until=sooner))
    case.given(*GIVEN, ASKED).when(replace(GRANT, ends=NOW), by=POLICE).then_refused(r.EndsBefore, "ends")
    late = replace(GRANT, ends=NOW + timedelta(days=31))
    case.given(*GIVEN, ASKED).when(late, by=POLICE).then_refused(r.LastsTooLong, "ends")


def test_another_agency_with_a_deciding_role_decides_too_and_no_other() -> None:
    case.given(*GIVEN, ASKED).when(GRANT, by=PROTECTION).then(replace(GRANTED, by_agency=PROTECTION.agency))
    case.given(*GIVEN, ASKED).when(GRANT, by=CARER).then_refused(r.NotYoursToDecide)
    case.given(*GIVEN, ASKED).when(REFUSE, by=GUARDIAN).then_refused(r.NotYoursToDecide)
    case.given(*GIVEN, ASKED).when(GRANT, by=ASYLUM).then_refused(NotForYourRole)
    case.given(*GIVEN).when(GRANT, by=POLICE).then_refused(r.NoSuchDisclosure, "disclosure")


def test_where_nobody_has_a_deciding_role_whoever_is_in_charge_decides() -> None:
    without = [fact for fact in (*MISSING, SEEN) if getattr(fact, "role", None) != Role.POLICE]
    ask = replace(ASK, of_agency=CARER.agency)

    case.given(*without).when(ask, by=ASYLUM).then(replace(ASKED, of_agency=CARER.agency))


def test_a_refusal_has_a_ground_and_a_grant_may_follow_it() -> None:
    case.given(*GIVEN, ASKED).when(REFUSE, by=POLICE).then(REFUSED)
    case.given(*GIVEN, ASKED, REFUSED).when(REFUSE, by=PROTECTION).then_nothing_happened()
    case.given(*GIVEN, ASKED, REFUSED).when(GRANT, by=POLICE).then(GRANTED)


def test_what_was_granted_or_whose_agency_left_is_not_decided_again() -> None:
    for done in (GRANTED, LEFT):
        for decide in (GRANT, REFUSE):
            refused = case.given(*GIVEN, ASKED, done).when(decide, by=POLICE)
            refused.then_refused(r.DecidedAlready)


def test_a_grant_is_recalled_while_it_runs() -> None:
    case.given(*GIVEN, ASKED, GRANTED).when(RECALL, by=PROTECTION).then(RECALLED)
    for shut in (REFUSED, RECALLED, OVER):
        case.given(*GIVEN, ASKED, shut).when(RECALL, by=POLICE).then_refused(r.NotOpen, "disclosure")


def test_a_recall_goes_also_where_the_case_is_closed_and_a_grant_does_not() -> None:
    closed = CaseClosed(outcome=Clear(CaseOutcome.SETTLED))

    case.given(*GIVEN, ASKED, GRANTED, closed).when(RECALL, by=POLICE).then(RECALLED)
    case.given(*GIVEN, ASKED, closed).when(GRANT, by=POLICE).then_refused(CaseIsClosed)


def test_the_clock_writes_down_once_that_the_time_is_over() -> None:
    expired = DisclosureExpired(disclosure="d-1", to_agency=ASYLUM.agency)

    case.given(*GIVEN, ASKED, OVER).when(EXPIRE, by=LANTERN).then(expired)
    for none in ((), (ASKED,), (ASKED, GRANTED), (ASKED, REFUSED), (ASKED, OVER, expired)):
        case.given(*GIVEN, *none).when(EXPIRE, by=LANTERN).then_nothing_happened()


def test_what_is_told_about_a_confidence_stays_with_who_may_know_and_who_asked() -> None:
    granted = replace(GRANTED, part=Part.SAFETY_PLAN, subject=None, by_agency=GUARDIAN.agency)
    given = case.given(*GIVEN, joined(CHAIR), CONFIDED)

    case.given(*GIVEN, joined(CHAIR)).when(CONFIDING, by=ASYLUM).then(For(CONFIDED, INSIDE))
    given.when(GRANT, by=GUARDIAN).then(For(granted, INSIDE))
    given.when(REFUSE, by=GUARDIAN).then(For(REFUSED, INSIDE))
    case.given(*GIVEN, CONFIDED, granted).when(RECALL, by=GUARDIAN).then(For(RECALLED, INSIDE))
    ended = replace(granted, until=NOW)
    case.given(*GIVEN, CONFIDED, ended).when(EXPIRE, by=LANTERN).then(
        For(DisclosureExpired(disclosure="d-1", to_agency=ASYLUM.agency), INSIDE)
    )


def test_of_protected_sightings_one_can_be_opened_by_who_knows_them() -> None:
    asked = replace(CONFIDED, part=Part.PROTECTED_SIGHTINGS)
    granted = replace(GRANTED, part=Part.PROTECTED_SIGHTINGS, subject="s-2", by_agency=GUARDIAN.agency)

    case.given(*GIVEN, asked).when(replace(GRANT, only="s-2"), by=GUARDIAN).then(For(granted, INSIDE))
    unknown = replace(GRANT, only="s-9")
    case.given(*GIVEN, asked).when(unknown, by=GUARDIAN).then_refused(r.SubjectNeeded, "only")
    plan = case.given(*GIVEN, CONFIDED).when(replace(GRANT, only="s-2"), by=GUARDIAN)
    plan.then_refused(r.NoSubject, "only")


@pytest.mark.parametrize("found", [(IN_FRANCE,), (IN_FRANCE, ENDED)], ids=["found", "over"])
def test_where_a_child_was_found_in_france_reaches_the_guardian_by_a_court_alone(found: tuple[Event, ...]) -> None:
    by_court = replace(GRANT, legal_basis=LegalBasis.COURT_AUTHORISATION)
    opened = replace(GRANTED, part=Part.FOUND_PLACE, subject=None, to_agency=GUARDIAN.agency)
    granted = replace(opened, legal_basis=LegalBasis.COURT_AUTHORISATION)

    case.given(*GIVEN, *found).when(ASK_FOUND, by=GUARDIAN).then(ASKED_FOUND)
    case.given(*GIVEN, *found, ASKED_FOUND).when(by_court, by=POLICE).then(granted)
    case.given(*GIVEN, *found, ASKED_FOUND).when(GRANT, by=POLICE).then_refused(r.CourtAuthorises, "legal_basis")


def test_elsewhere_a_guardian_reads_where_the_child_was_found() -> None:
    case.given(*FOUND).when(ASK_FOUND, by=GUARDIAN).then_refused(r.OpenToYou, "part")


def test_a_disclosure_is_offered_to_who_can_ask_decide_or_recall() -> None:
    asked, granted = case.given(*GIVEN, ASKED).state, case.given(*GIVEN, ASKED, GRANTED).state

    assert "request-disclosure" in possible(asked, acting(ASYLUM))
    assert "request-disclosure" not in possible(asked, acting(POLICE))
    assert {"grant-disclosure", "refuse-disclosure"} <= set(possible(asked, acting(POLICE)))
    assert "grant-disclosure" not in possible(asked, acting(CARER))
    assert "recall-disclosure" in possible(granted, acting(PROTECTION))
    assert ["grant-disclosure" in likely(each) for each in (asked, granted)] == [True, False]
