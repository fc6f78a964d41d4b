"""What a meeting sees in minutes: who did what, what is late, what is missing, as of one moment."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.codes import Role
from projections import timeline
from projections.cases.telling import told
from tests.projections.given import cases as given
from tests.projections.given.facts import DUTY, FILE, MINUTE, Log, fold
from tests.projections.given.tasks import DUE, completed, opened
from web.people import Agency, People
from web.room.overview import Overview, Seat, overview
from web.texts import catalog, times

HOUR = timedelta(hours=1)


@pytest.fixture(name="log")
def _log() -> Log:
    """A child is missing; the police take part, and have a place to search."""
    catalog.use("en")
    times.use("UTC", DUE)
    log = Log()
    log.tell(FILE, given.OPENED, given.POLICE, given.noticed(), given.reported(), by="carer-be")
    log.tell(DUTY, opened(), by="lantern")
    return log


def seen(log: Log, at: datetime) -> Overview:
    entries = list(fold(timeline.VIEW, log.facts).values())
    case = told(entries)
    assert case is not None
    people = People()
    people.learn([of(Role.POLICE), of(Role.CARER)])
    return overview(case, entries, people, at)


def of(role: Role) -> Agency:
    return Agency(id=f"{role}-be", name=f"The {role}", role=role, country=None, zone="UTC")


def seat(log: Log, agency: str, at: datetime = DUE) -> Seat:
    return next(each for each in seen(log, at).seats if each.id == agency)


def test_a_duty_is_to_do_until_its_deadline_and_late_from_then_on(log: Log) -> None:
    before, after = seat(log, "police-be", DUE), seat(log, "police-be", DUE + HOUR)

    assert ([each.title for each in before.open], before.late) == (["Search the place"], [])
    assert (after.open, [(each.title, each.late) for each in after.late]) == ([], [("Search the place", HOUR)])


def test_what_was_done_is_nobodys_duty_any_more(log: Log) -> None:
    log.tell(DUTY, completed())

    done = seat(log, "police-be", DUE + HOUR)

    assert (done.open, done.late) == ([], [])
    assert [deed.title for deed in done.did] == ["Task completed: Search the place · Done"]


def test_of_many_duties_the_next_are_told_and_how_many_more_there_are(log: Log) -> None:
    for number in (3, 4, 5):
        log.tell(DUTY[:-1] + str(number), opened(task=f"{number}"), by="lantern")

    busy = seat(log, "police-be")

    assert (len(busy.next), busy.more) == (2, 2)


def test_who_is_late_comes_first(log: Log) -> None:
    assert [each.id for each in seen(log, DUE + HOUR).seats] == ["police-be", "carer-be"]


def test_what_is_missing_is_told_in_words(log: Log) -> None:
    gaps = seen(log, DUE + HOUR).gaps

    assert "The child is missing, and no alert is out" in gaps
    assert "1 duty is late: by up to 1 h, with The police" in gaps
    assert "Nothing was recorded yet by The police" in gaps


def test_a_long_time_without_a_word_is_told_from_when_to_when(log: Log) -> None:
    log.tell(FILE, given.SIGHTING, late=3 * HOUR)

    gaps = seen(log, DUE).gaps

    assert "Nothing was recorded from 2 Mar 20:06 to 3 Mar 00:00 (3 h 54 min)" in gaps
    assert "1 fact was recorded late: “Sighting recorded” 3 h after it happened" in gaps


def test_a_quiet_time_counts_for_a_child_that_is_missing_only(log: Log) -> None:
    log.tell(FILE, given.RESOLVED, by="carer-be")

    assert [gap for gap in seen(log, DUE + 9 * HOUR).gaps if gap.startswith("Nothing was recorded from")] == []


def test_a_question_that_nobody_answered_is_told_with_both(log: Log) -> None:
    log.tell(FILE, given.QUESTION)

    assert any("has not answered a question of The police" in gap for gap in seen(log, DUE + MINUTE).gaps)
