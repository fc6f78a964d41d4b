"""Who looks after the child."""

from __future__ import annotations

from domain.case.care import refusals as r
from domain.case.commands import AppointGuardian, EndPlacement, StartPlacement
from domain.case.events import GuardianAppointed, PlacementEnded, PlacementStarted
from domain.case.refusals import AgencyNotInCase
from domain.codes import Country
from domain.deciding.refusals import ReasonNeeded
from domain.privacy import Clear
from tests.domain.case.stories import TOGETHER, case
from tests.domain.cast import CARER, GUARDIAN, STRANGER

APPOINT = AppointGuardian(guardian=GUARDIAN.agency, name="Sofia", contact="By phone")
APPOINTED = GuardianAppointed(guardian=GUARDIAN.agency, name=Clear("Sofia"), contact=Clear("By phone"))
START = StartPlacement(placement="home", agency=CARER.agency, country=Country.GR, place="Blue house")
STARTED = PlacementStarted(placement="home", agency=CARER.agency, country=Country.GR, place=Clear("Blue house"))
END = EndPlacement(placement="home", reason="It closes")
ENDED = PlacementEnded(placement="home", reason=Clear("It closes"))


def test_a_guardian_is_appointed_and_may_be_followed_by_another() -> None:
    state = case.given(*TOGETHER, GuardianAppointed(guardian=None, name=Clear("-"))).when(APPOINT, by=CARER)

    assert state.then(APPOINTED).care.guardian == APPOINTED


def test_a_guardian_need_not_belong_to_an_agency() -> None:
    appointed = GuardianAppointed(guardian=None, name=Clear("An uncle"))

    case.given(*TOGETHER).when(AppointGuardian(name="An uncle"), by=CARER).then(appointed)


def test_a_guardians_agency_takes_part_in_the_case() -> None:
    elsewhere = AppointGuardian(guardian=STRANGER.agency, name="Jonas")

    case.given(*TOGETHER).when(elsewhere, by=CARER).then_refused(AgencyNotInCase, "guardian")


def test_a_child_gets_a_placement_and_starting_it_again_changes_nothing() -> None:
    case.given(*TOGETHER).when(START, by=CARER).then(STARTED)
    case.given(*TOGETHER, STARTED).when(START, by=CARER).then_nothing_happened()
    case.given(*TOGETHER, STARTED, ENDED).when(START, by=CARER).then_nothing_happened()


def test_a_child_lives_at_one_place_at_a_time() -> None:
    other = StartPlacement(placement="hotel", agency=CARER.agency, country=Country.GR, place="Hotel")

    case.given(*TOGETHER, STARTED).when(other, by=CARER).then_refused(r.PlacementOpen)
    case.given(*TOGETHER, STARTED).when(END, by=CARER).when(other, by=CARER).then(
        PlacementStarted(placement="hotel", agency=CARER.agency, country=Country.GR, place=Clear("Hotel"))
    )


def test_the_agency_that_answers_for_the_child_takes_part_in_the_case() -> None:
    elsewhere = StartPlacement(placement="home", agency=STRANGER.agency, country=Country.SE, place="Farm")

    case.given(*TOGETHER).when(elsewhere, by=CARER).then_refused(AgencyNotInCase, "agency")


def test_a_placement_ends_once_with_a_reason() -> None:
    case.given(*TOGETHER, STARTED).when(END, by=CARER).then(ENDED)
    case.given(*TOGETHER, STARTED, ENDED).when(END, by=CARER).then_nothing_happened()
    blank = EndPlacement(placement="home", reason=" ")
    case.given(*TOGETHER, STARTED).when(blank, by=CARER).then_refused(ReasonNeeded, "reason")


def test_a_placement_that_never_started_does_not_end() -> None:
    case.given(*TOGETHER).when(END, by=CARER).then_refused(r.NoSuchPlacement, "placement")


def test_an_older_placement_that_ends_late_leaves_the_one_the_child_has() -> None:
    later = PlacementStarted(placement="hotel", agency=CARER.agency, country=Country.GR, place=Clear("Hotel"))

    assert later == case.given(*TOGETHER, STARTED, later, ENDED).state.care.placement
