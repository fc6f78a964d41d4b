"""The timeline and the audit trail: nothing is left out, nothing private is in clear."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from domain.codes import Country, Role
from domain.events import Unknown
from domain.privacy import Clear, Erased
from projections import audit, cases, timeline
from projections.cases.telling import as_fact
from projections.kept import ClearText, Kept, keep
from projections.timeline import LATE, Entry
from projections.visibility import Viewer, entries_seen
from tests.projections.given import cases as c
from tests.projections.given.facts import CASE, DUTY, FILE, TASK, Log, fold, sealed
from tests.projections.given.tasks import EVENTS as TASK_EVENTS
from tests.projections.given.tasks import claimed

UNKNOWN = Unknown(
    name="CaseSung", fields={"song": "code", "words": {"sealed": {"key": "key", "nonce": "n", "text": "t"}}}
)


def entries(log: Log) -> list[Entry]:
    return list(fold(timeline.VIEW, log.facts).values())


def test_every_fact_of_a_case_and_its_tasks_has_an_entry_in_log_order() -> None:
    log = Log()
    log.tell(FILE, *c.EVENTS)
    log.tell(DUTY, *TASK_EVENTS)

    assert [entry.position for entry in entries(log)] == list(range(1, len(log.facts) + 1))


def test_an_entry_has_codes_in_clear_and_private_text_sealed_with_the_place_that_opens_it() -> None:
    log = Log()
    log.tell(FILE, c.SIGHTING)

    entry = entries(log)[0]

    assert entry.codes == {"sighting": "sighting-1", "country": "fr", "seen_at": None}
    assert entry.private == {"place": sealed("station")}
    assert entry.kept("place") == Kept(sealed("station"), FILE, "event-1", "place")


def test_an_entry_says_who_for_whom_and_when_on_both_clocks() -> None:
    log = Log()
    fact = log.tell(DUTY, claimed(), late=timedelta(minutes=5))[0]

    entry = entries(log)[0]

    assert (entry.actor, entry.agency, entry.case, entry.task) == ("police-be-1", "police-be", CASE, TASK)
    assert entry.recorded_at - entry.occurred.at == timedelta(minutes=5)
    assert fact.meta.audience == entry.audience


@pytest.mark.parametrize(("after", "late"), [(LATE, False), (LATE + timedelta(seconds=1), True)])
def test_what_is_recorded_long_after_it_happened_is_marked_late(after: timedelta, late: bool) -> None:  # noqa: FBT001
    log = Log()
    log.tell(FILE, c.SIGHTING, late=after)

    assert entries(log)[0].late is late


def test_an_unknown_fact_stands_there_as_unknown_with_its_sealed_text_apart() -> None:
    log = Log()
    log.tell(FILE, UNKNOWN)

    entry = entries(log)[0]

    assert (entry.name, entry.unknown, entry.codes) == ("CaseSung", True, {"song": "code"})
    assert list(entry.private) == ["words"]
    assert timeline.VIEW.columns["unknown"](entry) is True


def test_known_facts_are_not_in_the_index_of_the_unknown() -> None:
    log = Log()
    log.tell(FILE, c.SIGHTING)

    assert timeline.VIEW.columns["unknown"](entries(log)[0]) is None


def test_erased_text_stays_visible_as_erased() -> None:
    log = Log()
    log.tell(FILE, type(c.SIGHTING)(sighting="s", country=None, place=Erased()))

    assert entries(log)[0].private == {"place": Erased()}


def test_private_text_in_clear_is_refused() -> None:
    log = Log()
    log.tell(FILE, type(c.SIGHTING)(sighting="s", country=None, place=Clear("Abena was here")))

    with pytest.raises(ClearText):
        entries(log)


def test_facts_outside_cases_have_no_entry() -> None:
    log = Log()
    fact = log.tell("directory.agency.police-be", c.SIGHTING)[0]

    assert timeline.keys(fact) == ()
    assert timeline.evolve(None, fact) is None


@pytest.mark.parametrize("event", [*c.EVENTS, *TASK_EVENTS], ids=lambda event: type(event).__name__)
def test_an_entry_can_be_told_as_the_fact_it_came_from(event: object) -> None:
    log = Log()
    log.tell(FILE, event)  # type: ignore[arg-type]
    stored = msgspec.json.decode(msgspec.json.encode(entries(log)[0]), type=Entry)

    told = as_fact(stored)

    assert told.name == log.facts[0].name
    if not isinstance(event, Unknown):
        assert told.event == event


def test_the_audit_trail_has_every_fact_of_every_originator_and_none_of_their_fields() -> None:
    log = Log()
    log.tell(FILE, c.OPENED, c.IDENTITY)
    log.tell("directory.agency.police-be", UNKNOWN)

    traces = fold(audit.VIEW, log.facts)

    assert [(trace.name, trace.case) for trace in traces.values()] == [
        ("CaseOpened", CASE),
        ("IdentityRecorded", CASE),
        ("CaseSung", None),
    ]
    assert b"sealed" not in msgspec.json.encode(list(traces.values()))


def test_a_trace_says_who_did_it_for_whom_when_why_and_through_which_command() -> None:
    log = Log()
    log.tell(FILE, c.OPENED, by="carer-be")

    trace = fold(audit.VIEW, log.facts)["1"]

    assert (trace.actor, trace.agency, trace.command_id) == ("carer-be-1", "carer-be", "command-1")
    assert (trace.purpose, trace.legal_basis) == ("protection of a missing child", "vital interests")
    columns = {name: column(trace) for name, column in audit.VIEW.columns.items()}
    assert (trace.position, columns["case"], columns["name"]) == (1, CASE, "CaseOpened")
    assert (columns["agency"], columns["actor"]) == ("carer-be", "carer-be-1")
    assert isinstance(columns["recorded_at"], int)


def written(language: str | None) -> list[Any]:
    """A case in which everything was written in *language*."""
    log = Log()
    log.tell(FILE, c.OPENED, c.POLICE, c.noticed(), by="carer-be")
    return [replace(fact, meta=replace(fact.meta, language=language)) for fact in log.facts]


def test_an_entry_says_the_language_of_its_words_also_where_they_are_opened_and_folded_again() -> None:
    entry = fold(timeline.VIEW, written("el"))["3"]

    assert entry.language == "el"
    assert entry.kept("circumstances").language == "el"
    assert as_fact(entry).meta.language == "el"


def test_who_says_nothing_is_not_guessed_at() -> None:
    entry = fold(timeline.VIEW, written(None))["3"]

    assert (entry.language, entry.kept("circumstances").language) == (None, None)


def test_a_kept_text_says_its_language() -> None:
    kept = keep(written("ti")[2], "circumstances", sealed())

    assert kept is not None
    assert kept.language == "ti"


def test_who_may_not_read_the_words_does_not_learn_their_language() -> None:
    told = written("el")
    case, entries = fold(cases.VIEW, told)[CASE], list(fold(timeline.VIEW, told).values())
    police = Viewer("police-be", Role.POLICE, Country.BE)
    auditor = Viewer("auditor-be", Role.AUDITOR, Country.BE)

    assert {entry.language for entry in entries_seen(police, case, entries)} == {"el"}
    assert {entry.language for entry in entries_seen(auditor, case, entries)} == {None}
