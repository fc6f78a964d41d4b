"""What becomes of a message: which there are, when they go out, how often they are tried."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.notice.delivering import (
    FIRST,
    GATHER,
    GIVEN_UP_AFTER,
    LEASE,
    LONGEST,
    Answer,
    Delivery,
    Notice,
    Outcome,
    after,
    come_back,
    deliveries,
    taken_up,
)
from domain.notice.wishes import MAIL, Device, Kind, Quiet, Wishes

NOW = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Brussels")
NOTICE = Notice(fact="f1", kind=Kind.URGENT, member="m1", agency="police-be", at=NOW)
PHONE = Device(id="d1", name="phone", endpoint="https://push/1", p256dh="p", auth="a", since=NOW)
NIGHT = Quiet(time(22), time(7))
LATER, TAKEN, NEVER = Outcome(Answer.NOT_NOW, "450"), Outcome(Answer.TAKEN, "250"), Outcome(Answer.NEVER, "550")


def asked(notice: Notice = NOTICE, wishes: Wishes = Wishes()) -> tuple[Delivery, ...]:  # noqa: B008  frozen
    return deliveries(notice, wishes, ZONE, NOW)


def test_a_notice_goes_by_every_way_that_is_wished() -> None:
    assert [each.way for each in asked(wishes=Wishes(devices=(PHONE,)))] == [MAIL, "d1"]
    assert [each.way for each in asked(wishes=Wishes(mail=False, devices=(PHONE,)))] == ["d1"]


@pytest.mark.parametrize(
    ("notice", "wishes"),
    [
        (NOTICE, Wishes(kinds=(Kind.EMERGENCY,))),
        (NOTICE, Wishes(mail=False)),
        (replace(NOTICE, exercise=True), Wishes()),
    ],
)
def test_what_nobody_wishes_is_not_sent(notice: Notice, wishes: Wishes) -> None:
    assert asked(notice, wishes) == ()


def test_an_exercise_is_told_to_who_asked_for_it() -> None:
    assert len(asked(replace(NOTICE, exercise=True), Wishes(exercises=True))) == 1


def test_who_tries_it_is_told_also_where_they_wish_for_nothing() -> None:
    assert len(asked(replace(NOTICE, kind=Kind.TRIAL), Wishes(kinds=()))) == 1


def test_quiet_hours_put_a_message_off_until_they_are_over() -> None:
    (message,) = asked(wishes=Wishes(quiet=NIGHT))

    assert message.due == message.next_at == datetime(2026, 3, 3, 6, tzinfo=UTC)


def test_what_must_not_wait_goes_out_in_quiet_hours() -> None:
    (message,) = asked(replace(NOTICE, at_once=True), Wishes(quiet=NIGHT))

    assert message.due == NOW + GATHER


def test_the_same_notice_asks_for_the_same_message_and_another_for_another() -> None:
    others = (replace(NOTICE, fact="f2"), replace(NOTICE, member="m2"))

    assert asked()[0].id == deliveries(NOTICE, Wishes(quiet=NIGHT), ZONE, NOW + LEASE)[0].id
    assert len({asked()[0].id, *(asked(other)[0].id for other in others)}) == 3


def test_who_sends_has_the_message_to_themselves_for_a_while() -> None:
    taken = taken_up(asked()[0], NOW)

    assert (taken.attempts, taken.next_at) == (1, NOW + LEASE)


@pytest.mark.parametrize("outcome", [TAKEN, NEVER])
def test_a_final_answer_ends_it(outcome: Outcome) -> None:
    ended = after(taken_up(asked()[0], NOW), outcome, NOW)

    assert (ended.ended_at, ended.code, ended.taken) == (NOW, outcome.code, outcome is TAKEN)


def test_a_message_that_came_back_has_failed_after_all() -> None:
    back = come_back(after(asked()[0], TAKEN, NOW), NOW + LEASE)

    assert (back.taken, back.code, back.ended_at) == (False, "bounced", NOW + LEASE)


@given(st.integers(1, 30))
def test_the_waits_double_up_to_the_longest(attempts: int) -> None:
    waiting = after(replace(asked()[0], attempts=attempts), LATER, NOW)

    assert waiting.next_at - NOW == min(LONGEST, FIRST * 2 ** (attempts - 1))
    assert waiting.ended_at is None


def test_a_message_that_nobody_takes_for_a_day_has_failed() -> None:
    (message,) = asked()

    assert after(message, LATER, message.due + GIVEN_UP_AFTER).ended_at == message.due + GIVEN_UP_AFTER
    assert after(message, LATER, message.due + GIVEN_UP_AFTER - timedelta(seconds=1)).ended_at is None


def test_a_message_comes_back_under_its_secret_and_without_one_under_its_identifier() -> None:
    (message,) = asked()

    assert message.comes_back_as == message.id[:20]
    assert replace(message, back="a secret").comes_back_as == "a secret"
