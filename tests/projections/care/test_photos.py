"""Photos of the child, as the case keeps them."""

from __future__ import annotations

from datetime import date

from domain.case import events as e
from domain.case.photos.codes import PhotoConsent, PhotoUse
from projections.visibility import listed
from tests.projections.care.test_care import POLICE, after
from tests.projections.given.facts import kept, sealed

ONE = e.PhotoAdded(
    photo="one",
    digest="d1",
    taken_on=date(2026, 2, 1),
    consent=PhotoConsent.NOBODY_YET,
    use=PhotoUse.RECOGNISE,
    shows=sealed("face"),
    opens_with=sealed("key"),
)
OTHER = e.PhotoAdded(
    photo="other", digest="d2", consent=PhotoConsent.CHILD, use=PhotoUse.PUBLISH, opens_with=sealed("key")
)


def test_a_photo_is_kept_with_what_may_be_done_with_it_and_its_key_sealed() -> None:
    (photo,) = after(ONE).photos

    assert (photo.id, photo.digest, photo.taken_on) == ("one", "d1", date(2026, 2, 1))
    assert (photo.consent, photo.use) == (PhotoConsent.NOBODY_YET, PhotoUse.RECOGNISE)
    assert (photo.shows, photo.opens_with) == (kept(4, "shows", "face"), kept(4, "opens_with", "key"))


def test_a_photo_that_was_withdrawn_is_there_no_more() -> None:
    withdrawn = e.PhotoWithdrawn(photo="one", reason=sealed("her sister"))

    assert [photo.id for photo in after(ONE, OTHER, withdrawn).photos] == ["other"]


def test_no_list_tells_of_photos() -> None:
    case = listed(POLICE, after(ONE))

    assert case is not None
    assert case.photos == ()
