"""How somebody comes to act for an agency, in which roles, and how that ends."""

from __future__ import annotations

from domain.deciding.refusals import ReasonNeeded
from domain.directory import commands as c
from domain.directory import events as e
from domain.directory import refusals as r
from domain.directory.codes import MemberRole, Standing, WayIn
from domain.directory.decider import DECIDER
from domain.directory.state import Member, Registered
from domain.privacy import Clear
from tests.domain.cast import ADMIN, CARER, LANTERN, NIGHT_CARER, POLICE
from tests.domain.directory.test_agency import ADDED, REGISTERED, RUNS_IT, SUSPENDED
from tests.domain.given_when_then import Stories

agency = Stories(DECIDER)

INVITE = c.InviteMember(member=CARER.member, name="Maria", email="maria@shelter.example")
INVITED = e.MemberInvited(
    member=CARER.member, name=Clear("Maria"), email=Clear("maria@shelter.example"), roles=(MemberRole.WORKER,)
)
ACCEPT = c.AcceptInvitation(member=CARER.member, name="Maria K.")
ACCEPTED = e.InvitationAccepted(member=CARER.member, name=Clear("Maria K."))
WITHDRAW = c.WithdrawInvitation(member=CARER.member)
WITHDRAWN = e.InvitationWithdrawn(member=CARER.member)
MOVE = c.MoveMember(member=CARER.member, to_agency=POLICE.agency, reason="Goes to the police")
MOVED = e.MemberMoved(member=CARER.member, to_agency=POLICE.agency, reason=Clear("Goes to the police"))
SUSPEND = c.SuspendMember(member=CARER.member, reason="On leave")
REINSTATE = c.ReinstateMember(member=CARER.member)
BOTH = (MemberRole.WORKER, MemberRole.DUTY)

HERE = agency.given(REGISTERED, RUNS_IT)
ASKED = agency.given(REGISTERED, RUNS_IT, INVITED)
ACTING = agency.given(REGISTERED, RUNS_IT, INVITED, ACCEPTED)
GONE = agency.given(REGISTERED, RUNS_IT, ADDED, MOVED)


def test_an_administrator_invites_and_the_invited_accepts_under_a_name_of_their_own() -> None:
    HERE.when(INVITE, by=NIGHT_CARER).then(INVITED)
    HERE.when(INVITE, by=LANTERN).then(INVITED)

    state = ASKED.when(ACCEPT, by=CARER).then(ACCEPTED)

    assert isinstance(state, Registered)
    member = state.member(CARER.member)
    assert member is not None
    assert (member.standing, member.roles) == (Standing.ACTIVE, (MemberRole.WORKER,))


def test_nobody_else_invites() -> None:
    ACTING.when(INVITE, by=CARER).then_refused(r.NotYoursToRun)
    HERE.when(INVITE, by=POLICE).then_refused(r.NotYoursToRun)


def test_inviting_again_is_the_same_invitation_unless_the_roles_are_others() -> None:
    other = c.InviteMember(member=CARER.member, name="Maria", email="maria@shelter.example", roles=BOTH)
    again = e.MemberInvited(member=CARER.member, name=Clear("Maria"), email=Clear("maria@shelter.example"), roles=BOTH)

    ASKED.when(INVITE, by=NIGHT_CARER).then_nothing_happened()
    ASKED.when(other, by=NIGHT_CARER).then(again)


def test_who_is_there_already_is_not_invited() -> None:
    for story in (ACTING, agency.given(REGISTERED, RUNS_IT, ADDED, SUSPENDED)):
        story.when(INVITE, by=NIGHT_CARER).then_refused(r.MemberAlreadyAdded, "email")


def test_nobody_accepts_for_somebody_else_or_twice_or_without_being_asked() -> None:
    ASKED.when(ACCEPT, by=NIGHT_CARER).then_refused(r.NotYoursToRun)
    ACTING.when(ACCEPT, by=CARER).then_refused(r.NotInvited)
    HERE.when(ACCEPT, by=CARER).then_refused(r.NotInvited)


def test_an_invitation_is_withdrawn_once_and_not_from_who_accepted() -> None:
    ASKED.when(WITHDRAW, by=NIGHT_CARER).then(WITHDRAWN)
    story = agency.given(REGISTERED, RUNS_IT, INVITED, WITHDRAWN)
    story.when(WITHDRAW, by=NIGHT_CARER).then_nothing_happened()
    story.when(ACCEPT, by=CARER).then_refused(r.NotInvited)
    ACTING.when(WITHDRAW, by=NIGHT_CARER).then_refused(r.NotInvited)
    HERE.when(WITHDRAW, by=NIGHT_CARER).then_refused(r.NoSuchMember, "member")


def test_who_is_only_invited_runs_nothing_and_is_on_no_call() -> None:
    runs = e.MemberInvited(member=CARER.member, name=Clear("-"), email=Clear("-"), roles=(MemberRole.ADMIN,))

    agency.given(REGISTERED, RUNS_IT, runs).when(SUSPEND, by=CARER).then_refused(r.NotYoursToRun)


