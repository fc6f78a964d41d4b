"""A bookmark leads back to where it was made, and says nothing to who has not the key."""

from __future__ import annotations

import pytest

from infra.identity.bookmarks import SealedBookmarks

KEY, ANOTHER = b"k" * 32, b"a" * 32
BOOKMARKS = SealedBookmarks(KEY)


@pytest.mark.parametrize("position", [0, 1, 118, 2**63])
def test_a_bookmark_leads_back(position: int) -> None:
    assert BOOKMARKS.find(BOOKMARKS.mark(position)) == position


def test_two_bookmarks_at_one_place_differ_and_all_are_of_one_length() -> None:
    made = [BOOKMARKS.mark(position) for position in (7, 7, 8, 10**12)]

    assert len(set(made)) == len(made)
    assert len({len(each) for each in made}) == 1


def test_a_bookmark_of_another_installation_is_none() -> None:
    assert SealedBookmarks(ANOTHER).find(BOOKMARKS.mark(7)) is None


@pytest.mark.parametrize("said", [None, "", "0", "nonsense", "-5", "é" * 10, "A" * 48, "A" * 500])
def test_what_nobody_made_is_none(said: str | None) -> None:
    assert BOOKMARKS.find(said) is None


def test_a_bookmark_that_somebody_changed_is_none() -> None:
    made = BOOKMARKS.mark(7)
    last = "A" if made[20] != "A" else "B"

    assert BOOKMARKS.find(made[:20] + last + made[21:]) is None
