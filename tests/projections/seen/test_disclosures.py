"""What was disclosed is read by who asked for it, as it stood then, until the moment in the grant and not longer."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.case.codes import LegalBasis, Part, RefusalGround, SharedFor
from domain.case.disclosure.parts import CONFIDENCES
from domain.case.events import (
    DisclosureExpired,
    DisclosureGranted,
    DisclosureRecalled,
    DisclosureRefused,
    DisclosureRequested,
    SafetyPlanRecorded,
)
from domain.codes import Country, Role
from domain.events import Event
from projections import cases, timeline
from projections.standing import disclosing, expiring
from projections.timeline import Entry
from projections.visibility import Viewer, case_seen, entries_seen, listed
from tests.projections.given import cases as c
from tests.projections.given.facts import CASE, FILE, MINUTE, PROTECTED, START, Log, fold, named, sealed

ASYLUM = Viewer("asylum-be", Role.ASYLUM, Country.BE)
GUARDIAN = Viewer("guardian-be", Role.GUARDIAN, Country.BE)
AUDITOR = Viewer("auditor-be", Role.AUDITOR, Country.BE)
CHAIR = Viewer("chair-be", Role.CHAIR, Country.BE)
CARER = Viewer("carer-be", Role.CARER, Country.BE)
OTHERS = (AUDITOR, CHAIR, Viewer("asylum-fr", Role.ASYLUM, Country.FR))
UNTIL = START + timedelta(hours=6)
INSIDE = named("asylum-be", "guardian-be", "police-be")
PLAN = SafetyPlanRecorded(answered=("trusted",), trusted=sealed("trusted"), safe_places=sealed("safe place"))
BEFORE = (c.PLACED, c.SIGHTING, c.noticed(), c.LOCATED)
LATER = replace(c.SIGHTING, sighting="sighting-3", place=sealed("later"))


def asked(part: Part, subject: str | None = None) -> DisclosureRequested:
    return DisclosureRequested(
        disclosure="d-1",
        part=part,
        subject=subject,
        of_agency="police-be",
        by_agency="asylum-be",
        purpose=SharedFor.ASYLUM_PROCEDURE,
        legal_basis=LegalBasis.PUBLIC_TASK,
        reason=sealed(),
    )


def granted(part: Part, subject: str | None = None, to: str = "asylum-be") -> DisclosureGranted:
    return DisclosureGranted(
        disclosure="d-1",
        part=part,
        subject=subject,
        to_agency=to,
        by_agency="police-be",
        until=UNTIL,
        legal_basis=LegalBasis.PUBLIC_TASK,
    )


RECALLED = DisclosureRecalled(disclosure="d-1", to_agency="asylum-be", reason=sealed())
EXPIRED = DisclosureExpired(disclosure="d-1", to_agency="asylum-be")
REFUSED = DisclosureRefused(disclosure="d-1", to_agency="asylum-be", ground=RefusalGround.SECRECY)


class Told:
    """A case in which something was disclosed to the asylum authority."""

    def __init__(self, part: Part, *after: Event, subject: str | None = None) -> None:
        self.log, audience = Log(), INSIDE if part in CONFIDENCES else None
        self.log.tell(FILE, c.OPENED, c.POLICE, c.ASYLUM, c.joined("guardian-be", Role.GUARDIAN), by="carer-be")
        self.log.tell(FILE, c.joined("chair-be", Role.CHAIR), *BEFORE, by="carer-be")
        self.log.tell(FILE, c.PROTECTED_SIGHTING, PLAN, by="guardian-be", audience=PROTECTED)
        more = {} if audience is None else {"audience": audience}
        self.log.tell(FILE, asked(part, subject), granted(part, subject), by="police-be", **more)  # type: ignore[arg-type]
        self.granted = self.log.facts[-1].recorded_at
        self.log.tell(FILE, *after, by="police-be")
        self.case: cases.Case = fold(cases.VIEW, self.log.facts)[CASE]
        self.entries: list[Entry] = list(fold(timeline.VIEW, self.log.facts).values())

    def read(self, viewer: Viewer = ASYLUM, now: datetime | None = None) -> set[str]:
        """The private fields of whole facts that *viewer* reads besides those that were addressed to it."""
        seen = entries_seen(viewer, self.case, self.entries, now=now or self.granted)
        return {f"{entry.name}.{field}" for entry in seen for field in entry.private if "Disclosure" not in entry.name}


@pytest.mark.parametrize(
    ("part", "subject", "fields"),
    [
        (Part.FOUND_PLACE, None, {"ChildLocated.place"}),
        (Part.LAST_SEEN_PLACE, None, {"AbsenceNoticed.last_seen_place"}),
        (Part.LIKELY_PLACES, None, set()),
        (Part.PLACEMENT_PLACE, None, {"PlacementStarted.place"}),
        (Part.SIGHTING_PLACE, "sighting-1", {"SightingRecorded.place"}),
        (Part.SIGHTING_PLACE, "sighting-2", set()),
        (Part.PROTECTED_SIGHTINGS, None, {"ProtectedSightingRecorded.place"}),
        (Part.PROTECTED_SIGHTINGS, "sighting-1", set()),
        (Part.SAFETY_PLAN, None, {"SafetyPlanRecorded.trusted", "SafetyPlanRecorded.safe_places"}),
    ],
)
def test_just_the_part_that_was_named_is_read(part: Part, subject: str | None, fields: set[str]) -> None:
    told = Told(part, subject=subject)

    assert told.read() == fields
    assert told.read(now=told.granted - MINUTE) == set()
    assert [told.read(viewer) & fields for viewer in OTHERS if viewer is not CHAIR] == [set(), set()]


def test_the_page_shows_it_as_well_and_a_list_does_not() -> None:
    told = Told(Part.SIGHTING_PLACE, subject="sighting-1")

    page = case_seen(ASYLUM, told.case, told.entries, now=told.granted)
    shut = case_seen(ASYLUM, told.case, told.entries)
    in_list = listed(ASYLUM, told.case)

    assert page is not None
    assert shut is not None
    assert in_list is not None
    assert [[sighting.place is None for sighting in each.sightings] for each in (page, shut)] == [[False], [True]]
    assert in_list.sightings[0].place is None


def test_it_ends_exactly_at_the_moment_in_the_grant_whatever_is_written_down_and_when() -> None:
    for told in (Told(Part.PLACEMENT_PLACE), Told(Part.PLACEMENT_PLACE, EXPIRED)):
        assert told.read(now=UNTIL - timedelta(microseconds=1)) == {"PlacementStarted.place"}
        assert told.read(now=UNTIL) == set()
        assert not told.case.disclosures[0].stands(UNTIL)


@pytest.mark.parametrize("end", [RECALLED, c.left("asylum-be")], ids=["recalled", "left"])
def test_a_recall_and_leaving_shut_it_at_once_also_for_who_comes_back(end: Event) -> None:
    told = Told(Part.PLACEMENT_PLACE, end, c.ASYLUM)

    assert told.read(now=UNTIL - MINUTE) == set()


def test_what_came_after_the_grant_is_not_in_it() -> None:
    told = Told(Part.PLACEMENT_PLACE, replace(c.PLACED, placement="placement-2", place=sealed("later")))

    seen = entries_seen(ASYLUM, told.case, told.entries, now=UNTIL - MINUTE)

    assert [set(entry.private) for entry in seen if entry.name == "PlacementStarted"] == [{"place"}, set()]


def test_who_replays_sees_through_the_eyes_of_then() -> None:
    told = Told(Part.PLACEMENT_PLACE, RECALLED)
    then = told.granted + timedelta(seconds=1)

    def seen(at: datetime | None) -> int:
        entries = entries_seen(CARER, told.case, told.entries, as_seen_by=ASYLUM, as_known_at=at, now=UNTIL - MINUTE)
        return sum("place" in entry.private for entry in entries)

    assert (seen(then), seen(None)) == (1, 0)


def test_what_is_disclosed_of_a_confidence_is_told_to_nobody_outside_but_to_supervisors_in_codes() -> None:
    told = Told(Part.SAFETY_PLAN)
    names = {who.agency: {e.name for e in entries_seen(who, told.case, told.entries)} for who in (CHAIR, AUDITOR)}

    assert "DisclosureGranted" not in names["chair-be"]
    assert {"DisclosureRequested", "DisclosureGranted"} <= names["auditor-be"]
    assert "SafetyPlanRecorded" not in names["auditor-be"]
    assert told.read(AUDITOR) == set()
    assert [each.disclosures for each in (listed(CHAIR, told.case), listed(ASYLUM, told.case)) if each] == [(), ()]


def test_a_disclosure_that_waits_is_flagged_for_who_knows_of_it() -> None:
    log = Log()
    log.tell(FILE, c.OPENED, c.POLICE, c.ASYLUM, c.SIGHTING, asked(Part.SIGHTING_PLACE, "sighting-1"), by="carer-be")
    waiting = fold(cases.VIEW, log.facts)[CASE]
    log.tell(FILE, REFUSED, by="police-be")
    decided = fold(cases.VIEW, log.facts)[CASE]

    assert ("disclosure-undecided" in waiting.flags, "disclosure-undecided" in decided.flags) == (True, False)
    assert (decided.disclosures[0].state, decided.disclosures[0].decided_by) == ("refused", "police-be")


def test_an_unknown_fact_is_opened_by_nothing() -> None:
    told = Told(Part.SIGHTING_PLACE, subject="sighting-1")
    open_now = disclosing.open_at(told.case.disclosures, "asylum-be", told.granted)
    entry = next(entry for entry in told.entries if entry.name == "SightingRecorded")

    assert disclosing.fields_opened(open_now, entry) == {"place", "point"}
    assert disclosing.fields_opened(open_now, replace(entry, unknown=True)) == frozenset()
    assert disclosing.open_at(told.case.disclosures, "asylum-be", None) == ()


def test_when_a_disclosure_ends_by_itself_stands_in_a_column_until_it_has_ended() -> None:
    log = Log()
    log.tell(FILE, c.OPENED, EXPIRED, asked(Part.FOUND_PLACE), granted(Part.FOUND_PLACE), by="carer-be")
    (running,) = fold(expiring.VIEW, log.facts).values()
    log.tell(FILE, RECALLED)
    (over,) = fold(expiring.VIEW, log.facts).values()

    column = expiring.VIEW.columns["next_at"]
    assert (running.until, column(running) is None, column(over)) == (UNTIL, False, None)


@given(
    st.lists(st.sampled_from([asked(Part.PLACEMENT_PLACE), granted(Part.PLACEMENT_PLACE), REFUSED, RECALLED, EXPIRED,
                              c.left("asylum-be"), c.ASYLUM, c.PLACED, LATER]), max_size=12),
    st.integers(0, 500),
)  # fmt: skip
def test_no_history_opens_anything_without_a_grant_that_runs(events: list[Event], minutes: int) -> None:
    log, now = Log(), START + minutes * MINUTE
    log.tell(FILE, c.OPENED, c.POLICE, c.ASYLUM, c.PLACED, by="carer-be")
    log.tell(FILE, *events, by="police-be")
    case, entries = fold(cases.VIEW, log.facts)[CASE], list(fold(timeline.VIEW, log.facts).values())

    seen = entries_seen(ASYLUM, case, entries, now=now)
    grants = [f for f in log.facts if isinstance(f.event, DisclosureGranted) and f.recorded_at <= now < UNTIL]

    places = [entry for entry in seen if entry.name == "PlacementStarted" and entry.private]
    assert not places or grants
    assert all(any(entry.recorded_at <= grant.recorded_at for grant in grants) for entry in places)
    assert not [entry for entry in seen if entry.name == "SightingRecorded" and entry.private]
