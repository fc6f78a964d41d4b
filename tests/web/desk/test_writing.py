"""Who writes says in which language: their words are marked with it, and nothing is guessed."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest

from domain.task.commands import Claim, Release
from tests.web.conftest import Connect, Open
from tests.web.harness.browser import Browser
from tests.web.harness.reading import Page
from tests.web.world import World
from web.access import appearance
from web.answers.rendering import marked
from web.texts import catalog

NOTE = "Κανείς στο σπίτι"
MARKED = f'<span lang="el" dir="auto">{NOTE}</span>'


async def writes(browser: Browser, tag: str) -> Browser:
    """The *browser* after its member said that they write in *tag*."""
    await browser.send((await browser.get("/desk")).form("/desk"), writes=tag)
    return browser


async def noted(browser: Browser, task: str) -> Page:
    """The page of *task* after a note on it."""
    return await browser.send((await browser.get(f"/tasks/{task}")).form(f"/tasks/{task}/note"), note=NOTE)


def textarea(page: Page, name: str) -> Element:
    return next(each for each in page.all("textarea") if each.get("name") == name)


async def a_task(world: World) -> tuple[str, str]:
    case = await world.case("carer.be", "police.be")
    return case, await world.task(case, "police.be")


async def test_a_greek_note_is_read_as_greek_by_others(world: World, browser: Open) -> None:
    case, task = await a_task(world)
    await noted(await writes(await browser("police.be"), "el"), task)
    reader = await browser("carer.be")

    assert MARKED in (await reader.get(f"/cases/{case}")).text
    assert MARKED in (await reader.get(f"/tasks/{task}")).text
    await writes(await browser("police.be"), "")


async def test_a_note_whose_writer_said_nothing_is_marked_as_nothing(world: World, browser: Open) -> None:
    case, task = await a_task(world)
    await noted(await browser("police.be"), task)

    page = await (await browser("carer.be")).get(f"/cases/{case}")

    assert NOTE in page.text
    assert 'dir="auto"' not in page.text


async def test_the_reason_of_an_offer_and_of_a_risk_are_marked(world: World, browser: Open) -> None:
    case, task = await a_task(world)
    police = await writes(await browser("police2.be"), "el")
    await police.send((await police.get(f"/tasks/{task}")).form("/claim"))
    offer = (await police.get(f"/tasks/{task}")).form("/hand-over")
    await police.send(offer, to_agency="police-be", to_member="police-be", reason=NOTE)
    signs = (await police.get(f"/cases/{case}/do/assess-risk")).form("/assess-risk")
    weighed = await police.send(signs)
    await police.send(weighed.form("/assess-risk"), level="high", reasons=NOTE)

    assert f"<p>{MARKED}</p>" in (await police.get(f"/tasks/{task}")).text
    assert f"<li>{MARKED}</li>" in (await police.get(f"/cases/{case}")).text
    await writes(police, "")


async def test_a_form_says_how_words_are_marked_to_who_said_so_and_to_nobody_else(world: World, browser: Open) -> None:
    case, _task = await a_task(world)
    carer = await browser("carer.be")
    before = await carer.get(f"/cases/{case}/do/record-sighting")
    await writes(carer, "el")

    page = await carer.get(f"/cases/{case}/do/record-sighting")

    assert "What you write here" not in before.words()
    assert 'What you write here is marked as <span lang="el" dir="auto">Ελληνικά</span>.' in page.text
    assert "/desk#writes" in page.links()
    assert textarea(page, "note").get("lang") == "el"
    await writes(carer, "")


async def test_a_form_about_the_child_marks_no_names(world: World, browser: Open) -> None:
    case, _task = await a_task(world)
    carer = await writes(await browser("carer2.be"), "el")

    page = await carer.get(f"/cases/{case}/do/record-identity")

    assert "What you write here" not in page.words()
    assert textarea(page, "description").get("lang") is None
    await writes(carer, "")


@pytest.mark.parametrize("forged", ["tlh", "el-forged", "x"])
async def test_a_language_that_cannot_be_chosen_is_refused(world: World, browser: Open, forged: str) -> None:
    case, task = await a_task(world)
    police = await browser("police.be")
    assert (await police.get("/desk")).form("/desk")["writes"] == ""
    await writes(police, forged)
    assert (await police.get("/desk")).form("/desk")["writes"] == ""
    del police.http.cookies[appearance.COOKIE]
    police.http.cookies.set(appearance.COOKIE, f"dark.compact.keys..{forged}")

    await noted(police, task)

    assert 'dir="auto"' not in (await police.get(f"/cases/{case}")).text


async def test_ones_own_words_are_marked_in_a_conflict_too(world: World, browser: Open) -> None:
    case, task = await a_task(world)
    await world.work("police.be", case, task, Claim())
    police = await writes(await browser("police.be"), "el")
    form = (await police.get(f"/tasks/{task}")).form("/complete")
    await world.work("police.be", case, task, Release())
    await world.work("police2.be", case, task, Claim())

    lost = await police.send(form, 409, note=NOTE)

    assert f'<td data-of="Yours">{MARKED}</td>' in lost.text
    await writes(police, "")


async def test_a_program_says_the_language_of_its_words_in_a_header(world: World, program: Connect) -> None:
    case, task = await a_task(world)
    police = await program("police.be")
    await police.post(f"/api/v1/tasks/{task}/note", {"note": NOTE}, content_language="el")

    newest = (await police.get(f"/api/v1/cases/{case}/timeline"))["entries"][0]

    assert (newest["event"], newest["language"]) == ("TaskNoted", "el")


async def test_a_header_that_says_no_language_is_refused_and_nothing_is_recorded(
    world: World, program: Connect
) -> None:
    case, task = await a_task(world)
    police = await program("police.be")

    answer = await police.post(f"/api/v1/tasks/{task}/note", {"note": NOTE}, 422, content_language="el, fr")

    assert answer["field"] == "Content-Language"
    assert "TaskNoted" not in await world.facts(case, task)


def test_words_in_the_language_of_the_page_stay_as_they_are() -> None:
    catalog.use("en")

    assert marked("a < b", "en") == "a < b"
    assert marked("a < b", "el") == '<span lang="el" dir="auto">a &lt; b</span>'
