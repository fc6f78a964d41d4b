"""The documents of a case at any of its facts: what the views would hold if the log ended there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.codes import Country
from projections import board, cases, timeline
from projections.replaying import Past
from projections.visibility import LANTERN, Strand, Viewer, entries_seen, eye_of
from tests.projections.given import cases as c
from tests.projections.given.facts import FILE, Log, fold
from tests.projections.seen.test_strands import EYES, LATER, Happened, happened


def log_of(events: Happened) -> Log:
    log = Log()
    log.tell(FILE, c.OPENED, by="carer-be")
    for (originator, event), audience in events:
        log.tell(originator, event, by="carer-be", audience=audience)
    return log


def past_of(log: Log, news: int = 4) -> Past:
    """A past that hears of *news* facts at a time, and keeps a fold of three."""
    entries, past = list(fold(timeline.VIEW, log.facts).values()), Past(Country.BE, every=3)
    for start in range(0, len(entries), news):
        past.follow(entries[start : start + news])
    return past


@given(happened, st.integers(1, 7))
def test_at_each_fact_it_is_what_folding_the_log_up_to_there_gives(events: Happened, news: int) -> None:
    log = log_of(events)
    past = past_of(log, news)

    for position in range(len(log.facts) + 1):
        stood = past.at(position)
        assert stood.tasks == fold(board.VIEW, log.facts[:position])
        assert ([stood.case] if stood.case else []) == list(fold(cases.VIEW, log.facts[:position]).values())


@given(happened)
def test_step_by_step_it_is_the_same(events: Happened) -> None:
    log = log_of(events)
    past = past_of(log)

    for step in past.steps():
        stood = past.at(step.entry.position)
        assert (step.case, step.task) == (stood.case, stood.tasks.get(step.entry.task or ""))


@given(happened, st.sampled_from(EYES))
def test_through_the_eyes_of_an_agency_it_is_what_the_command_line_replays(events: Happened, other: Viewer) -> None:
    log = log_of(events)
    past, entries = past_of(log), list(fold(timeline.VIEW, log.facts).values())
    (now,) = fold(cases.VIEW, log.facts).values()

    for fact in log.facts:
        at, then = fact.recorded_at, past.at(fact.position).case
        assert then is not None
        strand = Strand([eye_of(LANTERN, now, LATER), eye_of(other, then, at)])
        strand.follow(entries)
        told = entries_seen(LANTERN, now, entries, as_seen_by=other, as_known_at=at, now=LATER)
        assert strand.until(fact.position) == told


def test_who_opened_the_case_is_of_the_country_they_are_of() -> None:
    log = log_of([])
    past = Past(Country.FR)
    past.follow(list(fold(timeline.VIEW, log.facts).values()))

    stood = past.at(1).case

    assert stood is not None
    assert [member.country for member in stood.agencies] == [Country.FR]
