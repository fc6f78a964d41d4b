"""What somebody sees of a case at any place of its record, kept as it grows: the same as beginning anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.codes import Country, Role
from domain.envelope import Audience
from domain.events import Event
from projections import cases, timeline
from projections.cases.telling import told
from projections.timeline import Entry
from projections.visibility import Strand, Viewer, entries_seen, eye_of
from tests.projections.given import cases as c
from tests.projections.given import tasks as t
from tests.projections.given.facts import DUTY, FILE, MINUTE, PROTECTED, START, Log, fold, named

EYES = (
    Viewer("police-be", Role.POLICE, Country.BE),
    Viewer("asylum-be", Role.ASYLUM, Country.BE),
    Viewer("auditor-be", Role.AUDITOR, Country.BE),
    Viewer("police-fr", Role.POLICE, Country.FR),
)
AUDIENCES = (Audience(), PROTECTED, named("police-be"), named("asylum-be"))
LATER = START + timedelta(days=1)
happened = st.lists(
    st.tuples(
        st.one_of(
            st.tuples(st.just(FILE), st.sampled_from(c.EVENTS[1:])),
            st.tuples(st.just(DUTY), st.sampled_from(t.EVENTS)),
        ),
        st.sampled_from(AUDIENCES),
    ),
    max_size=20,
)
"""What may follow the opening of a case: in its file or in a task, for whomever."""

Happened = Sequence[tuple[tuple[str, Event], Audience]]


def drawn(events: Happened) -> tuple[cases.Case, Sequence[Entry]]:
    log = Log()
    log.tell(FILE, c.OPENED, by="carer-be")
    for (originator, event), audience in events:
        log.tell(originator, event, by="carer-be", audience=audience)
    (case,) = fold(cases.VIEW, log.facts).values()
    return case, list(fold(timeline.VIEW, log.facts).values())


def strand_of(case: cases.Case, entries: Sequence[Entry], *viewers: Viewer, news: int = 4) -> Strand:
    """A strand that hears of *news* facts at a time, and keeps a fold of three."""
    strand = Strand([eye_of(each, case, LATER) for each in viewers], every=3)
    for start in range(0, len(entries), news):
        strand.follow(entries[start : start + news])
    return strand


@given(happened, st.sampled_from(EYES), st.integers(1, 7))
def test_at_each_place_it_is_what_cutting_and_folding_anew_gives(events: Happened, viewer: Viewer, news: int) -> None:
    case, entries = drawn(events)
    strand = strand_of(case, entries, viewer, news=news)

    for position in range(len(entries) + 2):
        seen = entries_seen(viewer, case, [entry for entry in entries if entry.position <= position], now=LATER)
        anew = told(seen)
        assert strand.until(position) == seen
        assert strand.case(position) == (anew and replace(anew, version=sum(entry.filed for entry in seen)))
    last = len(entries)
    assert (strand.until(), strand.case(), len(strand)) == (
        strand.until(last),
        strand.case(last),
        len(strand.until(last)),
    )


@given(happened, st.sampled_from(EYES), st.sampled_from(EYES))
def test_two_pairs_of_eyes_see_what_both_may(events: Happened, one: Viewer, other: Viewer) -> None:
    case, entries = drawn(events)

    both = strand_of(case, entries, one, other)

    assert both.until() == entries_seen(one, case, entries, as_seen_by=other, now=LATER)


@given(happened, st.sampled_from(EYES), st.integers(0, 21), st.integers(0, 3))
def test_by_a_moment_is_what_was_recorded_by_then_also_where_a_clock_was_put_back(
    events: Happened, viewer: Viewer, minute: int, back: int
) -> None:
    case, whole = drawn(events)
    entries = [
        replace(entry, recorded_at=entry.recorded_at - back * (entry.position % 2) * MINUTE * 3) for entry in whole
    ]
    at = START + minute * MINUTE

    known, stood = strand_of(case, entries, viewer).known(at)

    anew = entries_seen(viewer, case, [entry for entry in entries if entry.recorded_at <= at], now=LATER)
    assert known == anew
    assert (stood is None) == (told(anew) is None)
    assert stood is None or replace(stood, version=0) == replace(told(anew) or stood, version=0)
