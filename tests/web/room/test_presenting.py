"""Who presents in a room: the chair begins, presenting is handed on, and nobody is led to what is not for all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from domain.deciding.refusals import Refused
from web.room.presenting import OVERVIEW, Person, Presenter, Room, Table, may_offer, may_take, offer, show, stop, take
from web.room.refusals import NotAtTheTable, NotForTheTable, NotPresenting, PresentingNotOffered

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
TABLE = Table(frozenset({"chair-be"}), frozenset({"chair-be", "police-be", "carer-be"}))
CHAIR, POLICE, COLLEAGUE, CARER, STRANGER = (
    Person("mia", "chair-be"),
    Person("piet", "police-be"),
    Person("paul", "police-be"),
    Person("cara", "carer-be"),
    Person("sam", "press-be"),
)
PLACES = (OVERVIEW, "topic-1", "pin-f1")


def presented_by(who: Person, place: str = OVERVIEW, offered_to: str = "") -> Room:
    return Room(presenter=Presenter(who, NOW), place=place, offered_to=offered_to)


def refused(why: type[Refused], ask: Callable[[], Room]) -> None:
    with pytest.raises(why):
        ask()


def test_a_room_begins_with_the_overview_and_nobody_presents() -> None:
    assert Room() == Room(presenter=None, place=OVERVIEW, offered_to="")


def test_the_chair_may_begin_to_present_and_nobody_else() -> None:
    assert take(Room(), CHAIR, TABLE, NOW) == presented_by(CHAIR)
    refused(PresentingNotOffered, lambda: take(Room(), POLICE, TABLE, NOW))
    assert [may_take(Room(), who, TABLE) for who in (CHAIR, POLICE, STRANGER)] == [True, False, False]


def test_who_takes_over_does_so_where_everybody_is_and_the_offer_is_over() -> None:
    room = presented_by(CHAIR, "topic-1", offered_to="police-be")

    assert take(room, POLICE, TABLE, LATER) == Room(presenter=Presenter(POLICE, LATER), place="topic-1")


def test_a_colleague_takes_over_without_being_asked_and_the_chair_at_any_time() -> None:
    room = presented_by(POLICE, "topic-1")

    assert take(room, COLLEAGUE, TABLE, LATER).presenter == Presenter(COLLEAGUE, LATER)
    assert take(room, CHAIR, TABLE, LATER).presenter == Presenter(CHAIR, LATER)
    refused(PresentingNotOffered, lambda: take(room, CARER, TABLE, LATER))


def test_who_is_not_at_the_table_presents_nothing_whoever_offers() -> None:
    refused(NotAtTheTable, lambda: take(presented_by(CHAIR, offered_to="press-be"), STRANGER, TABLE, NOW))
    refused(NotAtTheTable, lambda: offer(presented_by(CHAIR), CHAIR, "press-be", TABLE))


def test_everybody_is_led_by_who_presents_and_by_nobody_else() -> None:
    assert show(presented_by(POLICE), POLICE, "topic-1", PLACES).place == "topic-1"
    refused(NotPresenting, lambda: show(presented_by(POLICE), CHAIR, "topic-1", PLACES))
    refused(NotPresenting, lambda: show(presented_by(POLICE), COLLEAGUE, "topic-1", PLACES))
    refused(NotPresenting, lambda: show(Room(), CHAIR, "topic-1", PLACES))


def test_what_is_not_for_all_at_the_table_is_not_shown() -> None:
    refused(NotForTheTable, lambda: show(presented_by(CHAIR), CHAIR, "pin-walled-off", PLACES))


def test_an_offer_stays_where_one_moves_on_and_can_be_withdrawn() -> None:
    offered = offer(presented_by(CHAIR), CHAIR, "police-be", TABLE)

    assert show(offered, CHAIR, "topic-1", PLACES).offered_to == "police-be"
    assert offer(offered, CHAIR, "", TABLE) == presented_by(CHAIR)


def test_the_chair_may_hand_on_and_end_what_somebody_else_presents() -> None:
    room = presented_by(POLICE, "topic-1")

    assert offer(room, CHAIR, "carer-be", TABLE).offered_to == "carer-be"
    assert stop(room, CHAIR, TABLE) == Room()
    refused(NotPresenting, lambda: offer(room, CARER, "carer-be", TABLE))
    refused(NotPresenting, lambda: stop(room, CARER, TABLE))
    assert [may_offer(room, who, TABLE) for who in (POLICE, CHAIR, CARER)] == [True, True, False]


def test_asked_twice_nothing_changes_the_second_time() -> None:
    taken = take(Room(), CHAIR, TABLE, NOW)

    assert take(taken, CHAIR, TABLE, LATER) == taken
    assert stop(Room(), CARER, TABLE) == Room()
    assert offer(offer(taken, CHAIR, "carer-be", TABLE), CHAIR, "carer-be", TABLE).offered_to == "carer-be"
