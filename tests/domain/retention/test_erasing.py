"""A case is kept by the rules and by holds, and erased by two people, one of them a data protection officer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.case import commands as c
from domain.case import events as e
from domain.case.codes import CaseOutcome
from domain.case.decider import DECIDER
from domain.case.possible import possible
from domain.case.refusals import CaseIsClosed, NotForYourRole, NotInThisCase
from domain.case.retention import refusals as r
from domain.case.rights.codes import Asking
from domain.case.rights.refusals import NoSuchText
from domain.codes import Role
from domain.context import Context
from domain.deciding.refusals import ReasonNeeded, Refused
from domain.events import Event
from domain.privacy import Clear
from domain.retention.codes import OF_A_CASE, HoldGround, RecordClass
from tests.domain.case.stories import TOGETHER, case, joined
from tests.domain.cast import ASYLUM, CARER, CHAIR, GUARDIAN, LANTERN, NIGHT_CARER, NOW, POLICE, STRANGER, Actor, acting

OFFICER, CHAIRS = ("data-protection",), ("worker", "chair")
CLOSED = (*TOGETHER, e.CaseClosed(outcome=Clear(CaseOutcome.SETTLED)))
RULES = ("gr.case-file 1",)
HOLD = c.PlaceLegalHold(hold="h", ground=HoldGround.COURT_ORDER, note="A judge wrote")
HELD = e.LegalHoldPlaced(
    hold="h", agency=POLICE.agency, ground=Clear(HoldGround.COURT_ORDER.value), note=Clear("A judge wrote")
)
LIFT = c.LiftLegalHold(hold="h", note="It is over")
PROPOSE = c.ProposeErasure(erasure="x", classes=OF_A_CASE, rules=RULES, due_at=NOW)
PROPOSED = e.ErasureProposed(
    erasure="x",
    proposed_by=CARER.member,
    officer=True,
    classes=OF_A_CASE,
    rules=RULES,
    due_at=NOW,
    note=Clear(""),
)
DECLINE = c.DeclineErasure(erasure="x", reason="A sibling is missing")
CONFIRM = c.ConfirmErasure(erasure="x", rules=RULES, due_at=NOW)
CONFIRMED = e.ErasureConfirmed(
    erasure="x",
    proposed_by=CARER.member,
    confirmed_by=POLICE.member,
    classes=OF_A_CASE,
    rules=RULES,
    due_at=NOW,
)
RECORD = c.RecordDestruction(erasure="x", keys=("k",), fingerprints=("f",), destroyed_at=NOW)
DESTROYED = e.KeysDestroyed(erasure="x", classes=OF_A_CASE, keys=("k",), fingerprints=("f",), destroyed_at=NOW)
OVER = (*CLOSED, PROPOSED, CONFIRMED, DESTROYED)


def decided(given: tuple[Event, ...], command: c.CaseCommand, by: Actor, *offices: str) -> object:
    """What follows when *by*, who holds these *offices*, asks: the facts, or the kind of the refusal."""
    context: Context = replace(acting(by), offices=offices)
    try:
        return DECIDER.decide(DECIDER.fold(given), command, context)
    except Refused as refused:
        return type(refused)


def test_a_hold_is_placed_once_in_an_open_and_in_a_closed_case() -> None:
    case.given(*TOGETHER).when(HOLD, by=POLICE).then(HELD)
    case.given(*CLOSED).when(HOLD, by=POLICE).then(HELD)
    case.given(*CLOSED, HELD).when(HOLD, by=POLICE).then_nothing_happened()


def test_a_hold_is_placed_by_who_works_with_the_child_and_says_what_for() -> None:
    case.given(*TOGETHER).when(HOLD, by=ASYLUM).then_refused(NotForYourRole)
    case.given(*TOGETHER).when(HOLD, by=STRANGER).then_refused(NotInThisCase)
    case.given(*TOGETHER).when(replace(HOLD, note=" "), by=POLICE).then_refused(ReasonNeeded, "note")


def test_a_hold_is_lifted_by_the_agency_that_placed_it_or_by_an_officer() -> None:
    lifted = e.LegalHoldLifted(hold="h", note=Clear("It is over"))

    assert decided((*CLOSED, HELD), LIFT, POLICE) == (lifted,)
    assert decided((*CLOSED, HELD), LIFT, CARER) is r.HeldByAnother
    assert decided((*CLOSED, HELD), LIFT, CARER, *OFFICER) == (lifted,)
    assert decided((*CLOSED, HELD, lifted), LIFT, POLICE) is r.NoSuchHold


def test_an_erasure_is_proposed_by_who_answers_for_it_once() -> None:
    assert decided(CLOSED, PROPOSE, CARER, *OFFICER) == (PROPOSED,)
    assert decided(CLOSED, PROPOSE, CARER, *CHAIRS) == (replace(PROPOSED, officer=False),)
    assert decided(CLOSED, PROPOSE, CARER) is r.NotYourOffice
    assert decided((*CLOSED, PROPOSED), PROPOSE, CARER, *OFFICER) == ()
    assert decided((*CLOSED, PROPOSED), replace(PROPOSE, erasure="y"), CARER, *OFFICER) is r.ProposedAlready


def test_an_agency_that_chairs_reviews_what_is_due() -> None:
    given = (*TOGETHER, joined(CHAIR), CLOSED[-1])

    assert decided(given, PROPOSE, CHAIR) == (replace(PROPOSED, proposed_by=CHAIR.member, officer=False),)


def test_nothing_is_proposed_that_is_open_held_or_to_be_kept() -> None:
    later = replace(PROPOSE, due_at=NOW + timedelta(days=1))

    assert decided(TOGETHER, PROPOSE, CARER, *OFFICER) is r.NotClosedYet
    assert decided((*CLOSED, HELD), PROPOSE, CARER, *OFFICER) is r.CaseIsHeld
    assert decided(CLOSED, later, CARER, *OFFICER) is r.NotDueYet


def test_nothing_is_erased_while_somebody_waits_to_read_it() -> None:
    asked = e.SubjectAccessRequested(
        request="r", of_agency=CARER.agency, asked_by=Asking.CHILD, due_at=NOW, identified=Clear("At the desk")
    )
    answered = e.SubjectAccessGranted(request="r", until=NOW)

    assert decided((*CLOSED, asked), PROPOSE, CARER, *OFFICER) is r.RightsUnanswered
    assert decided((*CLOSED, PROPOSED, asked), CONFIRM, POLICE, *OFFICER) is r.RightsUnanswered
    assert decided((*CLOSED, asked, answered), PROPOSE, CARER, *OFFICER) == (PROPOSED,)


def test_nothing_is_erased_while_a_copy_waits_to_be_fetched() -> None:
    granted = e.SubjectAccessGranted(request="r", until=NOW + timedelta(days=14))
    an_earlier_one = e.SubjectAccessGranted(request="q", until=NOW)

    assert decided((*CLOSED, granted, an_earlier_one), PROPOSE, CARER, *OFFICER) is r.CopyToBeFetched
    assert decided((*CLOSED, PROPOSED, granted), CONFIRM, POLICE, *OFFICER) is r.CopyToBeFetched
    assert decided((*CLOSED, an_earlier_one), PROPOSE, CARER, *OFFICER) == (PROPOSED,)


@pytest.mark.parametrize("agency", [LANTERN.agency, STRANGER.agency])
def test_what_nobody_of_the_case_can_answer_does_not_keep_it_for_ever(agency: str) -> None:
    disputed = e.RecordDisputed(
        dispute="d", fact="f", event="AgencyJoined", recorded_by=agency, asked_by=Asking.CHILD, words=Clear("Never")
    )

    assert decided((*CLOSED, disputed), PROPOSE, CARER, *OFFICER) == (PROPOSED,)
    assert decided((*CLOSED, replace(disputed, recorded_by=CARER.agency)), PROPOSE, CARER, *OFFICER) is (
        r.RightsUnanswered
    )


def test_a_second_person_confirms() -> None:
    assert decided((*CLOSED, PROPOSED), CONFIRM, POLICE, *CHAIRS) == (CONFIRMED,)
    assert decided((*CLOSED, PROPOSED), CONFIRM, POLICE) is r.NotYourOffice
    assert decided((*CLOSED, PROPOSED), CONFIRM, CARER, *OFFICER) is r.ConfirmedBySomebodyElse
    assert decided(CLOSED, CONFIRM, POLICE, *OFFICER) is r.NoSuchErasure
    assert decided((*CLOSED, PROPOSED), replace(CONFIRM, erasure="y"), POLICE, *OFFICER) is r.NoSuchErasure


def test_one_of_the_two_is_a_data_protection_officer() -> None:
    given = (*CLOSED, replace(PROPOSED, officer=False))

    assert decided(given, CONFIRM, POLICE, *CHAIRS) is r.OfficerNeeded
    assert decided(given, CONFIRM, POLICE, *OFFICER) == (CONFIRMED,)


@pytest.mark.parametrize(
    ("between", "refusal"),
    [
        (HELD, r.CaseIsHeld),
        (e.CaseReopened(reason=Clear("She is missing")), r.NotClosedYet),
        (e.ErasureDeclined(erasure="x", declined_by=GUARDIAN.member, reason=Clear("-")), r.NoSuchErasure),
    ],
)
def test_what_comes_between_proposal_and_confirmation_stops_it(between: Event, refusal: type[Refused]) -> None:
    assert decided((*CLOSED, PROPOSED, between), CONFIRM, POLICE, *OFFICER) is refusal


def test_a_rule_that_keeps_longer_by_now_stops_it_too() -> None:
    later = replace(CONFIRM, due_at=NOW + timedelta(days=1))

    assert decided((*CLOSED, PROPOSED), later, POLICE, *OFFICER) is r.NotDueYet


def test_who_proposed_takes_it_back_and_another_declines_it_with_a_reason() -> None:
    declined = e.ErasureDeclined(erasure="x", declined_by=CARER.member, reason=Clear("A sibling is missing"))

    assert decided((*CLOSED, PROPOSED), DECLINE, CARER, *OFFICER) == (declined,)
    assert decided((*CLOSED, PROPOSED), replace(DECLINE, reason=" "), CARER, *OFFICER) is ReasonNeeded
    assert decided((*CLOSED, PROPOSED), DECLINE, NIGHT_CARER) is r.NotYourOffice
    assert decided(CLOSED, DECLINE, CARER, *OFFICER) is r.NoSuchErasure


def test_lantern_alone_puts_on_record_which_keys_are_gone_and_once() -> None:
    case.given(*CLOSED, PROPOSED, CONFIRMED).when(RECORD, by=LANTERN).then(DESTROYED)
    case.given(*CLOSED, PROPOSED, CONFIRMED).when(RECORD, by=POLICE).then_refused(NotForYourRole)
    case.given(*OVER).when(RECORD, by=LANTERN).then_refused(r.NoSuchDestruction)
    other = replace(RECORD, erasure="y")
    case.given(*CLOSED, PROPOSED, CONFIRMED).when(other, by=LANTERN).then_refused(r.NoSuchDestruction)


@pytest.mark.parametrize("given", [(*CLOSED, PROPOSED, CONFIRMED), OVER])
def test_from_the_confirmation_on_nothing_is_added_and_nothing_promised(given: tuple[Event, ...]) -> None:
    case.given(*given).when(c.ReopenCase(reason="She is missing"), by=CARER).then_refused(r.CaseErased)
    case.given(*given).when(HOLD, by=POLICE).then_refused(r.NothingToHold)
    assert possible(DECIDER.fold(given), acting(POLICE)) == ()


def test_what_is_left_of_a_case_can_be_held_and_erased_later() -> None:
    (places, rest) = (RecordClass.PLACES,), (RecordClass.CASE_FILE, RecordClass.HEALTH)
    part = (*CLOSED, replace(PROPOSED, classes=places), replace(CONFIRMED, classes=places))
    done = (*part, replace(DESTROYED, classes=places))
    again = replace(PROPOSE, erasure="y", classes=rest)

    assert decided(part, again, CARER, *OFFICER) is r.ErasureUnderWay
    assert decided(done, replace(PROPOSE, erasure="y"), CARER, *OFFICER) is r.NothingToErase
    assert decided(done, again, CARER, *OFFICER) == (replace(PROPOSED, erasure="y", classes=rest),)
    assert decided(done, HOLD, POLICE) == (HELD,)
    assert decided(done, c.RecordIdentity(names="-"), POLICE) is r.CaseErased


def test_the_child_keeps_every_right_to_what_is_left() -> None:
    places = (RecordClass.PLACES,)
    part = (*CLOSED, replace(PROPOSED, classes=places), replace(CONFIRMED, classes=places))
    done = (*part, replace(DESTROYED, classes=places))
    ask = c.RequestSubjectAccess(request="q", asked_by=Asking.CHILD, identified="Her card")
    correct = c.CorrectRecord(
        fact="f", event="SightingRecorded", field="place", recorded_by=POLICE.agency, text="Gent", reason="misheard"
    )

    for given in (part, done):
        assert isinstance(decided(given, ask, CARER), tuple)
        assert isinstance(decided(given, replace(correct, field="source"), POLICE), tuple)
        assert decided(given, correct, POLICE) is r.CaseErased
    assert decided(done, replace(correct, event="Nothing"), POLICE) is NoSuchText
    assert decided(OVER, ask, CARER) is r.CaseErased
    assert decided(OVER, replace(correct, field="source"), POLICE) is r.CaseErased


def test_a_closed_case_offers_a_hold_and_an_end_of_it_to_nobody_else() -> None:
    held = DECIDER.fold((*CLOSED, HELD))

    assert set(possible(held, acting(POLICE))) == {"reopen-case", "place-legal-hold", "lift-legal-hold"}
    assert "lift-legal-hold" not in possible(DECIDER.fold(CLOSED), acting(POLICE))
    assert set(possible(held, acting(ASYLUM))) == set()


def test_a_closed_case_stays_closed_to_everything_else() -> None:
    case.given(*CLOSED).when(c.RecordIdentity(names="-"), by=CARER).then_refused(CaseIsClosed)
    assert CHAIR.role is Role.CHAIR
