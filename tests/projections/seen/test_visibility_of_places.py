"""Who reads where a child is or was: those who protect them."""

from __future__ import annotations

import msgspec
import pytest

from domain.case.events import ChildLocated
from domain.codes import Country, Role
from domain.events import REGISTER, Unknown
from domain.privacy import Purpose
from projections import cases, timeline
from projections.timeline import Entry
from projections.visibility import LANTERN, Viewer, case_seen, entries_seen, listed
from tests.projections.given import cases as c
from tests.projections.given.facts import CASE, FILE, Log, fold, sealed

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
    """The places in what *viewer* is shown, the same in the timeline, on the page and in lists."""
    case, entries = told(country=country)
    seen = [entries_seen(viewer, case, entries), case_seen(viewer, case, entries), listed(viewer, case)]
    found = [{place for place in PLACES if f"ciphertext {place}".encode() in msgspec.json.encode(it)} for it in seen]
    assert found[0] == found[1] == found[2]
    return found[0]


@pytest.mark.parametrize("viewer", [POLICE, CARER, LANTERN], ids=lambda viewer: viewer.agency)
def test_who_protects_the_child_reads_the_places(viewer: Viewer) -> None:
    assert places_read(viewer) == set(PLACES)


def test_the_asylum_authority_reads_no_place_and_everything_else() -> None:
    case, entries = told()

    assert places_read(ASYLUM) == set()
    assert places_read(ASYLUM, country=Country.BE) == set()
    assert b"ciphertext raised" in msgspec.json.encode(entries_seen(ASYLUM, case, entries))


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
