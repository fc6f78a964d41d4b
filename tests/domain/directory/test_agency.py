"""An agency and who acts for it."""

from __future__ import annotations

from datetime import time

from domain.codes import Country, Role
from domain.deciding.refusals import InTheFuture, ReasonNeeded
from domain.directory import refusals as r
from domain.directory.codes import MemberRole
from domain.directory.commands import (
    AddMember,
    NameOnCall,
    RegisterAgency,
    ReinstateMember,
    SetContactHours,
    SuspendMember,
)
from domain.directory.decider import DECIDER, originator
from domain.directory.events import (
    AgencyRegistered,
    ContactHoursSet,
    MemberAdded,
    MemberReinstated,
    MemberSuspended,
    OnCallNamed,
)
from domain.directory.reaching import MIDNIGHT, OpenHours
from domain.envelope import Occurred
from domain.privacy import Clear
from tests.domain.cast import ADMIN, CARER, LANTERN, NIGHT_CARER, NOW, POLICE, TOMORROW
from tests.domain.given_when_then import Stories

agency = Stories(DECIDER)

REGISTER = RegisterAgency(
    agency=CARER.agency, name="Shelter", role=Role.CARER, country=Country.GR, zone="Europe/Athens"
)
REGISTERED = AgencyRegistered(
    agency=CARER.agency, name="Shelter", role=Role.CARER, country=Country.GR, zone="Europe/Athens"
)
ADD = AddMember(member=CARER.member, name="Maria", email="maria@shelter.example")
ADDED = MemberAdded(
    member=CARER.member, name=Clear("Maria"), email=Clear("maria@shelter.example"), roles=(MemberRole.WORKER,)
)
RUNS_IT = MemberAdded(
    member=NIGHT_CARER.member,
    name=Clear("Eleni"),
    email=Clear("eleni@shelter.example"),
    roles=(MemberRole.WORKER, MemberRole.ADMIN),
)
SUSPEND = SuspendMember(member=CARER.member, reason="On leave")
SUSPENDED = MemberSuspended(member=CARER.member, reason=Clear("On leave"))
REINSTATE = ReinstateMember(member=CARER.member)
REINSTATED = MemberReinstated(member=CARER.member)


def test_an_agency_has_a_history_of_its_own() -> None:
    assert originator("shelter-gr") == "directory.agency.shelter-gr"


def test_an_administrator_of_lantern_or_its_command_line_registers_an_agency() -> None:
    agency.given().when(REGISTER, by=ADMIN).then(REGISTERED)
    agency.given().when(REGISTER, by=LANTERN).then(REGISTERED)


def test_registering_the_same_again_changes_nothing() -> None:
    agency.given(REGISTERED).when(REGISTER, by=ADMIN).then_nothing_happened()


def test_another_agency_is_not_registered_under_the_same_identifier() -> None:
    other = RegisterAgency(
        agency=CARER.agency, name="Other", role=Role.POLICE, country=Country.GR, zone="Europe/Athens"
    )

    agency.given(REGISTERED).when(other, by=ADMIN).then_refused(r.AgencyAlreadyRegistered)


def test_nobody_else_registers_an_agency() -> None:
    agency.given().when(REGISTER, by=CARER).then_refused(r.NotYoursToRun)


def test_an_unknown_agency_has_no_members() -> None:
    agency.given().when(ADD, by=ADMIN).then_refused(r.NoSuchAgency)


def test_an_administrator_of_the_agency_adds_a_member() -> None:
    agency.given(REGISTERED, RUNS_IT).when(ADD, by=NIGHT_CARER).then(ADDED)
    agency.given(REGISTERED).when(ADD, by=ADMIN).then(ADDED)


def test_adding_the_same_member_again_changes_nothing() -> None:
    agency.given(REGISTERED, ADDED).when(ADD, by=ADMIN).then_nothing_happened()


def test_nobody_else_is_added_under_the_same_identifier() -> None:
    other = AddMember(member=CARER.member, name="-", email="a@b", roles=(MemberRole.CHAIR,))

    agency.given(REGISTERED, ADDED).when(other, by=ADMIN).then_refused(r.MemberAlreadyAdded, "member")


def test_members_do_not_say_who_acts_for_the_agency() -> None:
    agency.given(REGISTERED, ADDED).when(ADD, by=CARER).then_refused(r.NotYoursToRun)
    agency.given(REGISTERED, ADDED).when(SUSPEND, by=POLICE).then_refused(r.NotYoursToRun)


def test_a_suspended_administrator_runs_nothing() -> None:
    suspended = MemberSuspended(member=NIGHT_CARER.member, reason=Clear("-"))

    agency.given(REGISTERED, RUNS_IT, suspended).when(ADD, by=NIGHT_CARER).then_refused(r.NotYoursToRun)


def test_a_member_is_suspended_once_with_a_reason() -> None:
    agency.given(REGISTERED, ADDED).when(SUSPEND, by=ADMIN).then(SUSPENDED)
    agency.given(REGISTERED, ADDED, SUSPENDED).when(SUSPEND, by=ADMIN).then_nothing_happened()
    blank = SuspendMember(member=CARER.member, reason="")
    agency.given(REGISTERED, ADDED).when(blank, by=ADMIN).then_refused(ReasonNeeded, "reason")


