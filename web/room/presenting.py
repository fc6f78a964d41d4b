"""The room of a conference: who presents, and the place to which they have led everybody.

Invariant: every function gives back a room or refuses; asked twice, the second time changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import msgspec
from msgspec.structs import replace

from web.room.refusals import NotAtTheTable, NotForTheTable, NotPresenting, PresentingNotOffered

OVERVIEW = "overview"
"""The place where a room begins: the child, the risk, where the case stands, who has to do what."""


class Person(msgspec.Struct, frozen=True):
    """A member who acts for an agency."""

    member: str
    agency: str


class Table(msgspec.Struct, frozen=True):
    """The *agencies* that were asked to a conference and take part in its case, and which of them are *steering* it."""

    steering: frozenset[str]
    agencies: frozenset[str]


class Presenter(msgspec.Struct, frozen=True):
    """The *person* who presents, *since* when."""

    person: Person
    since: datetime


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """What everybody in a room shares: the *presenter*, if somebody presents, and the *place* they are at.

    *offered_to* is the agency that may take over.
    """

    presenter: Presenter | None = None
    place: str = OVERVIEW
    offered_to: str = ""


def may_take(room: Room, who: Person, table: Table) -> bool:
    """Whether *who* may take over: who steers always, others what was offered to them or is their colleague's."""
    if who.agency not in table.agencies:
        return False
    theirs = room.presenter is not None and room.presenter.person.agency == who.agency
    return theirs or who.agency == room.offered_to or who.agency in table.steering


def may_offer(room: Room, who: Person, table: Table) -> bool:
    """Whether *who* may hand presenting on: who presents, and who steers."""
    return presents(room, who) or (room.presenter is not None and who.agency in table.steering)


def presents(room: Room, who: Person) -> bool:
    """Whether *who* presents."""
    return room.presenter is not None and room.presenter.person == who


def take(room: Room, who: Person, table: Table, now: datetime) -> Room:
    """*who* presents from *now* on, where everybody is. Refuses who is not at the table, and who may not take it."""
    if who.agency not in table.agencies:
        raise NotAtTheTable
    if presents(room, who):
        return room
    if not may_take(room, who, table):
        raise PresentingNotOffered
    return Room(presenter=Presenter(who, now), place=room.place)


def show(room: Room, who: Person, place: str, for_all: Collection[str]) -> Room:
    """Everybody is led to *place*, which has to be one that is *for_all* at the table. Refuses who does not present."""
    if not presents(room, who):
        raise NotPresenting
    if place not in for_all:
        raise NotForTheTable
    return replace(room, place=place)


def offer(room: Room, who: Person, agency: str, table: Table) -> Room:
    """Presenting is offered to *agency*, or to nobody where that is empty. Refuses who can hand nothing on."""
    if not may_offer(room, who, table):
        raise NotPresenting
    if agency and agency not in table.agencies:
        raise NotAtTheTable("agency")
    return replace(room, offered_to=agency)


def stop(room: Room, who: Person, table: Table) -> Room:
    """Nobody presents any more, and everybody is at the beginning. Refuses who neither presents nor steers."""
    if room.presenter is None:
        return room
    if not may_offer(room, who, table):
        raise NotPresenting
    return Room()
