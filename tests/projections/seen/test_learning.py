"""What was known when, and by whom: one agency's record, read with another's eyes at every moment of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.case import codes
from domain.case import events as e
from domain.case.audience import audience_of
from domain.codes import Country, Role
from domain.envelope import Audience
from domain.events import Event, Unknown
from projections import cases, timeline
from projections.cases import Case
from projections.timeline import Entry
from projections.visibility import LANTERN, Strand, Viewer, case_seen, entries_seen, eye_of, eye_then, learned
from tests.projections.given import cases as c
from tests.projections.given.facts import FILE, MINUTE, PROTECTED, START, Log, fold, named, sealed

CARER = Viewer("carer-be", Role.CARER, Country.BE)
POLICE = Viewer("police-be", Role.POLICE, Country.BE)
ASYLUM = Viewer("asylum-be", Role.ASYLUM, Country.BE)
AUDITOR = Viewer("auditor-be", Role.AUDITOR, Country.BE)
EYES = (POLICE, ASYLUM, AUDITOR, Viewer("police-fr", Role.POLICE, Country.FR))
DAY = timedelta(days=1)


class Scene:
    """A case as *CARER*, who opened it and stays, sees it."""

    def __init__(self, log: Log) -> None:
        (self.case,) = fold(cases.VIEW, log.facts).values()
        self.all = tuple(fold(timeline.VIEW, log.facts).values())
        self.entries = entries_seen(CARER, self.case, self.all, now=START + DAY)
        seen = case_seen(CARER, self.case, self.all, now=START + DAY)
        assert seen is not None
        self.told: Case = seen

    def shown_to(self, other: Viewer, at: datetime) -> tuple[Entry, ...]:
        """What *other* was shown at a moment, cut anew."""
        return entries_seen(CARER, self.case, self.all, as_seen_by=other, as_known_at=at, now=START + DAY)

    def learned(self, other: Viewer) -> dict[str, int | None]:
        """In which minute *other* came to know each fact."""
        found = learned(other, self.told, self.entries)
        return {each.entry.name: None if each.at is None else (each.at - START) // MINUTE for each in found}


def scene(*events: Event) -> Scene:
    log = Log()
    log.tell(FILE, c.OPENED, *events, by="carer-be")
    return Scene(log)


def test_who_takes_part_knows_what_is_recorded_at_once() -> None:
    found = scene(c.POLICE, c.SIGHTING)

    assert found.learned(POLICE)["SightingRecorded"] == 3


def test_who_joins_knows_from_then_on_what_was_recorded_before() -> None:
    found = scene(c.SIGHTING, c.ASSESSED, c.POLICE)

    assert found.learned(POLICE) == {"CaseOpened": 4, "SightingRecorded": 4, "RiskAssessed": 4, "AgencyJoined": 4}


def test_who_never_took_part_knows_nothing_to_this_day() -> None:
    found = scene(c.SIGHTING)

    assert set(found.learned(POLICE).values()) == {None}


def test_who_left_does_not_know_what_came_after() -> None:
    found = scene(c.POLICE, c.ASSESSED, c.left("police-be"), c.SIGHTING)

    assert found.learned(POLICE) == {
        "CaseOpened": 2,
        "AgencyJoined": 2,
        "RiskAssessed": 3,
        "AgencyLeft": None,
        "SightingRecorded": None,
    }


def test_what_was_told_in_confidence_is_never_learned_outside_the_circle() -> None:
    log = Log()
    log.tell(FILE, c.OPENED, c.POLICE, c.ASYLUM, by="carer-be")
    log.tell(FILE, c.PROTECTED_SIGHTING, by="carer-be", audience=PROTECTED)
    found = Scene(log)

    assert (found.learned(ASYLUM)["ProtectedSightingRecorded"], found.learned(POLICE)["ProtectedSightingRecorded"]) == (
        None,
        4,
    )


ASKED = e.DisclosureRequested(
    disclosure="d-1",
    part=codes.Part.PROTECTED_SIGHTINGS,
    of_agency="carer-be",
    by_agency="asylum-be",
    purpose=codes.SharedFor.SEARCH,
    legal_basis=codes.LegalBasis.VITAL_INTERESTS,
    reason=sealed("why"),
)
GRANTED = e.DisclosureGranted(
    disclosure="d-1",
    part=codes.Part.PROTECTED_SIGHTINGS,
    to_agency="asylum-be",
    by_agency="carer-be",
    until=START + DAY,
    legal_basis=codes.LegalBasis.VITAL_INTERESTS,
)


def test_what_is_disclosed_to_an_agency_is_learned_by_that_one_when_it_is_granted() -> None:
    other = Viewer("asylum-fr", Role.ASYLUM, Country.FR)
    log = Log()
    log.tell(FILE, c.OPENED, c.ASYLUM, c.joined(other.agency, Role.ASYLUM, Country.FR), by="carer-be")
    log.tell(FILE, c.PROTECTED_SIGHTING, by="carer-be", audience=PROTECTED)
    log.tell(FILE, ASKED, by="asylum-be", audience=named("carer-be", "asylum-be"))
    log.tell(FILE, GRANTED, by="carer-be", audience=named("carer-be", "asylum-be"))

    found = [Scene(log).learned(each)["ProtectedSightingRecorded"] for each in (ASYLUM, other)]
    assert found == [6, None]


def test_what_is_not_known_by_a_moment_may_be_later() -> None:
    found = scene(c.SIGHTING, c.POLICE)
    (sighting,) = [each for each in learned(POLICE, found.told, found.entries) if each.entry.name == "SightingRecorded"]

    assert [sighting.known(START + minute * MINUTE) for minute in (2, 3)] == [False, True]
    assert not learned(LANTERN, found.told, ())


AUDIENCES = (Audience(), PROTECTED, named("police-be"), named("asylum-be"))
WHO_STAYS = [each for each in c.EVENTS[1:] if each not in (c.left("carer-be"), Unknown(name="CaseSung", fields={}))]
FOR_ALL = [each for each in WHO_STAYS if audience_of(each.NAME, Audience()) == Audience()]
told = st.lists(st.tuples(st.sampled_from(WHO_STAYS), st.sampled_from(AUDIENCES)), max_size=25)
"""What may follow the opening of a case by *CARER*, for whomever."""


def drawn(events: Sequence[tuple[Event, Audience]]) -> Log:
    log = Log()
    log.tell(FILE, c.OPENED, by="carer-be")
    for event, audience in events:
        log.tell(FILE, event, by="carer-be", audience=audience)
    return log


def names(entries: Sequence[Entry]) -> list[str]:
    return [entry.id for entry in entries]


@given(told, st.sampled_from(EYES))
def test_it_is_learned_at_the_first_moment_at_which_it_is_shown(
    events: Sequence[tuple[Event, Audience]], other: Viewer
) -> None:
    log = drawn(events)
    found = Scene(log)
    shown: dict[str, datetime] = {}
    for at in [fact.recorded_at for fact in log.facts]:
        for entry in found.shown_to(other, at):
            shown.setdefault(entry.id, at)

    assert {each.entry.id: each.at for each in learned(other, found.told, found.entries)} == {
        entry.id: shown.get(entry.id) for entry in found.entries
    }


@given(told, st.sampled_from(EYES), st.integers(0, 26))
def test_through_others_eyes_is_what_both_may_see(
    events: Sequence[tuple[Event, Audience]], other: Viewer, minute: int
) -> None:
    found, at = Scene(drawn(events)), START + minute * MINUTE
    strand = Strand([eye_of(CARER, found.case, START + DAY), eye_then(other, found.told, at)])
    strand.follow(found.all)

    assert strand.known(at)[0] == found.shown_to(other, at)


@given(st.lists(st.sampled_from(FOR_ALL), max_size=25), st.integers(1, 26))
def test_a_case_as_known_at_a_moment_is_what_folding_the_log_up_to_there_gives(
    events: Sequence[Event], minute: int
) -> None:
    log, at = drawn([(event, Audience()) for event in events]), START + minute * MINUTE
    found = Scene(log)
    (naive,) = fold(cases.VIEW, [fact for fact in log.facts if fact.recorded_at <= at]).values()

    assert case_seen(LANTERN, found.case, found.all, as_known_at=at) == naive
