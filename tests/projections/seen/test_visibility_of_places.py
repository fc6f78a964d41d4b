"""Who reads where a child is or was, and what was written of them: those who protect them."""

from __future__ import annotations

import msgspec
import pytest

from domain.case.codes import CASE_ROLES
from domain.case.events import ChildLocated
from domain.codes import Country, Role
from domain.events import REGISTER, Unknown
from domain.looking import LookReason
from domain.privacy import Purpose
from projections import cases, timeline
from projections.timeline import Entry
from projections.visibility import LANTERN, Viewer, case_seen, entries_seen, listed, opened_for, purpose_of, wider
from projections.visibility.reading import BY_REASON, BY_ROLE
from tests.projections.given import cases as c
from tests.projections.given.facts import CASE, FILE, Log, fold, named, sealed

ASYLUM = Viewer("asylum-be", Role.ASYLUM, Country.BE)
GUARDIAN = Viewer("guardian-be", Role.GUARDIAN, Country.BE)
POLICE = Viewer("police-be", Role.POLICE, Country.BE)
CARER = Viewer("carer-be", Role.CARER, Country.BE)
PLACES = ("gate", "found", "house", "station")
NEWER = Unknown(name="ChildMoved", fields={"where": {"sealed": {"key": "k", "nonce": "n", "text": "ciphertext moved"}}})


def told(*, country: Country = Country.FR, unknown: bool = False) -> tuple[cases.Case, list[Entry]]:
    log = Log()
    log.tell(FILE, c.OPENED, c.POLICE, c.ASYLUM, c.joined("guardian-be", Role.GUARDIAN), by="carer-be")
    located = ChildLocated(episode=c.ONE, country=country, place=sealed("found"), how=sealed("how"), by="police-be")
    log.tell(FILE, c.PLACED, c.SIGHTING, c.noticed(), located, c.RAISED, *([NEWER] if unknown else []))
    return fold(cases.VIEW, log.facts)[CASE], list(fold(timeline.VIEW, log.facts).values())


def places_read(viewer: Viewer, *, country: Country = Country.FR) -> set[str]:
    """The places in what *viewer* is shown, the same in the timeline and on the page; lists have none."""
    case, entries = told(country=country)
    seen = [entries_seen(viewer, case, entries), case_seen(viewer, case, entries), listed(viewer, case)]
    found = [{place for place in PLACES if f"ciphertext {place}".encode() in msgspec.json.encode(it)} for it in seen]
    assert found[1:] == [found[0], set()]
    return found[0]


@pytest.mark.parametrize("viewer", [POLICE, CARER, LANTERN], ids=lambda viewer: viewer.agency)
def test_who_protects_the_child_reads_the_places(viewer: Viewer) -> None:
    assert places_read(viewer) == set(PLACES)


def texts_read(viewer: Viewer, case: cases.Case, entries: list[Entry]) -> bytes:
    return msgspec.json.encode(entries_seen(viewer, case, entries))


def test_the_asylum_authority_reads_no_place() -> None:
    assert places_read(ASYLUM) == set()
    assert places_read(ASYLUM, country=Country.BE) == set()


def test_the_asylum_authority_reads_who_the_child_is_and_nothing_that_was_told_to_protect_them() -> None:
    log = Log()
    log.tell(FILE, c.OPENED, c.POLICE, c.ASYLUM, c.IDENTITY, c.RAISED, c.ASSESSED, c.REFERRED, by="carer-be")
    case, entries = fold(cases.VIEW, log.facts)[CASE], list(fold(timeline.VIEW, log.facts).values())

    assert b"ciphertext names" in texts_read(ASYLUM, case, entries)
    assert b"ciphertext raised" not in texts_read(ASYLUM, case, entries)
    assert b"ciphertext raised" in texts_read(POLICE, case, entries)


def test_the_asylum_authority_reads_its_own_words_and_what_was_meant_for_it_but_no_place() -> None:
    log = Log()
    log.tell(FILE, c.OPENED, c.POLICE, c.ASYLUM, by="carer-be")
    log.tell(FILE, c.RAISED, c.SIGHTING, by="asylum-be")
    log.tell(FILE, c.GIVEN, by="police-be", audience=named("asylum-be"))
    case, entries = fold(cases.VIEW, log.facts)[CASE], list(fold(timeline.VIEW, log.facts).values())

    seen = entries_seen(ASYLUM, case, entries)

    assert {entry.name: set(entry.private) for entry in seen if entry.private} == {
        "RiskRaised": {"reason"},
        "InformationGiven": {"answer"},
    }


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_reason_opens_what_its_table_gives_and_no_reason_opens_nothing(purpose: Purpose) -> None:
    opened = {reason for reason in LookReason if opened_for(reason, purpose)}

    assert not opened_for(None, purpose)
    assert LookReason.DUTY in opened
    assert (LookReason.SUPERVISION in opened) is (purpose is Purpose.NARRATIVE)
    assert (LookReason.PROGRAM in opened) is (purpose in {Purpose.NARRATIVE, Purpose.IDENTITY})


def test_a_text_of_a_newer_release_is_opened_only_for_a_reason_that_opens_everything() -> None:
    assert purpose_of("ChildMoved", "where") is None
    assert opened_for(LookReason.DUTY, None)
    assert not opened_for(LookReason.QUESTION, None)


def test_another_reason_counts_only_where_it_opens_more() -> None:
    assert wider(LookReason.SUPERVISION, None)
    assert wider(LookReason.DUTY, LookReason.SUPERVISION)
    assert not wider(LookReason.SUPERVISION, LookReason.DUTY)
    assert not wider(LookReason.CONFERENCE, LookReason.DUTY)


def test_every_role_that_works_on_cases_and_every_reason_has_its_row() -> None:
    assert set(BY_ROLE) == CASE_ROLES
    assert set(BY_REASON) == set(LookReason)


def test_a_guardian_does_not_read_where_a_child_was_found_in_france() -> None:
    assert places_read(GUARDIAN) == set(PLACES) - {"found"}
    assert places_read(GUARDIAN, country=Country.SE) == set(PLACES)


def test_of_a_fact_of_a_newer_release_the_asylum_authority_reads_nothing_private() -> None:
    case, entries = told(unknown=True)

    read = {who.agency: bool(entries_seen(who, case, entries)[-1].private) for who in (ASYLUM, GUARDIAN)}

    assert read == {"asylum-be": False, "guardian-be": True}


def test_nobody_reads_more_through_other_eyes() -> None:
    case, entries = told()

    for viewer, through in ((POLICE, ASYLUM), (ASYLUM, POLICE)):
        shown = msgspec.json.encode(entries_seen(viewer, case, entries, as_seen_by=through))
        assert not any(f"ciphertext {place}".encode() in shown for place in PLACES)


def test_no_fact_has_a_place_under_another_purpose() -> None:
    named = {(kind.name, field) for kind in REGISTER.values() for field in kind.private if "place" in field}

    assert named
    assert all(REGISTER[name].private[field] is Purpose.LOCATION for name, field in named)
