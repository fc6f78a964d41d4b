"""Waiting for a position: woken by the fold, in whatever thread it runs."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from infra.sqlite.views import Views
from infra.sqlite.waiting import Waiting
from tests.sqlite.model import NOTES, many_tasks

LOG = many_tasks(4)


@pytest.fixture(name="views")
def _views(tmp_path: Path) -> Views:
    return Views(tmp_path, [NOTES])


async def test_a_position_that_was_reached_is_not_waited_for(views: Views) -> None:
    views.models()[0].apply(LOG.facts, {})

    await views.reached(NOTES, 4, within=0)

    views.close()


@pytest.mark.parametrize("threaded", [True, False])
async def test_who_waits_is_woken_by_the_fold(views: Views, threaded: bool) -> None:  # noqa: FBT001
    waiting = [asyncio.create_task(views.reached(NOTES, position)) for position in (2, 4, 4)]
    await asyncio.wait(waiting, timeout=0)
    model = views.models()[0]

    if threaded:
        await asyncio.to_thread(model.apply, LOG.facts, {})
    else:
        model.apply(LOG.facts, {})

    await asyncio.gather(*waiting)
    views.close()


async def test_who_waits_for_more_goes_on_waiting_until_time_is_up(views: Views) -> None:
    waiting = asyncio.create_task(views.reached(NOTES, 5, within=0.02))
    await asyncio.wait([waiting], timeout=0)
    views.models()[0].apply(LOG.facts, {})

    with pytest.raises(TimeoutError):
        await waiting

    views.close()


async def test_a_wake_up_for_somebody_who_has_just_left_is_no_error() -> None:
    waiting = Waiting()
    task = asyncio.create_task(waiting.wait(1, within=5))
    await asyncio.wait([task], timeout=0)
    task.cancel()
    waiting.reached(1)

    await asyncio.gather(task, return_exceptions=True)
    await waiting.wait(1, within=0)

    assert task.done()


async def test_a_view_that_starts_over_is_waited_for_again_and_a_swap_wakes_who_waits(views: Views) -> None:
    views.models()[0].apply(LOG.facts, {})
    views.set_aside(views.models()[0], "a test says so")
    waiting = asyncio.create_task(views.reached(NOTES, 4))
    await asyncio.wait([waiting], timeout=0)
    early = waiting.done()
    built = views.build(NOTES)
    built.apply(LOG.facts, {})

    views.swap(built)
    await waiting

    assert early is False
    views.close()
