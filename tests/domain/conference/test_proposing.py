"""The next conference is proposed by the clocks of the reviews."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.conference.proposing import Duty, is_review, proposed
from tests.domain.cast import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ON_THE_HOUR = NOW.replace(minute=0) + HOUR


def duty(due_at: datetime | None, code: str = "review-72h", task: str = "t") -> Duty:
    return Duty(task, code, due_at)


@pytest.mark.parametrize("code", ["review-24h", "review-7d", "review-1m", "hold-strategy-meeting", "hold-mars-meeting"])
def test_reviews_of_a_search_and_meetings_ask_for_a_conference(code: str) -> None:
    assert is_review(code)


@pytest.mark.parametrize("code", ["review-sis-alert", "review-and-deploy", "search-site", "review-24hours"])
def test_other_duties_ask_for_none(code: str) -> None:
    assert not is_review(code)
    assert proposed([duty(NOW + DAY, code)], [], NOW, UTC) is None


def test_a_conference_is_proposed_in_the_morning_at_least_a_day_before_the_next_review_is_due() -> None:
    first, later = duty(NOW + 2 * DAY), duty(NOW + 7 * DAY)

    proposal = proposed([later, first], [], NOW, UTC)

    assert proposal is not None
    assert (proposal.duty, proposal.due_at) == (first, first.due_at)
    assert proposal.starts_at == datetime(2026, 3, 5, 10, tzinfo=UTC)


def test_the_morning_is_that_of_who_calls_and_of_a_working_day() -> None:
    monday_evening = duty(datetime(2026, 3, 9, 20, tzinfo=UTC))

    proposal = proposed([monday_evening], [], NOW, ZoneInfo("Europe/Athens"))

    assert proposal is not None
    assert proposal.starts_at == datetime(2026, 3, 6, 8, tzinfo=UTC)


FRIDAY_MORNING = datetime(2026, 3, 6, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "due_at", "starts_at"),
    [
        (NOW, NOW + timedelta(hours=30), datetime(2026, 3, 5, 10, tzinfo=UTC)),
        (NOW, NOW + timedelta(hours=8), datetime(2026, 3, 5, 0, tzinfo=UTC)),
        (FRIDAY_MORNING, datetime(2026, 3, 8, 1, tzinfo=UTC), datetime(2026, 3, 6, 11, tzinfo=UTC)),
        (FRIDAY_MORNING, datetime(2026, 3, 9, 20, tzinfo=UTC), datetime(2026, 3, 9, 10, tzinfo=UTC)),
        (ON_THE_HOUR, ON_THE_HOUR + timedelta(hours=6), ON_THE_HOUR + timedelta(hours=2)),
    ],
)
def test_where_no_morning_is_left_a_day_before_it_is_the_next_one_or_the_next_full_hour(
    now: datetime, due_at: datetime, starts_at: datetime
) -> None:
    proposal = proposed([duty(due_at)], [], now, UTC)

    assert proposal is not None
    assert proposal.starts_at == starts_at


@pytest.mark.parametrize("due_in", [timedelta(minutes=10), -DAY], ids=["soon", "late"])
def test_what_is_due_at_once_or_late_is_talked_about_as_soon_as_anybody_can(due_in: timedelta) -> None:
    proposal = proposed([duty(NOW + due_in)], [], NOW, UTC)

    assert proposal is not None
    assert NOW + 2 * HOUR <= proposal.starts_at < NOW + 3 * HOUR


def test_a_conference_that_is_planned_before_a_review_serves_it_and_the_next_review_asks() -> None:
    first, later = duty(NOW + 2 * DAY), duty(NOW + 9 * DAY, task="u")

    assert proposed([first], [NOW + DAY], NOW, UTC) is None
    proposal = proposed([first, later], [NOW + 3 * DAY], NOW, UTC)
    assert proposal is not None
    assert proposal.duty == first


def test_a_duty_without_a_clock_asks_for_nothing() -> None:
    assert proposed([duty(None)], [], NOW, UTC) is None


def test_a_conference_that_nobody_began_or_ended_serves_no_later_review() -> None:
    review = duty(NOW + 8 * DAY)

    assert proposed([review], [NOW - 20 * DAY], NOW, UTC) == proposed([review], [], NOW, UTC) is not None
    assert proposed([review], [NOW - timedelta(hours=3)], NOW, UTC) is None
