"""Who knows of a conference, and what of it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.json import encode

from domain.codes import Country, Role
from domain.events import Event
from projections import cases, timeline
from projections.conferences import VIEW, Conference, told, without_private
from projections.timeline import Entry
from projections.visibility import Viewer, conference_listed, entries_seen, sees_conference
from tests.projections.conferences.held import (
    ALL,
    CALLED,
    DECIDED,
    DRAFTED,
    ID,
    ORIGINATOR,
    PINNED,
    approved,
    held,
    objected,
    text,
    there,
)
from tests.projections.given.cases import ASYLUM, LOCATED, OPENED, POLICE, joined
from tests.projections.given.facts import FILE, Log, fold, named

CARER = Viewer("carer-be", Role.CARER, Country.BE)
OFFICER = Viewer("police-be", Role.POLICE, Country.BE)
AUTHORITY = Viewer("asylum-be", Role.ASYLUM, Country.BE)
UNINVITED = Viewer("guardian-be", Role.GUARDIAN, Country.BE)
AUDITOR = Viewer("auditor-be", Role.AUDITOR, Country.BE)
ABROAD = Viewer("auditor-gr", Role.AUDITOR, Country.GR)

EVERYTHING = (there("police-be"), DECIDED, DRAFTED, approved("police-be"))


def log() -> Log:
    told = Log()
    told.tell(FILE, OPENED, POLICE, ASYLUM, joined("guardian-be", Role.GUARDIAN), LOCATED, by="carer-be")
    told.tell(ORIGINATOR, CALLED, *EVERYTHING, by="carer-be", audience=ALL)
    told.tell(ORIGINATOR, PINNED, by="police-be", audience=named("carer-be", "police-be"))
    return told


def case_and_entries() -> tuple[cases.Case, Sequence[Entry]]:
    facts = log().facts
    (case,) = fold(cases.VIEW, facts).values()
    return case, list(fold(timeline.VIEW, facts).values())


def seen_by(viewer: Viewer) -> Conference | None:
    case, entries = case_and_entries()
    return told(entries_seen(viewer, case, entries)).get(ID)


def agencies() -> tuple[cases.Membership, ...]:
    return case_and_entries()[0].agencies


def test_who_was_invited_sees_all_of_a_conference() -> None:
    seen = seen_by(CARER)

    assert seen is not None
    assert seen.agenda == text(6, "agenda", "agenda")
    assert [pin.fact for pin in seen.pins] == ["event-7"]
    assert seen == fold_of_view()


def fold_of_view() -> Conference:
    (document,) = fold(VIEW, log().facts).values()
    return document


@pytest.mark.parametrize("viewer", [UNINVITED, ABROAD], ids=lambda viewer: viewer.agency)
def test_who_was_not_invited_does_not_know_that_there_is_a_conference(viewer: Viewer) -> None:
    assert seen_by(viewer) is None
    assert not sees_conference(viewer, held(), agencies())
    assert conference_listed(viewer, held(), agencies()) is None


def test_an_invited_asylum_authority_reads_what_was_said_to_it_and_not_what_was_pinned_for_others() -> None:
    seen = seen_by(AUTHORITY)

    assert seen is not None
    assert seen.agenda is not None
    assert seen.pins == ()


def test_an_auditor_reads_that_it_was_held_and_who_does_what_and_no_text() -> None:
    seen = seen_by(AUDITOR)

    assert seen is not None
    assert seen == without_private(seen)
    assert (seen.present, seen.decisions[0].owner, seen.minutes_stand) == (("police-be",), "police-be", True)
    assert seen.pins == ()


def test_a_list_has_codes_and_times_and_no_text() -> None:
    full = held(PINNED, *EVERYTHING, objected("carer-be"))
    listed = conference_listed(CARER, full, agencies())

    assert listed is not None
    assert b"ciphertext" in encode(full)
    assert b"ciphertext" not in encode(listed)
    assert (listed.topics, listed.starts_at) == (full.topics, full.starts_at)


def test_an_entry_says_which_conference_it_is_about() -> None:
    _case, entries = case_and_entries()

    assert {entry.conference for entry in entries} == {None, ID}
    assert all(entry.task is None for entry in entries)


def test_what_was_told_before_a_call_was_seen_is_no_conference() -> None:
    _case, entries = case_and_entries()
    only = [entry for entry in entries if entry.name != "ConferenceCalled"]

    assert told(only) == {}


def test_a_conference_without_minutes_is_listed_as_it_is() -> None:
    events: tuple[Event, ...] = ()

    assert without_private(held(*events)).minutes is None
