"""Views that a person or an agency keeps: saved, begun with, renamed, removed, shared by their address."""

from __future__ import annotations

import pytest

from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.harness.reading import Page
from tests.web.world import World

QUERY = "overdue=1&view=columns"


async def save(who: Browser, name: str, query: str = QUERY, status: int = 200, **typed: str) -> Page:
    form = (await who.get(f"/board?{query}")).form("/board/views")
    return await who.post(form.action, form.filled(name=name, **typed), status)


def listed(page: Page) -> list[str]:
    return [page.words(a) for a in page.with_id("views").iter("a")]


@pytest.fixture(name="reader")
async def _reader(world: World, browser: Open) -> Browser:
    """Somebody of an agency whose desks are empty."""
    name = "protection.uk"
    await world.enrol(name)
    desks = world.services.desks
    for owner in ("member.protection-uk", "agency.protection-uk"):
        await desks.change(owner, lambda desk: type(desk)())
    return await browser(name)


async def test_a_view_is_kept_under_a_name(reader: Browser) -> None:
    page = await save(reader, "Late ones")

    assert listed(page) == ["Late ones"]
    assert listed(await reader.get("/board?scope=team")) == ["Late ones"]


async def test_a_view_of_the_agency_is_there_for_all_of_it(world: World, browser: Open, reader: Browser) -> None:
    await world.enrol("protection2.uk")

    await save(reader, "Our nights", whose="agency")
    await save(reader, "My own", query="scope=mine")

    assert listed(await (await browser("protection2.uk")).get("/board?scope=team")) == ["Our nights team"]


async def test_the_board_begins_with_the_view_that_was_chosen_for_it(reader: Browser) -> None:
    await save(reader, "Late ones", first="1")

    page = await reader.get("/board")
    plain = await reader.get("/board?scope=team")

    assert "Overdue" in page.words(page.with_id("filters"))
    assert not plain.has_id("filters")


async def test_the_board_begins_plain_again(reader: Browser) -> None:
    page = await save(reader, "Late ones", first="1")
    begin = next(form for form in page.forms() if ("do", "plain") in form.fields)

    for _again in range(2):
        await reader.send(begin)

    assert not (await reader.get("/board")).has_id("filters")


async def test_a_view_is_renamed_and_removed(reader: Browser) -> None:
    page = await save(reader, "Late ones", first="1")
    renamed = await reader.send(page.form("/board/views"), name="Overdue")
    remove = next(form for form in renamed.forms() if ("do", "remove") in form.fields)

    removed = await reader.send(remove)

    assert listed(renamed) == ["Overdue first"]
    assert listed(removed) == []
    assert not (await reader.get("/board")).has_id("filters")


async def test_beginning_with_a_view_twice_is_beginning_with_it(reader: Browser) -> None:
    page = await save(reader, "Late ones")
    begin = next(form for form in page.forms() if ("do", "begin") in form.fields)

    for _again in range(2):
        await reader.send(begin)

    assert (await reader.get("/board")).has_id("filters")


async def test_a_view_does_not_take_the_name_of_another(reader: Browser) -> None:
    await save(reader, "Late ones", whose="agency")
    page = await save(reader, "Ours", query="scope=mine", whose="agency")

    refused = await reader.send(page.form("/board/views"), 422, name="Late ones")
    form = refused.form("/board/views")

    assert "Another view has that name" in refused.words(refused.with_id("view-name-error"))
    assert ("name", "Late ones") in form.fields
    assert listed(await reader.get("/board?scope=team")) == ["Late ones team", "Ours team"]


@pytest.mark.parametrize("name", ["", " ", "x" * 61])
async def test_a_view_needs_a_name(reader: Browser, name: str) -> None:
    page = await save(reader, name, status=422)

    assert "A view needs a name" in page.words(page.with_id("view-name-error"))


async def test_what_is_no_filter_is_not_kept(reader: Browser) -> None:
    form = (await reader.get("/board?scope=mine")).form("/board/views")
    crafted = dict(form.filled(name="Mine")) | {"query": "scope=mine&evil=1&state=x"}

    page = await reader.post(form.action, list(crafted.items()))

    assert [a.get("href") for a in page.with_id("views").iter("a")] == ["/board?scope=mine"]


async def test_a_plain_view_is_not_said_to_be_begun_with(reader: Browser) -> None:
    await save(reader, "Late ones")

    page = await save(reader, "Everything", query="scope=team")

    assert listed(page) == ["Late ones", "Everything"]


async def test_where_nothing_is_chosen_nothing_is_offered_to_be_kept(reader: Browser) -> None:
    page = await reader.get("/board?scope=team")

    assert not page.has_id("views")
