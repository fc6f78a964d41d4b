"""What somebody wishes: quiet hours in their zone, devices, and what still goes out."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.notice.wishes import DEVICES_KEPT, MAIL, Device, Quiet, Wishes, with_device, without_device

BRUSSELS, ATHENS = ZoneInfo("Europe/Brussels"), ZoneInfo("Europe/Athens")
NIGHT = Quiet(time(22), time(7))


def at(hour: int, minute: int = 0, day: int = 2, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def device(name: str, endpoint: str = "") -> Device:
    return Device(id=name, name=name, endpoint=endpoint or f"https://push/{name}", p256dh="p", auth="a", since=at(9))


@pytest.mark.parametrize(
    ("now", "over"),
    [(at(20, 59), at(20, 59)), (at(21), at(6, day=3)), (at(3), at(6)), (at(6), at(6)), (at(12), at(12))],
)
def test_a_night_is_quiet_until_the_morning_of_that_zone(now: datetime, over: datetime) -> None:
    assert NIGHT.over(now, BRUSSELS) == over


def test_the_same_moment_is_quiet_in_one_zone_and_not_in_another() -> None:
    assert NIGHT.over(at(20, 30), ATHENS) == at(5, day=3)
    assert NIGHT.over(at(20, 30), BRUSSELS) == at(20, 30)


def test_quiet_at_noon_ends_on_the_same_day() -> None:
    noon = Quiet(time(12), time(13, 30))

    assert noon.over(at(11, 15), BRUSSELS) == at(12, 30)
    assert noon.over(at(12, 30), BRUSSELS) == at(12, 30)


def test_hours_that_begin_when_they_end_are_none() -> None:
    assert Quiet(time(8), time(8)).over(at(7), BRUSSELS) == at(7)


def test_a_quiet_that_ends_in_the_doubled_hour_ends_with_the_second() -> None:
    assert Quiet(time(22), time(2, 30)).over(at(23, day=24, month=10), BRUSSELS) == at(1, 30, day=25, month=10)


@given(
    st.times(),
    st.times(),
    st.integers(0, 366 * 24 * 60),
    st.sampled_from([BRUSSELS, ATHENS]),
)
def test_quiet_puts_off_for_a_day_at_most_and_is_over_then(
    begins: time, ends: time, minutes: int, zone: ZoneInfo
) -> None:
    quiet, moment = Quiet(begins, ends), at(0) + timedelta(minutes=minutes)

    over = quiet.over(moment, zone)

    assert moment <= over <= moment + timedelta(hours=26)


def test_a_browser_that_comes_again_takes_its_own_place() -> None:
    wishes = with_device(with_device(Wishes(), device("a")), device("b", "https://push/a"))

    assert [each.id for each in wishes.devices] == ["b"]


def test_beyond_the_bound_the_oldest_device_goes() -> None:
    wishes = Wishes()
    for number in range(DEVICES_KEPT + 1):
        wishes = with_device(wishes, device(str(number)))

    assert [each.id for each in wishes.devices] == [str(number) for number in range(1, DEVICES_KEPT + 1)]


def test_a_device_that_was_removed_takes_nothing_more() -> None:
    wishes = with_device(Wishes(mail=False), device("a"))

    assert (wishes.takes("a"), wishes.takes(MAIL)) == (True, False)
    assert not without_device(wishes, "a").takes("a")


def test_neither_wishes_nor_a_device_print_what_reaches_somebody() -> None:
    wishes = with_device(Wishes(address="a@b.example"), device("a"))

    assert (repr(wishes), repr(wishes.devices[0])) == ("Wishes(…)", "Device(a)")
