"""The settings of a person: kept on their desk, and seen on every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.ports import StoreAway
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.world import World
from web.access import appearance
from web.access.appearance import Appearance
from web.app import create_app
from web.ports import Desk


class NoDesks:
    """Desks of a store that is away."""

    async def find(self, owner: str) -> Desk:
        raise StoreAway(owner)

    async def change(self, owner: str, alter: Callable[[Desk], Desk]) -> Desk:
        raise StoreAway(f"{owner} {alter}")


async def chosen(browser: Browser) -> tuple[str | None, ...]:
    root = (await browser.get("/cases")).root
    return tuple(root.get(f"data-{name}") for name in ("theme", "density", "keys"))


async def test_what_is_chosen_holds_on_every_page_and_at_every_sign_in(world: World, browser: Open) -> None:
    carer = await browser("carer2.be")
    form = (await carer.get("/desk")).form("/desk")
    assert await chosen(carer) == (None, "comfortable", "on")

    page = await carer.send(form, theme="dark", density="compact", single_keys=[])

    assert "Saved" in page.words()
    elsewhere = await Browser(world).sign_in("carer2.be")
    assert await chosen(carer) == await chosen(elsewhere) == ("dark", "compact", "off")
    await elsewhere.http.aclose()


async def test_the_form_shows_what_holds_now(browser: Open) -> None:
    police = await browser("police.fr")
    form = (await police.get("/desk")).form("/desk")
    await police.send(form, zone="UTC", single_keys=[])

    again = (await police.get("/desk")).form("/desk")

    assert again["zone"] == "UTC"
    assert "single_keys" not in dict(again.fields)


async def test_times_are_shown_in_the_zone_one_chose(world: World, browser: Open) -> None:
    task = await world.task(await world.case("guardian.be"), "guardian.be")
    guardian = await browser("guardian.be")
    form = (await guardian.get("/desk")).form("/desk")
    assert "(Brussels)" in (await guardian.get(f"/tasks/{task}")).text

    await guardian.send(form, zone="UTC")

    assert "(Brussels)" not in (await guardian.get(f"/tasks/{task}")).text


async def test_what_there_is_not_to_choose_changes_nothing(browser: Open) -> None:
    police = await browser("police2.be")
    form = (await police.get("/desk")).form("/desk")

    await police.send(form, theme="sepia", density="tiny", zone="../../etc/passwd")

    assert await chosen(police) == (None, "comfortable", "on")


async def test_a_theme_is_kept_from_any_page_without_leaving_it(browser: Open) -> None:
    protection = await browser("protection.be")
    form = (await protection.get("/people")).form("/desk/theme")

    page = await protection.post(form.action, form.filled(), referer="http://lantern.test/people")

    assert page.title.startswith("People")
    assert (await chosen(protection))[0] == "dark"


@pytest.mark.parametrize("elsewhere", ["http://[", "https://evil.example/people", ""])
async def test_a_theme_chosen_from_nowhere_of_ours_leads_to_ones_own_first_page(browser: Open, elsewhere: str) -> None:
    carer = await browser("carer.be")
    form = (await carer.get("/people")).form("/desk/theme")

    page = await carer.post(form.action, form.filled(), referer=elsewhere)

    assert page.title.startswith("Board")


async def test_a_theme_chosen_with_script_leaves_the_page_as_it_is(browser: Open) -> None:
    admin = await browser("admin.be")
    form = (await admin.get("/people")).form("/desk/theme")

    await admin.send_fragment(form, 204)

    assert (await chosen(admin))[0] == "dark"


async def test_while_the_store_is_away_settings_are_shown_and_nothing_is_said_to_be_saved(
    world: World, browser: Open
) -> None:
    police = await browser("police.be")
    form = (await police.get("/desk")).form("/desk")
    away = Browser(world)
    away.http._transport.app = create_app(replace(world.services, desks=NoDesks()))  # type: ignore[attr-defined]
    away.http.cookies.update(police.http.cookies)

    await away.get("/desk")
    page = await away.send(form, 503, theme="dark")

    assert "Saved" not in page.words()
    await away.http.aclose()


@pytest.mark.parametrize(
    "look", [Appearance(), Appearance("dark", "compact", single_keys=False, zone="America/Port-au-Prince", writes="el")]
)
def test_a_cookie_says_what_was_written_into_it(look: Appearance) -> None:
    assert appearance.read(appearance.written(look)) == look


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "dark",
        "dark.compact.keys",
        "x.y.z.w",
        "dark.compact.keys.Nowhere~Land",
        "...",
        "dark.compact.keys..tlh",
    ],
)
def test_whatever_else_a_cookie_says_is_as_if_it_were_empty(text: str | None) -> None:
    assert appearance.read(text) == Appearance()


def test_a_cookie_from_before_a_language_could_be_said_still_holds() -> None:
    assert appearance.read("dark.compact.keys.") == Appearance("dark", "compact")


async def test_the_keys_that_a_page_names_are_those_that_work_there(browser: Open) -> None:
    carer = await browser("carer.be")

    board, people = [await carer.get(path) for path in ("/board", "/people")]

    assert "Claim it" in board.words(board.with_id("keys"))
    assert "Claim it" not in people.words(people.with_id("keys"))
    assert "Claim it" in (await carer.get("/help")).words()
