"""What is done to a desk: bounded, and made twice the same as once."""

from __future__ import annotations

import pytest

from web.desks import looked_at, with_view, without_view
from web.desks.keeping import LOOKED_KEPT, NAME_LENGTH, QUERY_LENGTH, VIEWS_KEPT
from web.ports import Desk, SavedView

MINE = SavedView("Mine", "mine=on")


def test_a_case_was_seen_as_far_as_ever() -> None:
    desk = looked_at(looked_at(Desk(), "c1", 7), "c1", 4)

    assert desk.looked == {"c1": 7}


def test_the_case_that_was_seen_longest_ago_is_forgotten() -> None:
    desk = Desk(looked={f"c{number}": number for number in range(LOOKED_KEPT)})

    again = looked_at(looked_at(desk, "c0", 900), "new", 901)

    assert len(again.looked) == LOOKED_KEPT
    assert "c1" not in again.looked
    assert (again.looked["c0"], again.looked["new"]) == (900, 901)


def test_a_view_is_kept_once_under_its_name() -> None:
    desk = with_view(with_view(Desk(), MINE), SavedView(" Mine ", "team=on"))

    assert desk.views == (SavedView("Mine", "team=on"),)


def test_a_view_is_taken_away_by_its_name() -> None:
    desk = with_view(Desk(), MINE)

    assert without_view(desk, "Mine") == Desk()
    assert without_view(desk, "Other") == desk


@pytest.mark.parametrize(
    "view", [SavedView("", "a"), SavedView("n" * (NAME_LENGTH + 1), "a"), SavedView("n", "q" * (QUERY_LENGTH + 1))]
)
def test_a_view_without_a_name_or_too_long_is_refused(view: SavedView) -> None:
    with pytest.raises(ValueError, match="name"):
        with_view(Desk(), view)


def test_there_is_an_end_to_views() -> None:
    full = Desk(views=tuple(SavedView(f"View {number}", "") for number in range(VIEWS_KEPT)))

    with pytest.raises(ValueError, match="too many"):
        with_view(full, MINE)
    assert with_view(full, SavedView("View 3", "mine=on")).views[3].query == "mine=on"
