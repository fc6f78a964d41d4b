"""What is done to a desk: bounded, and made twice the same as once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from web.desks import looked_at, taken_note, with_view, without_view
from web.desks.keeping import LOOKED_KEPT, NAME_LENGTH, QUERY_LENGTH, SITTING, VIEWS_KEPT
from web.ports import Desk, Look, SavedView

NIGHT = datetime(2026, 11, 17, 21, 40, tzinfo=UTC)
MINE = SavedView("Mine", "mine=on")


def test_a_case_was_seen_as_far_as_ever() -> None:
    desk = looked_at(looked_at(Desk(), "c1", 7, NIGHT), "c1", 4, NIGHT)

    assert desk.looked == {"c1": Look(position=7, at=NIGHT, before=7)}


def test_who_comes_back_finds_new_what_came_since_they_left() -> None:
    later = NIGHT + SITTING + timedelta(minutes=1)
    desk = looked_at(looked_at(Desk(), "c1", 7, NIGHT), "c1", 12, later)

    assert desk.looked["c1"] == Look(position=12, at=later, before=7, before_at=NIGHT)


def test_within_a_sitting_what_is_new_stays_new() -> None:
    back = NIGHT + 2 * SITTING
    desk = looked_at(looked_at(Desk(), "c1", 7, NIGHT), "c1", 12, back)

    again = looked_at(desk, "c1", 14, back + SITTING / 2)

    assert again.looked["c1"] == Look(position=14, at=back + SITTING / 2, before=7, before_at=NIGHT)
    assert looked_at(again, "c1", 14, back + SITTING / 2 + timedelta(seconds=1)) is again


def test_who_says_they_know_it_all_finds_nothing_new() -> None:
    desk = taken_note(looked_at(Desk(), "c1", 7, NIGHT), "c1", 9, NIGHT + SITTING)

    assert desk.looked["c1"].before == desk.looked["c1"].position == 9


def test_the_case_that_was_seen_longest_ago_is_forgotten() -> None:
    look = Look(position=1, at=NIGHT, before=1)
    desk = Desk(looked={f"c{number}": look for number in range(LOOKED_KEPT)})

    again = looked_at(looked_at(desk, "c0", 900, NIGHT), "new", 901, NIGHT)

    assert len(again.looked) == LOOKED_KEPT
    assert "c1" not in again.looked
    assert (again.looked["c0"].position, again.looked["new"].position) == (900, 901)


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
