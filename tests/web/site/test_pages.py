"""Pages beside the board and the case, and what every answer has."""

from __future__ import annotations

import re

import pytest

from domain.case import commands as c
from domain.task import commands as t
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.world import World

EVERYWHERE = ("/board", "/board?show=done", "/cases", "/cases/new", "/audit", "/installation")


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("name", ["police.be", "asylum.be", "auditor.be", "admin.be"])
async def test_every_page_holds_to_the_rules_for_everybody(browser: Open, name: str, path: str) -> None:
    hidden = {
        "/cases/new": ("auditor.be", "admin.be"),
        "/audit": ("police.be", "asylum.be", "admin.be"),
        "/installation": ("police.be", "asylum.be", "auditor.be"),
    }
    someone = await browser(name)

    page = await someone.get(path, 404 if name in hidden.get(path, ()) else 200)

    assert page.title.endswith("– Lantern")


async def test_a_case_is_opened_from_its_page_and_once(world: World, browser: Open) -> None:
    carer = await browser("carer.be")
    form = (await carer.get("/cases/new")).form("/cases")

    first = await carer.send(form)
    again = await carer.send(form)

    assert first.form("/record-identity").action == again.form("/record-identity").action


async def test_the_auditor_reads_who_did_what_and_no_more(world: World, browser: Open) -> None:
    case = await world.case("carer.be", "police.be")
    await world.act("carer.be", case, c.RecordProtectedSighting(sighting="s", place="the chapel"))
    await world.act("carer.be", case, c.RecordSighting(sighting="t", place="the harbour"))
    auditor = await browser("auditor.be")
    auditor.secrets = ("the chapel", "the harbour", "Protected sighting")

    page = await auditor.get("/audit")

    assert "Sighting recorded" in page.words()
    assert world.reference(case) in page.words()


async def test_the_trail_goes_on_to_older_pages(world: World, browser: Open) -> None:
    case = await world.case("carer.be")
    task = await world.task(case, "carer.be")
    for _ in range(101):
        await world.work("carer.be", case, task, t.Note(note="still looking"))
    auditor = await browser("auditor.be")
    page = await auditor.get("/audit")

    older = await auditor.get(next(link for link in page.links() if "before=" in link))

    first, second = (re.findall(r'id="at-([^"]+)"', each.text) for each in (page, older))
    assert len(first) == 100
    assert second
    assert not set(first) & set(second)


@pytest.mark.parametrize("before", ["0", "-1", "x", "9" * 30])
async def test_a_place_in_the_trail_that_there_is_not_is_refused(browser: Open, before: str) -> None:
    await (await browser("auditor.be")).get(f"/audit?before={before}", 400)


async def test_an_address_that_there_is_not_says_so(browser: Open) -> None:
    page = await (await browser("police.be")).get("/nowhere", 404)

    assert "There is nothing here that you may see." in page.words()


async def test_a_method_that_there_is_not_says_so(browser: Open) -> None:
    police = await browser("police.be")

    answer = await police.http.delete("/board")

    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert "This address does not answer that kind of request." in answer.text


async def test_what_we_ship_may_be_kept_for_ever_once_its_content_is_named(nobody: Browser) -> None:
    page = await nobody.get("/sign-in")
    scripts = [each.get("src", "") for each in page.all("script")]

    kept = {(await nobody.http.get(each)).headers["cache-control"] for each in scripts}
    loose = await nobody.http.get("/static/css/base.css")

    assert kept == {"public, max-age=31536000, immutable"}
    assert loose.headers["cache-control"] == "no-cache"
    assert loose.headers["x-content-type-options"] == "nosniff"


async def test_no_file_beside_ours_is_served(nobody: Browser) -> None:
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/../../pyproject.toml", "/static/nothing.css"):
        assert (await nobody.http.get(path)).status_code == 404


async def test_the_language_that_was_chosen_stays_and_one_goes_back(nobody: Browser) -> None:
    answer = await nobody.http.get("/language/en", headers={"referer": "http://lantern.test/cases?x=1"})
    elsewhere = await nobody.http.get("/language/en", headers={"referer": "https://evil.example/cases"})

    assert answer.headers["location"] == "/cases?x=1"
    assert elsewhere.headers["location"] == "/"
    assert "httponly" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize("accept", ["*", "xx-yy;q=2,,;", "en-GB,nl;q=0.8", "ñ"])
async def test_any_wish_for_a_language_is_answered(nobody: Browser, accept: str) -> None:
    answer = await nobody.http.get("/sign-in", headers=[(b"accept-language", accept.encode())])

    assert answer.status_code == 200
    assert 'lang="en"' in answer.text
