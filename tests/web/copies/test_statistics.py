"""Statistics tell of no small number, and nothing from which one could be worked out."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from domain.envelope import Occurred, PlaybookRef
from projections.timeline import Entry
from tests.web.conftest import Open
from tests.web.world import World
from web.pages.copies.counted import as_csv
from web.pages.copies.logs import period
from web.pages.looking.looked import months
from web.statistics import Group, Shown, Tally, add, shown

BEGIN, END = period("2026-10")
GROUP = Group("be", "response", "common-practice", "search")
RULE = PlaybookRef("common-practice", "2", "search")


def fact(task: str, name: str, at: datetime, /, exercise: str | None = None, **codes: Any) -> Entry:
    return Entry(
        position=1, id=f"{task}-{name}", name=name, originator=f"case.c.task.{task}", version=1, agency="a", actor="m",
        occurred=Occurred(at), recorded_at=at, codes=codes, playbook=RULE, exercise=exercise,
    )  # fmt: skip


def duty(task: str, at: datetime, *later: tuple[str, timedelta], exercise: str | None = None) -> list[Entry]:
    opened = fact(task, "TaskOpened", at, exercise, country="be", acknowledge_by=(at + HOUR).isoformat())
    return [opened, *(fact(task, name, at + after, exercise) for name, after in later)]


HOUR = timedelta(hours=1)


def counted(*entries: list[Entry]) -> Tally:
    groups: dict[Group, Tally] = {}
    for each in entries:
        add(groups, each, BEGIN, END, lambda _: "response")
    (tally,) = groups.values()
    assert tally.group == GROUP
    return tally


def test_a_duty_counts_in_the_month_it_was_opened_in_as_it_stood_when_that_was_over() -> None:
    soon, last = BEGIN + HOUR, END - HOUR / 2
    told = counted(
        duty("a", soon, ("TaskClaimed", HOUR / 2)),
        duty("b", soon, ("TaskAcknowledged", 2 * HOUR), ("TaskWentOverdue", 3 * HOUR), ("TaskClaimed", 4 * HOUR)),
        duty("c", last, ("TaskClaimed", HOUR), ("TaskWentOverdue", HOUR)),
        duty("d", END, ("TaskClaimed", HOUR)),
        duty("e", BEGIN - HOUR, ("TaskClaimed", 2 * HOUR)),
        duty("f", soon, ("TaskClaimed", HOUR), exercise="an exercise"),
    )

    assert (told.opened, told.late, told.in_time) == (3, 1, 1)
    assert told.to_claim == timedelta(hours=2, minutes=15)


def tally(opened: int, late: int = 0, in_time: int = 0, claimed: int = 0) -> Tally:
    return Tally(GROUP, "Search", opened, late, in_time, [HOUR] * claimed)


def numbers(each: Shown) -> tuple[int | None, ...]:
    return each.opened, each.late, each.in_time


def test_no_number_that_is_told_but_nought_has_one_cause_only() -> None:
    truths = [truth for truth in product(range(1, 24), repeat=3) if max(truth[1:]) <= truth[0]]
    causes: dict[tuple[int | None, ...], list[tuple[int, ...]]] = {}
    for truth in truths:
        (told,) = shown([tally(*truth)])
        causes.setdefault(numbers(told), []).append(truth)

    for told_numbers, found in causes.items():
        for place, number in enumerate(told_numbers):
            if number != 0 and max(truth[0] for truth in found) < 23:
                assert len({truth[place] for truth in found}) > 1, told_numbers


def test_small_numbers_are_hidden_and_the_others_are_multiples_of_five() -> None:
    for truth in range(60):
        (told,) = shown([tally(100, late=truth)])
        assert told.late == (None if 1 <= truth <= 7 else told.late)
        assert told.late is None or (told.late % 5 == 0 and abs(told.late - truth) <= 2)


@pytest.mark.parametrize(("claimed", "told"), [(7, None), (8, HOUR)])
def test_a_median_of_few_is_not_told(claimed: int, told: timedelta | None) -> None:
    (each,) = shown([tally(100, claimed=claimed)])

    assert each.to_claim == told


def test_of_a_small_group_nothing_is_told_but_that_there_is_one() -> None:
    row = next(csv.DictReader(io.StringIO(as_csv(shown([tally(5, late=0, in_time=5, claimed=5)])).decode())))

    assert list(row.values()) == [*GROUP, "1 to 7", "1 to 7", "1 to 7", ""]


@pytest.mark.parametrize(("name", "status"), [("auditor.be", 200), ("chair.be", 200), ("police.be", 404)])
async def test_statistics_are_for_auditors_and_chairs(world: World, browser: Open, name: str, status: int) -> None:
    await world.enrol(name)

    page = await (await browser(name)).get("/statistics", status)

    assert ("from 1 to 7 they are not told" in page.words()) == (status == 200)


async def test_the_month_that_runs_and_one_to_come_are_not_counted(world: World, browser: Open) -> None:
    auditor, running = await browser("auditor.be"), months(datetime.now(UTC))[0]

    for month in (running, "2999-01", "soon"):
        await auditor.get(f"/statistics?month={month}", 404)
        assert (await auditor.http.get(f"/statistics/copy?month={month}")).status_code == 404


async def test_a_month_that_is_over_is_shown_by_country_phase_and_rule(world: World, browser: Open) -> None:
    case = await world.case("carer.be", "police.be")
    for _ in range(9):
        await world.task(case, "police.be")
    month = months(world.clock.now())[0]
    world.clock.ahead = timedelta(days=32)
    auditor = await browser("auditor.be")

    page = await auditor.get(f"/statistics?month={month}")
    copy = await auditor.http.get(f"/statistics/copy?month={month}")

    assert "By hand" in page.words()
    assert Counter(row["opened"] for row in csv.DictReader(io.StringIO(copy.text))) == {"10": 1}
    assert case not in copy.text
