"""Who is told of a conference: who was invited, that something awaits them, and nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from domain.case.events import AgencyLeft
from domain.conference import events as e
from domain.events import Event
from domain.notice.wishes import Kind
from tests.projections.conferences.held import ALL, CALLED, DRAFTED, ORIGINATOR, STARTS, approved
from tests.projections.given.facts import sealed
from tests.projections.noticing.test_noticing import DUTY_OFFICER, Story, W

PEOPLE = (
    ("carer-be", "carer-be-1", W),
    ("police-be", "police-be-9", W),
    ("police-be", "police-be-2", DUTY_OFFICER),
    ("asylum-be", "asylum-be-1", W),
    ("guardian-be", "guardian-be-1", W),
)
MOVED = e.ConferenceMoved(starts_at=STARTS + timedelta(days=1), lasts_minutes=45)
CANCELLED = e.ConferenceCancelled(reason=sealed())


def told_of(*events: Event, by: str = "carer-be") -> Sequence[tuple[Kind, str]]:
    story = Story(*PEOPLE)
    story.log.tell(ORIGINATOR, CALLED, *events, by=by, audience=ALL)
    return sorted((notice.kind, notice.member) for notice in story.notices())


BUT_THE_CALLER = [(Kind.CONFERENCE, "asylum-be-1"), (Kind.CONFERENCE, "police-be-2")]


@pytest.mark.parametrize("event", [None, MOVED, CANCELLED, DRAFTED], ids=["called", "moved", "cancelled", "minutes"])
def test_who_is_on_call_at_an_invited_agency_is_told_and_not_who_did_it(
    event: Event | None,
) -> None:
    assert told_of(*([event] if event else [])) == BUT_THE_CALLER


def test_what_those_invited_say_themselves_is_told_to_nobody() -> None:
    assert told_of(approved("police-be"), by="police-be") == []
    assert told_of(e.ConferenceBegun()) == []


def test_who_has_left_the_case_is_not_told_of_its_conferences() -> None:
    story = Story(*PEOPLE)
    story.told(_left("police-be"))
    story.log.tell(ORIGINATOR, CALLED, by="carer-be", audience=ALL)

    assert {notice.agency for notice in story.notices()} == {"asylum-be"}


def _left(agency: str) -> Event:
    return AgencyLeft(agency=agency, reason=sealed())
