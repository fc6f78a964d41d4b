"""Calling a conference and its course: when, who is there, that it begins and ends.

Invariant: who calls and who is in the chair brings agencies together by role; both are among those invited. Nobody
answers for another agency but who steers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import assert_never

from domain.case.authority import COORDINATING
from domain.conference import commands as c
from domain.conference import events as e
from domain.conference import refusals as r
from domain.conference.state import Called, Phase
from domain.context import Context
from domain.deciding import reason_in
from domain.events import Event
from domain.privacy import Clear

LEEWAY = timedelta(hours=1)
"""[D] A conference by telephone that has just begun can still be called."""


def call(command: c.ConferenceCommand, context: Context) -> e.ConferenceCalled:
    """The call of a conference. Refuses a role that does not bring agencies together, to call it and in the chair."""
    if not isinstance(command, c.CallConference):
        raise r.NoSuchConference
    if context.role not in COORDINATING or context.country is None:
        raise r.CannotCallConference
    own = e.Invited(context.agency, context.role, context.country)
    invited = tuple({each.agency: each for each in (*command.invited, own)}.values())
    chair = next((each for each in invited if each.agency == command.chair), None)
    if len(invited) == 1:
        raise r.NobodyInvited("invited")
    if chair is None:
        raise r.ChairNotInvited("chair")
    if chair.role not in COORDINATING:
        raise r.CannotChair("chair")
    _check_start(command, context)
    return e.ConferenceCalled(
        case=command.case,
        conference=command.conference,
        reference=command.reference,
        starts_at=command.starts_at,
        lasts_minutes=command.lasts_minutes,
        chair=chair.agency,
        called_by=context.agency,
        invited=invited,
        topics=tuple(dict.fromkeys(command.topics)),
        agenda=Clear(command.agenda),
    )


def _check_start(command: c.CallConference | c.MoveConference, context: Context) -> None:
    if command.starts_at < context.now - LEEWAY:
        raise r.StartsInThePast("starts_at")


def check_steering(conference: Called, context: Context) -> None:
    """Refuse who is neither in the chair nor has called."""
    if not conference.steers(context.agency):
        raise r.NotYoursToSteer


def check_for(conference: Called, agency: str, context: Context) -> None:
    """Refuse to answer for an *agency* that is not invited, or, without steering, for another."""
    if not conference.is_invited(agency):
        raise r.AgencyNotInvited("agency")
    if agency != context.agency:
        check_steering(conference, context)


def course(
    conference: Called,
    command: c.MoveConference | c.CancelConference | c.BeginConference | c.EndConference,
    context: Context,
) -> Sequence[Event]:
    """Move it, cancel it, begin it, end it: each by who steers, and in this order."""
    check_steering(conference, context)
    match command:
        case c.MoveConference():
            _check_planned(conference)
            return _move(conference, command, context)
        case c.CancelConference(reason=reason):
            _check_planned(conference)
            return (e.ConferenceCancelled(reason=reason_in("reason", reason)),)
        case c.BeginConference():
            if conference.phase is Phase.SITTING:
                return ()
            _check_planned(conference)
            return (e.ConferenceBegun(), e.ViewFrozen(known_at=context.now))
        case c.EndConference():
            return _end(conference)
        case _:
            assert_never(command)


def _check_planned(conference: Called) -> None:
    if conference.phase is Phase.ENDED:
        raise r.ConferenceHasEnded
    if conference.phase is Phase.SITTING:
        raise r.ConferenceHasBegun


def _move(conference: Called, command: c.MoveConference, context: Context) -> Sequence[Event]:
    if (command.starts_at, command.lasts_minutes) == (conference.starts_at, conference.lasts_minutes):
        return ()
    _check_start(command, context)
    moved = e.ConferenceMoved(
        starts_at=command.starts_at, lasts_minutes=command.lasts_minutes, reason=Clear(command.reason)
    )
    return (moved,)


def _end(conference: Called) -> Sequence[Event]:
    if conference.phase is Phase.ENDED:
        return ()
    if conference.phase is Phase.PLANNED:
        raise r.ConferenceNotBegun
    if not conference.present:
        raise r.NobodyPresent
    return (e.ConferenceEnded(),)


def presence(conference: Called, command: c.SendApologies | c.RecordAttendance, context: Context) -> Sequence[Event]:
    """Say who is there and who is not, until the minutes stand; what was said last holds.

    Once they sit, nobody else says of an agency that it is not there, as long as it takes part in the case: its word
    about the minutes would be gone.
    """
    check_for(conference, command.agency, context)
    if conference.minutes_stand:
        raise r.MinutesStand
    match command:
        case c.SendApologies(agency=agency, left=False) if (
            conference.phase is not Phase.PLANNED and agency in conference.present and agency != context.agency
        ):
            raise r.TheyWereThere("agency")
        case c.SendApologies(agency=agency, note=note):
            known = agency in conference.apologies and not note.strip()
            return () if known else (e.ApologiesSent(agency=agency, note=Clear(note)),)
        case c.RecordAttendance(agency=agency, who=who):
            known = agency in conference.present and not who.strip()
            return () if known else (e.AttendanceRecorded(agency=agency, who=Clear(who)),)
        case _:
            assert_never(command)
