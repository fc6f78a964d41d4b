"""What a search finds, for whom, and what it does not tell."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from structlog.testing import capture_logs

from domain.case import commands as c
from domain.codes import Country, Role
from domain.envelope import Audience, AudienceKind
from domain.task import commands as t
from domain.task.decider import originator
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.search.looking import found, look
from tests.web.world import World, agency, member

NAME = "Zerlina"
CHILD = f"{NAME} Unfindable"


async def test_a_case_is_found_by_the_end_of_its_number(world: World, browser: Open) -> None:
    case = await world.case("carer.be")
    carer = await browser("carer.be")

    page = await look(carer, world.reference(case)[-3:])

    assert f"/cases/{case}" in found(page)


async def test_somebody_elses_case_and_one_that_there_is_not_are_the_same(world: World, browser: Open) -> None:
    case = await world.case("carer.be")
    police = await browser("police.fr")
    theirs, none = world.reference(case), "BE-2026-99999"

    pages = [(await look(police, words)).words().replace(words, "…") for words in (theirs, none)]

    assert pages[0] == pages[1]
    assert "Nothing found" in pages[0]


async def test_a_case_that_was_left_is_found_no_more(world: World, browser: Open) -> None:
    case = await world.case("carer.be", "police.be")
    await world.act("police.be", case, c.LeaveCase(reason="Not ours"))
    police = await browser("police.be")

    assert found(await look(police, world.reference(case))) == []


async def test_an_own_task_is_found_by_its_title_and_by_its_code(world: World, browser: Open) -> None:
    case = await world.case("carer.be")
    task = await world.task(case, "carer.be", title="Photograph the quay")
    carer = await browser("carer.be")

    for words in ("photo quay", f"search {world.reference(case)}"):
        assert f"/tasks/{task}" in found(await look(carer, words))


async def test_tasks_of_other_agencies_are_found_with_the_number_of_a_case_one_is_in(
    world: World, browser: Open
) -> None:
    case = await world.case("carer.be", "police.be")
    task = await world.task(case, "police.be", title="Ask the ferrymen")
    carer, stranger = await browser("carer.be"), await browser("police.fr")
    words = f"{world.reference(case)} ferrymen"

    assert f"/tasks/{task}" in found(await look(carer, words))
    assert found(await look(carer, "ferrymen")) == []
    assert found(await look(stranger, words)) == []


async def guarded(world: World, case: str) -> str:
    """A task of the carer's, for the protected circle."""
    task = world.ids.new()
    command = t.OpenTask(
        case=case,
        task=task,
        reference=world.reference(case),
        agency=agency("carer.be"),
        role=Role.CARER,
        country=Country.BE,
        code="guard",
        title="Guard the chapel",
        due_at=world.clock.now(),
    )
    inner = replace(world.by_itself, audience=Audience(kind=AudienceKind.PROTECTED))
    await world._shown(await world.services.tasks.handle(originator(case, task), command, inner))
    return task


async def test_a_task_for_the_protected_circle_is_not_found_outside_it(world: World, browser: Open) -> None:
    case = await world.case("carer.be", "asylum.be")
    task = await guarded(world, case)
    carer, asylum = await browser("carer.be"), await browser("asylum.be")
    words = f"{world.reference(case)} chapel"

    assert f"/tasks/{task}" in found(await look(carer, words))
    assert f"/tasks/{task}" not in found(await look(asylum, words))


async def test_no_sealed_text_is_ever_found(world: World, browser: Open) -> None:
    case = await world.case("carer.be")
    await world.act("carer.be", case, c.RecordIdentity(names=CHILD))
    carer = await browser("carer.be")

    page = await look(carer, NAME)

    assert "Nothing found" in page.words()
    assert len(await world.looks(case)) == 0


async def test_a_step_is_found_only_where_it_can_be_taken(world: World, browser: Open) -> None:
    case = await world.case("carer.be")
    carer, auditor = await browser("carer.be"), await browser("auditor.be")
    words = f"record a sighting in {world.reference(case)}"

    assert f"/cases/{case}/do/record-sighting" in found(await look(carer, words))
    assert [href for href in found(await look(auditor, words)) if "/do/" in href] == []
    assert [href for href in found(await look(carer, f"reopen {world.reference(case)}")) if "/do/" in href] == []


async def test_on_the_page_of_a_case_its_steps_need_no_number(world: World, browser: Open) -> None:
    case = await world.case("carer.be")
    carer = await browser("carer.be")

    assert f"/cases/{case}/do/record-sighting" in found(await look(carer, "sighting", f"/cases/{case}"))


async def test_colleagues_are_found_and_people_of_other_agencies_are_not(browser: Open) -> None:
    carer = await browser("carer.be")

    page = await look(carer, "mx")

    assert f"/people#member-{member('carer2.be')}" in page.links()
    assert f"/people#member-{member('police.be')}" not in page.links()
    assert f"/people#agency-{agency('police.fr')}" in (await look(carer, "police fr")).links()


@pytest.mark.parametrize(("name", "place"), [("admin.be", "/installation"), ("auditor.be", "/audit")])
async def test_a_place_is_found_by_whom_it_is_for(browser: Open, name: str, place: str) -> None:
    words = place.strip("/")

    assert place in (await look(await browser(name), words)).links()
    assert place not in (await look(await browser("carer.be"), words)).links()


async def test_what_is_looked_for_is_in_no_address_and_in_no_log(world: World, browser: Open) -> None:
    carer = await browser("carer.be")
    with capture_logs() as told:
        await look(carer, CHILD)

    assert carer.last is not None
    assert NAME not in str(carer.last.url)
    assert NAME not in str(told)
    assert NAME not in (await carer.get(f"/search?q={NAME}")).text


async def test_the_palette_gets_options_and_how_many_there_are(world: World, browser: Open) -> None:
    case = await world.case("carer.be")
    carer = await browser("carer.be")
    form = (await carer.get("/board")).form("/search")

    page = await carer.send_fragment(form, q=world.reference(case))

    options = [each for each in page.all("a") if each.get("role") == "option"]
    assert options[0].get("href") == f"/cases/{case}"
    assert page.with_id("palette-list").get("data-said") == f"{len(options)} results"


async def test_nothing_typed_offers_the_cases_looked_at_last(world: World, browser: Open) -> None:
    first, last = await world.case("carer.be"), await world.case("carer.be")
    carer = await browser("carer.be")
    for case in (first, last):
        await carer.get(f"/cases/{case}")

    assert found(await carer.get("/search"))[:2] == [f"/cases/{last}", f"/cases/{first}"]


async def test_who_is_not_signed_in_finds_nothing(nobody: Browser) -> None:
    answer = await nobody.http.post("/search", content="q=x", headers={"sec-fetch-site": "same-origin"})

    assert answer.status_code == 401
