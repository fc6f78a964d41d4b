"""Duties under the name that their playbook gives them in the language of the reader."""

from __future__ import annotations

from domain.envelope import PlaybookRef
from tests.web.clocks.test_why import missed, ruled
from tests.web.conftest import Connect, Open
from tests.web.world import World
from web.access.appearance import COOKIE, Appearance, written

ENGLISH, FRENCH = "Report to the police", "Signaler la disparition à la police"


async def a_duty(world: World, version: str) -> tuple[str, str]:
    """A case of carer.be and a task in it that a rule opened."""
    case = await missed(world)
    ref = PlaybookRef("common-practice", version, "report-to-police")
    return case, await ruled(world, case, ref, due_at=world.clock.now())


async def test_who_writes_in_french_reads_the_french_name_marked_as_french(
    world: World, browser: Open, version: str
) -> None:
    case, task = await a_duty(world, version)
    carer = await browser("carer.be")
    carer.http.cookies.set(COOKIE, written(Appearance(writes="fr")))

    for address in (f"/tasks/{task}", f"/board?case={world.reference(case)}", f"/cases/{case}"):
        page = await carer.get(address)
        assert FRENCH in [page.words(each) for each in page.all("span") if each.get("lang") == "fr"]
        assert "<span" not in page.title


async def test_where_the_playbook_does_not_have_it_the_name_stays_english(
    world: World, browser: Open, version: str
) -> None:
    _, task = await a_duty(world, version)
    carer = await browser("carer.be")
    for tongue in ("", "ps"):
        carer.http.cookies.set(COOKIE, written(Appearance(writes=tongue)))

        page = await carer.get(f"/tasks/{task}")

        assert page.words(page.all("h1")[0]) == ENGLISH


async def test_programs_get_the_english_name_and_all_others(world: World, program: Connect, version: str) -> None:
    _, task = await a_duty(world, version)

    told = await (await program("carer.be")).get(f"/api/v1/tasks/{task}")

    assert told["title"] == ENGLISH
    assert told["titles"]["fr"] == FRENCH
    assert "en" not in told["titles"]