def test_nobody_suspends_themselves() -> None:
    myself = SuspendMember(member=NIGHT_CARER.member, reason="?")

    agency.given(REGISTERED, RUNS_IT).when(myself, by=NIGHT_CARER).then_refused(r.NotYourself, "member")


def test_a_suspended_member_is_reinstated_once() -> None:
    agency.given(REGISTERED, ADDED, SUSPENDED).when(REINSTATE, by=ADMIN).then(REINSTATED)
    agency.given(REGISTERED, ADDED, SUSPENDED, REINSTATED).when(REINSTATE, by=ADMIN).then_nothing_happened()


def test_who_was_never_added_is_neither_suspended_nor_reinstated() -> None:
    agency.given(REGISTERED).when(SUSPEND, by=ADMIN).then_refused(r.NoSuchMember, "member")
    agency.given(REGISTERED).when(REINSTATE, by=ADMIN).then_refused(r.NoSuchMember, "member")


def test_suspending_one_member_leaves_the_others() -> None:
    agency.given(REGISTERED, RUNS_IT, ADDED, SUSPENDED).when(REINSTATE, by=NIGHT_CARER).then(REINSTATED)


def test_nothing_is_recorded_before_it_happened() -> None:
    story = agency.given().when(REGISTER, by=ADMIN, occurred=Occurred(TOMORROW))

    story.then_refused(InTheFuture, "occurred_at")


def test_what_does_not_fit_leaves_the_agency_as_it_is() -> None:
    assert agency.given(ADDED).state == agency.given().state
    assert agency.given(REGISTERED, REGISTERED).state == agency.given(REGISTERED).state


HOURS = (OpenHours((1, 2, 3, 4, 5), time(8), time(22)),)
SET = SetContactHours(hours=HOURS, fallback=POLICE.agency)
NAME = NameOnCall(member=CARER.member, begins=NOW, ends=TOMORROW)


def test_an_administrator_of_the_agency_says_when_it_answers_and_who_answers_otherwise() -> None:
    known = agency.given(REGISTERED, RUNS_IT)

    known.when(SET, by=NIGHT_CARER).then(ContactHoursSet(hours=HOURS, fallback=POLICE.agency))
    known.when(SET, by=NIGHT_CARER).when(SET, by=NIGHT_CARER).then_nothing_happened()
    known.when(SET, by=CARER).then_refused(r.NotYoursToReach)
    agency.given().when(SET, by=ADMIN).then_refused(r.NoSuchAgency)


def test_a_duty_officer_says_how_the_agency_is_reached_and_not_who_acts_for_it() -> None:
    officer = MemberAdded(member=CARER.member, name=Clear("-"), email=Clear("a@b"), roles=(MemberRole.DUTY,))
    known = agency.given(REGISTERED, officer)

    known.when(SET, by=CARER).then(ContactHoursSet(hours=HOURS, fallback=POLICE.agency))
    known.when(NAME, by=CARER).then(OnCallNamed(member=CARER.member, begins=NOW, ends=TOMORROW))
    known.when(ADD, by=CARER).then_refused(r.NotYoursToRun)


def test_that_somebody_always_answers_is_said_once_too() -> None:
    always = SetContactHours()

    said = agency.given(REGISTERED).when(always, by=ADMIN)
    said.then(ContactHoursSet(hours=(), fallback=None))
    said.when(always, by=ADMIN).then_nothing_happened()


def test_a_line_that_is_no_agency_and_closing_on_holidays_are_said_with_the_hours() -> None:
    whole_day = SetContactHours(hours=(OpenHours((6, 7), MIDNIGHT, MIDNIGHT),), line="116 000", closed_on_holidays=True)

    agency.given(REGISTERED).when(whole_day, by=ADMIN).then(
        ContactHoursSet(hours=whole_day.hours, fallback=None, line="116 000", closed_on_holidays=True)
    )


def test_hours_last_and_nobody_answers_for_themselves() -> None:
    empty = SetContactHours(hours=(OpenHours((1,), time(8), time(8)),))

    agency.given(REGISTERED).when(empty, by=ADMIN).then_refused(r.EmptyHours, "hours")
    itself = SetContactHours(fallback=CARER.agency)
    agency.given(REGISTERED).when(itself, by=ADMIN).then_refused(r.FallbackToItself, "fallback")


def test_a_member_is_named_to_be_on_call() -> None:
    known = agency.given(REGISTERED, ADDED)

    known.when(NAME, by=ADMIN).then(OnCallNamed(member=CARER.member, begins=NOW, ends=TOMORROW))
    known.when(NAME, by=ADMIN).when(NAME, by=ADMIN).then_nothing_happened()


def test_who_is_on_call_is_a_member_who_may_act_for_some_time() -> None:
    backwards = NameOnCall(member=CARER.member, begins=NOW, ends=NOW)

    agency.given(REGISTERED, ADDED).when(backwards, by=ADMIN).then_refused(r.EmptyHours, "ends")
    agency.given(REGISTERED).when(NAME, by=ADMIN).then_refused(r.NoSuchMember, "member")
    agency.given(REGISTERED, ADDED, SUSPENDED).when(NAME, by=ADMIN).then_refused(r.SuspendedMember, "member")
