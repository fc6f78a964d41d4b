"""Rows and position are one write, in whatever batches the facts come."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.json import encode

from domain.events import Event
from infra.sqlite.file import ROWS_AT_ONCE
from infra.sqlite.views import Views
from projections import VIEWS, board
from projections.keeping import CannotFold
from projections.views import Parked, View
from tests.projections.given import cases, tasks
from tests.projections.given.facts import DUTY, FILE, START, Log, fold
from tests.sqlite.model import EACH, NOTES, Note, dump, many_tasks, oddly

steps = st.lists(
    st.one_of(
        st.tuples(st.just(FILE), st.sampled_from(cases.EVENTS)), st.tuples(st.just(DUTY), st.sampled_from(tasks.EVENTS))
    ),
    max_size=40,
)


def told(history: list[tuple[str, Event]]) -> Log:
    log = Log()
    for originator, event in history:
        log.tell(originator, event)
    return log


@settings(max_examples=40, deadline=None)
@given(history=steps, sizes=st.lists(st.integers(1, 12), min_size=1), again=st.booleans())
def test_any_batching_with_any_repeats_is_the_fold_of_the_log(
    history: list[tuple[str, Event]],
    sizes: list[int],
    again: bool,  # noqa: FBT001
) -> None:
    log, start = told(history), 0
    with tempfile.TemporaryDirectory() as folder:
        views = Views(Path(folder), VIEWS)
        while start < len(log.facts):
            size = sizes[start % len(sizes)]
            for model in views.models():
                model.apply(log.facts[0 if again else start : start + size], {})
            start += size
        documents = {view.name: views.select(view, order_by=("key",)) for view in VIEWS}
        views.close()

    for view in VIEWS:
        folded = fold(view, log.facts)
        keys = sorted(folded, key=int if view.one_each else str)
        assert encode(documents[view.name]) == encode([folded[key] for key in keys])


def test_a_batch_that_was_folded_before_changes_nothing(tmp_path: Path) -> None:
    log = many_tasks(5)
    views = Views(tmp_path, [board.VIEW, NOTES])
    model = views.models()[1]
    model.apply(log.facts, {})
    before = dump(views, NOTES)

    model.apply(log.facts, {})
    model.apply(log.facts[2:4], {})

    assert dump(views, NOTES) == before
    assert model.position == 5
    views.close()


@pytest.mark.parametrize("how", ["Poison", "Leak", "Nowhere"])
def test_a_failure_in_the_middle_of_a_batch_leaves_neither_rows_nor_position(tmp_path: Path, how: str) -> None:
    log = many_tasks(3)
    poison = log.tell(FILE, oddly("Fine"), oddly(how))[1]
    many_tasks(3, log)
    views = Views(tmp_path, [NOTES])

    with pytest.raises(CannotFold) as fault:
        views.models()[0].apply(log.facts, {})

    assert fault.value.fact == poison
    assert "Abena" not in str(fault.value)
    assert (views.count(NOTES), views.position(NOTES)) == (0, 0)
    views.close()


@pytest.mark.parametrize("how", ["Poison", "Leak"])
def test_a_failure_after_rows_were_written_leaves_neither_these_nor_the_position(tmp_path: Path, how: str) -> None:
    log = many_tasks(ROWS_AT_ONCE + 1)
    poison = log.tell(FILE, oddly(how))[0]
    views = Views(tmp_path, [EACH])

    with pytest.raises(CannotFold) as fault:
        views.models()[0].apply(log.facts, {})

    assert fault.value.fact == poison
    assert (views.count(EACH), views.position(EACH)) == (0, 0)
    views.close()


@pytest.mark.parametrize("count", [1, ROWS_AT_ONCE - 1, ROWS_AT_ONCE, 2 * ROWS_AT_ONCE + 37])
@pytest.mark.parametrize("view", [NOTES, EACH], ids=["several facts", "one fact"])
def test_however_many_documents_a_batch_has_each_is_written(tmp_path: Path, count: int, view: View[Note]) -> None:
    views = Views(tmp_path, [view])

    views.models()[0].apply(many_tasks(count).facts, {})

    assert views.count(view) == count
    views.close()


def test_a_fact_that_makes_no_document_of_its_own_is_passed_over(tmp_path: Path) -> None:
    log = many_tasks(1)
    log.tell(FILE, oddly("Drop"))
    views = Views(tmp_path, [EACH])

    views.models()[0].apply(log.facts, {})

    assert (views.count(EACH), views.position(EACH)) == (1, 2)
    views.close()


def test_a_parked_fact_is_passed_over_visibly_with_the_rest_of_its_batch_folded(tmp_path: Path) -> None:
    log = many_tasks(2)
    log.tell(FILE, oddly("Poison"))
    many_tasks(2, log)
    parked = Parked(view="notes", position=3, originator=FILE, event="Poison", why="Broken", at=START)
    views = Views(tmp_path, [NOTES])

    views.models()[0].apply(log.facts, {3: parked})

    assert views.parked() == [parked]
    assert (views.count(NOTES), views.position(NOTES)) == (2, 5)
    views.close()


def test_a_row_that_fails_once_and_not_again_is_told_as_a_failure_of_the_last_fact(tmp_path: Path) -> None:
    log, tried = many_tasks(3), list[int]()

    def fails_once(note: Note) -> int:
        tried.append(note.seen)
        if len(tried) == 1:
            raise MemoryError
        return note.seen

    views = Views(tmp_path, [replace(NOTES, columns={"seen": fails_once})])

    with pytest.raises(CannotFold) as fault:
        views.models()[0].apply(log.facts, {})

    assert (fault.value.fact, fault.value.why) == (log.facts[-1], "MemoryError")
    views.close()


def test_more_documents_than_a_statement_has_parameters_fit_into_one_batch(tmp_path: Path) -> None:
    log = many_tasks(40)
    views = Views(tmp_path, [NOTES])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("infra.sqlite.file.KEYS_AT_ONCE", 7)
        views.models()[0].apply(log.facts, {})
        views.models()[0].apply(many_tasks(40, log).facts, {})

    assert {note.seen for note in views.select(NOTES)} == {2}
    views.close()


def test_facts_that_touch_nothing_move_the_position_on_and_are_written_at_the_end(tmp_path: Path) -> None:
    views, elsewhere = Views(tmp_path, [board.VIEW]), told([(FILE, cases.EVENTS[0])])

    views.models()[0].apply(elsewhere.facts, {})

    assert views.position(board.VIEW) == 1
    assert Views(tmp_path, [board.VIEW]).position(board.VIEW) == 0
    views.close()
    assert Views(tmp_path, [board.VIEW]).position(board.VIEW) == 1


def test_a_file_does_not_stay_far_behind_the_facts_that_touch_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infra.sqlite.file.UNWRITTEN", 2)
    views, elsewhere = Views(tmp_path, [board.VIEW]), told([(FILE, cases.EVENTS[0])] * 3)

    for fact in elsewhere.facts:
        views.models()[0].apply([fact], {})

    assert Views(tmp_path, [board.VIEW]).position(board.VIEW) == 2
