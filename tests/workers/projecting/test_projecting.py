"""The projecting loop: every view, every fact, in order, told to who waits and who listens."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.sqlite.views import Views
from projections import board
from projections.keeping import ViewAhead
from tests.projections.given.facts import Log
from tests.sqlite.model import NOTES, acknowledge, many_tasks
from tests.workers.projecting.loops import StillClock, projecting, running
from workers.projecting import Projecting


@pytest.fixture(name="views")
def _views(tmp_path: Path) -> Views:
    return Views(tmp_path, [board.VIEW, NOTES])


async def test_draining_folds_what_the_log_has_into_every_view(views: Views) -> None:
    loop = projecting(many_tasks(30), views)

    assert await loop.drain() == 30
    assert (views.count(board.VIEW), views.count(NOTES), loop.position) == (30, 30, 30)
    views.close()


@pytest.mark.parametrize("batch", [1, 7, 1_000])
async def test_a_long_log_is_folded_in_batches_of_any_size(views: Views, batch: int) -> None:
    log = many_tasks(40, Log(batch))

    await projecting(log, views).drain()

    assert views.count(board.VIEW) == 40
    views.close()


async def test_draining_an_empty_log_ends_at_once(views: Views) -> None:
    assert await projecting(Log(), views).drain() == 0
    views.close()


async def test_a_view_that_lags_behind_is_fed_from_its_own_position(views: Views) -> None:
    log = many_tasks(10)
    views.models()[0].apply(log.facts, {})

    await projecting(log, views).drain()

    assert {note.seen for note in views.select(NOTES)} == {1}
    views.close()


async def test_a_new_fact_is_seen_by_who_waits_for_it(views: Views) -> None:
    log = many_tasks(3)
    loop = projecting(log, views)

    async with running(loop):
        await loop.caught_up()
        acknowledge(log, 1)
        await views.reached(board.VIEW, 4)

    task = views.get(board.VIEW, "task-0001")
    assert task is not None
    assert task.state == "acknowledged"
    views.close()


async def test_listeners_hear_of_each_fact_once_after_all_views_have_it(views: Views) -> None:
    log, heard = many_tasks(3), list[tuple[int, int, int]]()
    loop = projecting(log, views)
    stop = loop.subscribe(lambda at, facts: heard.append((at, len(facts), views.position(board.VIEW))))

    await loop.drain()
    acknowledge(log, 1)
    await loop.drain()
    stop()
    stop()
    acknowledge(log, 2)
    await loop.drain()

    assert heard == [(3, 3, 3), (4, 1, 4)]
    views.close()


async def test_facts_folded_before_the_start_are_no_news(views: Views) -> None:
    log, heard = many_tasks(3), list[int]()
    await projecting(log, views).drain()
    loop = projecting(log, views)
    loop.subscribe(lambda at, _: heard.append(at))

    await loop.drain()

    assert heard == []
    views.close()


async def test_progress_tells_how_far_and_how_long(views: Views) -> None:
    told: list[tuple[int, int]] = []
    loop = Projecting(many_tasks(5), views, StillClock(), progress=lambda *both: told.append(both))

    await loop.drain()

    assert (told[0], told[-1]) == ((0, 5), (5, 5))
    views.close()


async def test_views_that_have_seen_more_than_the_log_has_are_an_alarm(views: Views) -> None:
    await projecting(many_tasks(5), views).drain()

    with pytest.raises(ViewAhead, match=r"board has seen position 5, but the log ends at 3: .* lost its end"):
        await projecting(many_tasks(3), views).run()

    assert views.count(board.VIEW) == 5
    views.close()
