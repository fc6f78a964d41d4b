"""A correction stands wherever the words stood that it takes the place of, and nothing else moves."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from domain.case import events as e
from domain.case.rights.codes import Asking
from domain.codes import Country
from domain.events import Event
from projections import cases
from projections.kept import Kept
from tests.projections.given import cases as c
from tests.projections.given.facts import CASE, FILE, Log, fold, kept, sealed

SEEN = e.SightingRecorded(
    sighting="s-1", country=Country.BE, seen_at=datetime(2026, 3, 2, tzinfo=UTC), place=sealed("harbour")
)
PROFILE = e.ProfileRecorded(answered=("photo", "medical"), photo=sealed("photo"), medical=sealed("asthma"))


def corrected(event: str, field: str, position: int, slot: str) -> e.RecordCorrected:
    bare = e.RecordCorrected(
        fact=f"event-{position}", event=event, field=field, recorded_by="police-be", reason=sealed("why")
    )
    return replace(bare, **{slot: sealed("newer")})


def told(*events: Event) -> cases.Case:
    log = Log()
    log.tell(FILE, c.OPENED, *events)
    case = fold(cases.VIEW, log.facts)[CASE]
    assert isinstance(case, cases.Case)
    return case


def test_the_newer_words_stand_where_the_older_ones_stood() -> None:
    before, after = told(SEEN), told(SEEN, corrected("SightingRecorded", "place", 2, "location"))

    assert before.sightings[0].place == kept(2, "place", "harbour")
    assert after.sightings[0].place == Kept(sealed("newer"), FILE, "event-3", "location")


def test_what_is_kept_by_name_is_corrected_by_itself() -> None:
    case = told(PROFILE, corrected("ProfileRecorded", "medical", 2, "health"))

    assert case.profile is not None
    assert case.profile.texts["medical"] == Kept(sealed("newer"), FILE, "event-3", "health")
    assert case.profile.texts["photo"] == kept(2, "photo", "photo")


@pytest.mark.parametrize(
    "correction",
    [
        corrected("SightingRecorded", "place", 7, "location"),
        corrected("OfAnotherRelease", "place", 2, "location"),
        corrected("SightingRecorded", "of_another_release", 2, "location"),
        corrected("SightingRecorded", "place", 2, "narrative"),
    ],
)
def test_what_does_not_fit_moves_nothing(correction: e.RecordCorrected) -> None:
    assert told(SEEN, correction).sightings == told(SEEN).sightings


def test_a_dispute_changes_nothing_of_what_is_kept() -> None:
    disputed = e.RecordDisputed(
        dispute="d-1",
        fact="event-2",
        event="SightingRecorded",
        recorded_by="police-be",
        asked_by=Asking.CHILD,
        words=sealed("no"),
    )

    assert told(SEEN, disputed).sightings == told(SEEN).sightings
