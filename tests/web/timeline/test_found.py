"""Words are looked for in what is sealed only by who asks for it: on record, cut like everything, and at no address."""

from __future__ import annotations

import msgspec
import pytest

from domain.case import commands as c
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.harness.reading import Page
from tests.web.world import World

CHAPEL = "the chapel of St Ursmar"
HARBOUR = "Beside the old Harbour crane"


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    case = await world.case("carer.be", "police.be", "asylum.be")
    await world.act("police.be", case, c.RecordSighting(sighting="s-1", place=HARBOUR))
    await world.act("police.be", case, c.RecordSighting(sighting="s-2", place="a station"))
    await world.act("carer.be", case, c.RecordProtectedSighting(sighting="p-1", place=CHAPEL, source="a friend"))
    return case


async def look_for(browser: Browser, case: str, words: str, **more: str) -> Page:
    form = (await browser.get(f"/cases/{case}/timeline")).form("/timeline")
    return await browser.send(form, words=words, sealed="1", **more)


async def say_why(browser: Browser, case: str) -> None:
    """Open the page of the case, which asks for it."""
    await browser.get(f"/cases/{case}")


async def opened(world: World, case: str) -> list[str]:
    """What was opened of the case, as the record of who looked tells it."""
    return [msgspec.json.decode(look)["what"] for look in await world.looks(case)]


def found(page: Page) -> list[str]:
    entries = [each for each in page.all("li") if (each.get("class") or "").startswith("entry")]
    return [page.words(next(each.iter("h4"))) for each in entries]


async def test_what_a_note_says_is_found_by_who_said_why_and_stands_in_no_address(browser: Open, case: str) -> None:
    police = await browser("police.be")
    await say_why(police, case)

    page = await look_for(police, case, "harbour CRANE")

    assert found(page) == ["Sighting recorded"]
    assert HARBOUR in page.words(page.with_id("found"))
    assert police.last is not None
    assert "harbour" not in str(police.last.url).casefold()
    assert not any("harbour" in link.casefold() for link in page.links())


async def test_to_look_in_what_is_sealed_is_on_record(world: World, browser: Open, case: str) -> None:
    police = await browser("police.be")
    police.says_why = ""
    asked = (await look_for(police, case, "harbour")).form("/why")
    await police.send(asked, look_reason="duty")
    before = await opened(world, case)

    page = await look_for(police, case, "harbour")

    assert found(page) == ["Sighting recorded"]
    assert (before.count("timeline"), (await opened(world, case)).count("timeline")) == (0, 1)


async def test_who_has_not_said_why_finds_only_what_is_in_clear(world: World, browser: Open, case: str) -> None:
    police = await browser("police.be")
    police.says_why = ""

    page = await look_for(police, case, "harbour")
    clear = await look_for(police, case, "sighting")

    assert (found(page), found(clear)) == ([], ["Protected sighting recorded", *["Sighting recorded"] * 2])
    assert page.has_id("why")
    assert await world.looks(case) == []


async def test_what_is_walled_off_is_not_found(browser: Open, case: str) -> None:
    asylum = await browser("asylum.be")
    asylum.secrets = (CHAPEL, "rotected sighting")
    await say_why(asylum, case)

    page = await look_for(asylum, case, "Ursmar")

    assert found(page) == []


async def test_the_other_choices_hold_and_lead_back(browser: Open, case: str) -> None:
    police = await browser("police.be")
    await say_why(police, case)

    page = await look_for(police, case, "sighting", agency="carer-be")

    assert found(page) == ["Protected sighting recorded"]
    assert f"/cases/{case}/timeline?agency=carer-be" in page.links()


async def test_who_does_not_see_the_case_finds_nothing_in_it(browser: Open, case: str) -> None:
    police, stranger = await browser("police.be"), await browser("police.fr")
    form = (await police.get(f"/cases/{case}/timeline")).form("/timeline")
    token = (await stranger.get("/cases")).forms()[0]["_csrf_token"]

    await stranger.post(form.action, form.filled(words="station", sealed="1", _csrf_token=token), 404)
