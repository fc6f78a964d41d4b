"""Photos of the child: what may be kept, by whom, and what stands in clear."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from domain.case.commands import AddPhoto, WithdrawPhoto
from domain.case.events import (
    AgencyJoined,
    CaseClosed,
    LegalHoldLifted,
    LegalHoldPlaced,
    PhotoAdded,
    PhotoWithdrawn,
)
from domain.case.photos.codes import PhotoConsent, PhotoUse
from domain.case.photos.decider import MOST
from domain.case.photos.refusals import EnoughPhotos, NoSuchPhoto
from domain.case.refusals import CaseIsClosed, NotForYourRole, NotInThisCase
from domain.case.retention.refusals import CaseIsHeld
from domain.codes import Country, Role
from domain.deciding.refusals import InTheFuture, ReasonNeeded
from domain.privacy import Clear
from tests.domain.case.stories import TOGETHER, case
from tests.domain.cast import ASYLUM, CARER, CHAIR, NOW, POLICE, STRANGER, TOMORROW, Actor

ADD = AddPhoto(
    photo="a" * 32,
    digest="0" * 64,
    opens_with="a key",
    taken_on=NOW.date(),
    consent=PhotoConsent.CHILD,
    use=PhotoUse.RECOGNISE,
    shows="her face",
)
WITHDRAW = WithdrawPhoto(photo="a" * 32, reason="It is her sister")


def added(photo: str = "a" * 32) -> PhotoAdded:
    return PhotoAdded(
        photo=photo,
        digest="0" * 64,
        taken_on=NOW.date(),
        consent=PhotoConsent.CHILD,
        use=PhotoUse.RECOGNISE,
        shows=Clear("her face"),
        opens_with=Clear("a key"),
    )


@pytest.mark.parametrize("who", [CARER, POLICE, ASYLUM], ids=lambda who: who.member)
def test_whoever_may_know_the_child_adds_a_photo(who: Actor) -> None:
    state = case.given(*TOGETHER).when(ADD, by=who).then(added())

    assert state.photos.kept == ("a" * 32,)


def test_who_only_coordinates_and_who_takes_no_part_adds_none() -> None:
    joined = AgencyJoined(agency=CHAIR.agency, role=Role.CHAIR, country=Country.GR, invited_by=CARER.agency)

    case.given(*TOGETHER, joined).when(ADD, by=CHAIR).then_refused(NotForYourRole)
    case.given(*TOGETHER).when(ADD, by=STRANGER).then_refused(NotInThisCase)


def test_a_photo_is_not_of_tomorrow_and_may_be_of_nobody_knows_when() -> None:
    of_tomorrow, undated = replace(ADD, taken_on=TOMORROW.date()), replace(ADD, taken_on=None)

    case.given(*TOGETHER).when(of_tomorrow, by=CARER).then_refused(InTheFuture, "taken_on")
    case.given(*TOGETHER).when(undated, by=CARER).then(replace(added(), taken_on=None))


def test_so_many_are_enough_until_one_is_withdrawn() -> None:
    many = [added(f"{number:032}") for number in range(MOST)]

    case.given(*TOGETHER, *many).when(ADD, by=CARER).then_refused(EnoughPhotos)
    case.given(*TOGETHER, *many, PhotoWithdrawn(photo="0" * 32, reason=Clear("old"))).when(ADD, by=CARER).then(added())


def test_a_photo_is_withdrawn_with_a_reason_and_once() -> None:
    withdrawn = PhotoWithdrawn(photo="a" * 32, reason=Clear("It is her sister"))

    state = case.given(*TOGETHER, added(), added("b" * 32)).when(WITHDRAW, by=POLICE).then(withdrawn)

    assert state.photos.kept == ("b" * 32,)
    case.given(*TOGETHER, added(), withdrawn).when(WITHDRAW, by=POLICE).then_refused(NoSuchPhoto)
    case.given(*TOGETHER, added()).when(WithdrawPhoto(photo="a" * 32, reason=" "), by=POLICE).then_refused(
        ReasonNeeded, "reason"
    )


def test_a_closed_case_takes_no_photo_and_one_can_still_be_withdrawn() -> None:
    closed = CaseClosed(outcome=Clear("settled"))
    withdrawn = PhotoWithdrawn(photo="a" * 32, reason=Clear("It is her sister"))

    case.given(*TOGETHER, closed).when(ADD, by=CARER).then_refused(CaseIsClosed)
    case.given(*TOGETHER, added(), closed).when(WITHDRAW, by=CARER).then(withdrawn)


def test_a_legal_hold_keeps_photos_as_well() -> None:
    hold = LegalHoldPlaced(hold="h", agency=POLICE.agency, ground=Clear("court-order"), note=Clear("A judge wrote"))
    closed = CaseClosed(outcome=Clear("settled"))

    case.given(*TOGETHER, added(), hold).when(WITHDRAW, by=CARER).then_refused(CaseIsHeld)
    case.given(*TOGETHER, added(), closed, hold).when(WITHDRAW, by=POLICE).then_refused(CaseIsHeld)
    case.given(*TOGETHER, added(), hold, LegalHoldLifted(hold="h", note=Clear("-"))).when(WITHDRAW, by=CARER).then(
        PhotoWithdrawn(photo="a" * 32, reason=Clear("It is her sister"))
    )
