"""What screens ask the views."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from domain.task.events import TaskOpened
from infra.sqlite import statements
from infra.sqlite.statements import UnknownColumn
from infra.sqlite.views import Views
from projections import audit, board
from projections.views import moment
from tests.projections.given.facts import CASE, FILE, START, Log
from tests.projections.given.tasks import DUE, claimed, opened
from tests.sqlite.model import NOTES, many_tasks, oddly


@pytest.fixture(name="views")
def _views(tmp_path: Path) -> Views:
    views = Views(tmp_path, [board.VIEW, NOTES])
    log = many_tasks(9)
    log.tell("case.c.task.timeless", _timeless(), claimed())
    for model in views.models():
        model.apply(log.facts, {})
    return views


def _timeless() -> TaskOpened:
    return replace(opened("timeless", agency="agency-0"), due_at=None)


def ids(tasks: list[board.Task]) -> list[str]:
    return [task.id for task in tasks]


def test_a_document_is_found_by_its_key_and_another_is_none(views: Views) -> None:
    found = views.get(board.VIEW, "task-0004")

    assert found is not None
    assert (found.agency, found.due_at) == ("agency-1", DUE)
    assert views.get(board.VIEW, "task-9999") is None


def test_documents_are_selected_by_columns_and_ordered_with_null_last(views: Views) -> None:
    found = views.select(board.VIEW, {"agency": "agency-0", "running": True}, order_by=("due_at",))

    assert ids(found) == ["task-0000", "task-0003", "task-0006", "timeless"]


def test_a_sequence_means_any_of_and_none_means_null(views: Views) -> None:
    assert len(views.select(board.VIEW, {"agency": ("agency-1", "agency-2")})) == 6
    assert ids(views.select(board.VIEW, {"due_at": None})) == ["timeless"]
    assert views.select(board.VIEW, {"agency": ()}) == []


def test_less_or_equal_leaves_null_out(views: Views) -> None:
    assert len(views.select(board.VIEW, less_or_equal={"due_at": moment(DUE)})) == 9
    assert views.select(board.VIEW, less_or_equal={"due_at": moment(START)}) == []


def test_what_is_due_by_a_moment_comes_in_order_straight_from_the_index(views: Views) -> None:
    text, values = statements.select(NOTES, "body", None, {"seen": 9})
    text += statements.order(NOTES, ("seen",), {"seen"})

    plan = [row[3] for row in views._shelves["notes"].live._read(f"EXPLAIN QUERY PLAN {text}", values)]

    assert plan == ["SEARCH documents USING INDEX by_seen_key (seen<?)"]
    assert [note.seen for note in views.select(NOTES, less_or_equal={"seen": 1}, order_by=("seen",))] == [1] * 9


def test_order_can_be_turned_round_and_cut_into_pages(views: Views) -> None:
    assert ids(views.select(board.VIEW, order_by=("-holder", "-key"), limit=2)) == ["timeless", "task-0008"]
    assert ids(views.select(board.VIEW, order_by=("key",), offset=8)) == ["task-0008", "timeless"]


def test_documents_are_counted_without_being_read(views: Views) -> None:
    assert views.count(board.VIEW) == 10
    assert views.count(board.VIEW, {"state": "claimed"}) == 1


def test_columns_are_read_without_their_documents(views: Views) -> None:
    assert views.values(board.VIEW, ("key", "holder"), {"state": "claimed"}) == [("timeless", "police-be-1")]


def test_a_query_by_a_column_that_is_not_declared_is_refused(views: Views) -> None:
    for wrong in ("title", "key; DROP TABLE documents", ""):
        with pytest.raises(UnknownColumn):
            views.select(board.VIEW, {wrong: 1})
    with pytest.raises(UnknownColumn):
        views.select(board.VIEW, order_by=("nothing",))


def test_a_dropped_document_is_gone_and_one_that_never_was_stays_away(views: Views) -> None:
    log = Log()
    log.tell(FILE, oddly("Drop"), oddly("Some"))
    more = many_tasks(11, log).facts[11:]
    model = next(model for model in views.models() if model.view is NOTES)
    gone = log.tell("case.c.task.timeless", oddly("Drop"))

    model.apply([*more, *gone], {})

    assert views.get(NOTES, "case.c.task.timeless") is None
    assert views.get(NOTES, FILE) is None


def test_the_position_is_that_of_the_last_fact(views: Views) -> None:
    assert (views.position(board.VIEW), views.position(NOTES)) == (11, 11)


def test_views_know_their_position_and_documents_after_a_restart(views: Views, tmp_path: Path) -> None:
    before = views.select(board.VIEW, order_by=("key",))
    views.close()
    again = Views(tmp_path, [board.VIEW, NOTES])

    assert again.position(board.VIEW) == 11
    assert again.select(board.VIEW, order_by=("key",)) == before
    again.close()


def test_documents_of_one_fact_each_are_found_and_ordered_by_its_position_without_sorting(tmp_path: Path) -> None:
    views = Views(tmp_path, [audit.VIEW])
    views.models()[0].apply(many_tasks(30).facts, {})

    asked: dict[str, Any] = {"where": {"case": CASE}, "less_or_equal": {"position": 20}, "order_by": ("-position",)}
    found = views.select(audit.VIEW, **asked, limit=3)
    text, values = statements.select(audit.VIEW, "key", {"case": CASE}, None)
    text += statements.order(audit.VIEW, ("-position",))
    with closing(sqlite3.connect(next(tmp_path.glob("*.sqlite")))) as file:
        plan = " ".join(row[3] for row in file.execute(f"EXPLAIN QUERY PLAN {text}", values))

    assert [trace.position for trace in found] == [20, 19, 18]
    assert views.values(audit.VIEW, ["position"], {"case": CASE})[0] == (1,)
    assert ("by_case" in plan, "TEMP B-TREE" in plan) == (True, False)
    views.close()
