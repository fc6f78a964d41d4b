"""One answer for many pages: made once for as long as it looks the same, and never with anybody's token in it."""

from __future__ import annotations

import gzip

import pytest

from domain.task import commands as t
from tests.web.conftest import Open
from tests.web.harness.browser import HTMX
from tests.web.world import World

PACKED = {**HTMX, "accept-encoding": "gzip"}


@pytest.fixture(name="task")
async def _task(world: World) -> tuple[str, str]:
    case = await world.case("carer.be", "police.be")
    return case, await world.task(case, "police.be", due_at=world.clock.now())


async def test_a_region_is_packed_once_for_all_pages_of_a_person(
    browser: Open, task: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = await browser("police.be"), await browser("police.be")
    first = await one.http.get("/board", headers=PACKED)
    monkeypatch.delattr(gzip, "compress")

    again = await other.http.get("/board", headers=PACKED)

    assert again.headers["content-encoding"] == "gzip"
    assert again.content == first.content
    assert task[1] in again.text


async def test_a_region_holds_nobodys_token(browser: Open, task: tuple[str, str]) -> None:
    police = await browser("police.be")
    token = dict((await police.get(f"/tasks/{task[1]}")).form("/claim").fields)["_csrf_token"]

    region = await police.http.get("/board", headers=PACKED)

    assert task[1] in region.text
    assert token not in region.text


async def test_what_has_not_changed_is_told_by_its_mark(browser: Open, task: tuple[str, str]) -> None:
    police = await browser("police.be")
    region = await police.http.get("/board", headers=PACKED)
    assert task[1] in region.text

    again = await police.http.get("/board", headers={**PACKED, "if-none-match": region.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")


async def test_a_change_makes_another_answer(world: World, browser: Open, task: tuple[str, str]) -> None:
    police = await browser("police.be")
    before = await police.http.get("/board", headers=PACKED)
    await world.work("police2.be", *task, t.Claim())

    after = await police.http.get("/board", headers=PACKED)

    assert after.headers["etag"] != before.headers["etag"]
    assert "Mx police2.be" in after.text


async def test_a_colleague_gets_their_own(world: World, browser: Open, task: tuple[str, str]) -> None:
    await world.work("police2.be", *task, t.Claim())
    one, other = await browser("police.be"), await browser("police2.be")

    texts = [(await each.http.get("/board", headers=PACKED)).text for each in (one, other)]

    cards = [text.split(f'id="task-{task[1]}"')[1].split("</li>")[0] for text in texts]
    assert "/hand-over" not in cards[0]
    assert "#hand-over-" in cards[1]
