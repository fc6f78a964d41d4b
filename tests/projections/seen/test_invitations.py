"""An invitation is for the agency that is asked, and waits for its answer; what an agency has left is over for it."""

from __future__ import annotations

from msgspec.structs import replace

from domain.case.codes import DeclineGround, LegalBasis, SharedFor
from domain.case.events import AgencyInvitationDeclined, AgencyInvitationWithdrawn, AgencyInvited
from domain.codes import Country, Role
from domain.events import Event
from projections import cases
from projections.standing import inviting
from projections.visibility import Access, Viewer, access, own_invitations, parts_ended
from tests.projections.given import cases as c
from tests.projections.given.facts import CASE, FILE, Log, fold

INVITED = AgencyInvited(
    invitation="i-1",
    agency="chair-be",
    role=Role.CHAIR,
    country=Country.BE,
    invited_by="carer-be",
    purpose=SharedFor.CONFERENCE,
    legal_basis=LegalBasis.PUBLIC_TASK,
)
DECLINED = AgencyInvitationDeclined(invitation="i-1", agency="chair-be", ground=DeclineGround.NO_CAPACITY)
WITHDRAWN = AgencyInvitationWithdrawn(invitation="i-1", agency="chair-be")
CHAIR = Viewer("chair-be", Role.CHAIR, Country.BE)


def after(*events: Event) -> tuple[cases.Case, list[inviting.Invitation]]:
    log = Log()
    log.tell(FILE, c.OPENED, c.POLICE, *events, by="carer-be")
    return fold(cases.VIEW, log.facts)[CASE], list(fold(inviting.VIEW, log.facts).values())


def test_an_invited_agency_sees_no_case_and_one_invitation_that_waits() -> None:
    case, (invitation,) = after(INVITED)

    assert access(CHAIR, case.agencies) is Access.NONE
    assert (invitation.id, invitation.case, invitation.waiting) == ("i-1", CASE, True)
    assert [each.agency for each in case.invited] == ["chair-be"]
    assert "invitation-unanswered" in case.flags


def test_each_answer_ends_it_and_only_joining_opens_the_case() -> None:
    for answer, seen in ((DECLINED, False), (WITHDRAWN, False), (c.joined("chair-be", Role.CHAIR), True)):
        case, (invitation,) = after(INVITED, answer)

        assert not invitation.waiting
        assert (case.invited, "invitation-unanswered" in case.flags) == ((), False)
        assert (access(CHAIR, case.agencies) is Access.WORK) is seen


def test_who_declined_is_invited_anew_and_who_was_brought_in_had_no_invitation() -> None:
    case, (invitation,) = after(INVITED, DECLINED, replace(INVITED, invitation="i-2"))
    _, none = after(c.ASYLUM)

    assert (invitation.id, invitation.waiting, len(case.invited)) == ("i-2", True, 1)
    assert none == []


def test_who_takes_part_does_so_for_what_it_was_asked_and_a_part_says_who_ended_it() -> None:
    joins = replace(c.POLICE, agency="police-fr", purpose=SharedFor.SEARCH, legal_basis=LegalBasis.LAW_ENFORCEMENT)
    case, _ = after(joins, replace(c.left("police-fr"), ended_by="carer-be"))

    assert (case.agencies[-1].purpose, case.agencies[-1].ended_by) == (SharedFor.SEARCH, "carer-be")
    assert case.agencies[-1].until is not None


def test_only_who_works_on_cases_is_asked_or_was_part_of_one() -> None:
    admin = Viewer("admin-be", Role.ADMIN, Country.BE)

    assert (own_invitations(admin), parts_ended(admin)) == (None, None)
    assert own_invitations(CHAIR) == {"agency": "chair-be", "waiting": True}
    assert parts_ended(CHAIR) == {"agency": "chair-be", "joined": False}