def test_roles_are_said_anew() -> None:
    change = c.ChangeRoles(member=CARER.member, roles=BOTH)
    changed = e.MemberRolesChanged(member=CARER.member, roles=BOTH)

    ACTING.when(change, by=NIGHT_CARER).then(changed)
    ACTING.when(change, by=NIGHT_CARER).when(change, by=NIGHT_CARER).then_nothing_happened()
    GONE.when(change, by=NIGHT_CARER).then_refused(r.NotActive, "member")
    ACTING.when(change, by=CARER).then_refused(r.NotYoursToRun)


def test_an_administrator_puts_on_record_each_time_that_they_reset_how_a_member_signs_in() -> None:
    reset = c.ResetAccess(member=CARER.member, way=WayIn.PASSWORD)
    was = e.AccessReset(member=CARER.member, way=WayIn.PASSWORD)

    ACTING.when(reset, by=NIGHT_CARER).then(was)
    again = agency.given(REGISTERED, RUNS_IT, ADDED, was).when(reset, by=NIGHT_CARER).then(was)

    assert isinstance(again, Registered)
    assert again.member(CARER.member) == Member(CARER.member, (MemberRole.WORKER,))
    ACTING.when(reset, by=CARER).then_refused(r.NotYoursToRun)
    ACTING.when(reset, by=POLICE).then_refused(r.NotYoursToRun)


def test_nobody_resets_their_own_way_in_or_that_of_who_does_not_act() -> None:
    mine = c.ResetAccess(member=NIGHT_CARER.member, way=WayIn.FACTORS)
    theirs = c.ResetAccess(member=CARER.member, way=WayIn.FACTORS)

    HERE.when(mine, by=NIGHT_CARER).then_refused(r.NotYourself, "member")
    GONE.when(theirs, by=NIGHT_CARER).then_refused(r.NotActive, "member")
    HERE.when(theirs, by=NIGHT_CARER).then_refused(r.NoSuchMember, "member")


def test_an_administrator_stays_one_until_another_says_otherwise() -> None:
    myself = c.ChangeRoles(member=NIGHT_CARER.member, roles=(MemberRole.WORKER,))

    HERE.when(myself, by=NIGHT_CARER).then_refused(r.NotYourself, "roles")
    HERE.when(myself, by=ADMIN).then(e.MemberRolesChanged(member=NIGHT_CARER.member, roles=(MemberRole.WORKER,)))


def test_nobody_makes_themselves_data_protection_officer() -> None:
    roles = (MemberRole.ADMIN, MemberRole.DATA_PROTECTION)
    myself = c.ChangeRoles(member=NIGHT_CARER.member, roles=roles)
    made = e.MemberRolesChanged(member=NIGHT_CARER.member, roles=roles)
    kept = c.ChangeRoles(member=NIGHT_CARER.member, roles=(*roles, MemberRole.DUTY))

    HERE.when(myself, by=NIGHT_CARER).then_refused(r.NotYourOwnOfficer, "roles")
    HERE.when(myself, by=LANTERN).then(made)
    officer = agency.given(REGISTERED, RUNS_IT, made)
    officer.when(kept, by=NIGHT_CARER).then(e.MemberRolesChanged(member=NIGHT_CARER.member, roles=kept.roles))


def test_a_member_is_moved_once_with_a_reason() -> None:
    ACTING.when(MOVE, by=NIGHT_CARER).then(MOVED)
    GONE.when(MOVE, by=NIGHT_CARER).then_nothing_happened()
    blank = c.MoveMember(member=CARER.member, reason="")
    ACTING.when(blank, by=NIGHT_CARER).then_refused(ReasonNeeded, "reason")


def test_nobody_is_moved_to_where_they_are_or_by_themselves_or_before_they_came() -> None:
    here = c.MoveMember(member=CARER.member, to_agency=CARER.agency, reason="?")
    myself = c.MoveMember(member=NIGHT_CARER.member, reason="?")

    ACTING.when(here, by=NIGHT_CARER).then_refused(r.MoveToItself, "to_agency")
    ACTING.when(myself, by=NIGHT_CARER).then_refused(r.NotYourself, "member")
    ASKED.when(MOVE, by=NIGHT_CARER).then_refused(r.NotActive, "member")


def test_who_left_can_be_taken_in_or_invited_again() -> None:
    add = c.AddMember(member=CARER.member, name="Maria", email="maria@shelter.example")

    GONE.when(add, by=NIGHT_CARER).then(ADDED)
    GONE.when(INVITE, by=NIGHT_CARER).then(INVITED)
    ASKED.when(add, by=NIGHT_CARER).then_refused(r.MemberAlreadyAdded, "member")


def test_only_who_acts_is_suspended_and_only_who_is_suspended_reinstated() -> None:
    for story in (ASKED, GONE):
        story.when(SUSPEND, by=NIGHT_CARER).then_refused(r.NotActive, "member")
        story.when(REINSTATE, by=NIGHT_CARER).then_refused(r.NotActive, "member")


def test_what_is_told_of_who_was_never_there_changes_nothing() -> None:
    for fact in (ACCEPTED, WITHDRAWN, MOVED, SUSPENDED, e.MemberRolesChanged(member=CARER.member, roles=BOTH)):
        assert agency.given(REGISTERED, fact).state == agency.given(REGISTERED).state
