"""Who is told of a remark of auditors: whom it asks, that something awaits them, and nobody else."""

from __future__ import annotations

from msgspec.structs import replace

from domain.auditing.decider import between
from domain.auditing.events import RemarkMade
from domain.case.events import AgencyLeft
from domain.notice.wishes import Kind
from tests.projections.auditing.test_auditing import AUDIT, MADE
from tests.projections.given.facts import sealed
from tests.projections.noticing.test_conferences import PEOPLE
from tests.projections.noticing.test_noticing import Story


def told_of(story: Story, made: RemarkMade = MADE) -> list[tuple[Kind, str]]:
    story.log.tell(AUDIT, made, by="auditor-be", audience=between("auditor-be", made.agency))
    return [(notice.kind, notice.member) for notice in story.notices()]


def test_who_is_on_call_at_the_agency_that_is_asked_is_told() -> None:
    assert told_of(Story(*PEOPLE)) == [(Kind.REMARK, "police-be-2")]


def test_a_note_for_auditors_is_told_to_nobody() -> None:
    assert told_of(Story(*PEOPLE), replace(MADE, agency=None)) == []


def test_who_has_left_the_case_finds_it_among_the_remarks_and_is_not_told() -> None:
    story = Story(*PEOPLE)
    story.told(AgencyLeft(agency="police-be", reason=sealed()))

    assert told_of(story) == []
