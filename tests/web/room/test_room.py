"""The room of a conference: all are led where who presents is, each sees with their own eyes, and nothing leaks."""

from __future__ import annotations

import pytest

from domain.case import commands as c
from domain.codes import RiskLevel
from domain.conference import commands as conf
from domain.conference.codes import Topic
from domain.envelope import Audience, AudienceKind
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.harness.reading import Page
from tests.web.room.meeting import act, call
from tests.web.world import World, agency

SECRET, OPEN, NAME = "a flat in the harbour", "the station", "Amina Test"


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    case = await world.case("carer.be", "police.be", "guardian.be", "asylum.be", "protection.be")
    await world.act("carer.be", case, c.RecordSighting(sighting=world.ids.new(), place=OPEN))
    await world.act("carer.be", case, c.RecordIdentity(names=NAME))
    await world.act("police.be", case, c.AssessRisk(level=RiskLevel.MEDIUM, reasons="She said so"))
    return case


@pytest.fixture(name="meeting")
async def _meeting(world: World, case: str) -> str:
    return await call(world, case, "police.be", "asylum.be")


@pytest.fixture(name="path")
async def _path(case: str, meeting: str) -> str:
    return f"/cases/{case}/conferences/{meeting}/room"


def token(page: Page) -> str:
    return next(str(each.get("value")) for each in page.all("input") if each.get("name") == "_csrf_token")


def told_in(page: Page) -> list[str]:
    return [words for words in (SECRET, OPEN) if words in page.words()]


def here(page: Page) -> str:
    return page.words(page.with_id("stage-title"))


async def lead(browser: Browser, path: str, place: str) -> Page:
    """Lead everybody to *place* from the list of places."""
    page = await browser.get(path)
    form = next(form for form in page.forms() if ("place", place) in form.fields)
    return await browser.send(form)


async def present(browser: Browser, path: str) -> Page:
    return await browser.send((await browser.get(path)).form("/take"))


async def test_everybody_is_led_where_who_presents_is_and_who_comes_late_too(browser: Open, path: str) -> None:
    carer, police = await browser("carer.be"), await browser("police.be")
    before = await police.get(path)

    await present(carer, path)
    led = await lead(carer, path, "topic-search")

    assert here(before) == "Overview"
    assert "Nobody presents" in before.words(before.with_id("leading"))
    late = await (await browser("asylum.be")).get(path)
    assert {here(led), here(await police.get(path)), here(late)} == {"The search"}
    assert "Mx carer.be" in late.words(late.with_id("leading"))


async def test_who_looks_elsewhere_stays_there_and_comes_back(browser: Open, path: str) -> None:
    carer, police = await browser("carer.be"), await browser("police.be")
    await present(carer, path)
    await lead(carer, path, "topic-search")

    apart = await police.get(f"{path}?at=topic-care")
    await lead(carer, path, "record")

    assert here(apart) == here(await police.get(f"{path}?at=topic-care")) == "Care and a safe place"
    assert "presents: The search" in apart.words(apart.with_id("leading"))
    back = next(link for link in apart.links() if link == path)
    assert here(await police.get(back)) == "What is on record"


async def test_presenting_is_handed_on_and_taken_by_whom_it_was_offered_to(browser: Open, path: str) -> None:
    carer, police = await browser("carer.be"), await browser("police.be")
    page = await present(carer, path)
    await carer.send(page.form("/offer"), agency=agency("police.be"))

    offered = await police.get(path)
    taken = await present(police, path)

    assert "Presenting is offered to you" in offered.words(offered.with_id("leading"))
    assert "You present." in taken.words(taken.with_id("leading"))
    assert "Mx police.be" in (await carer.get(path)).words()


async def test_who_was_overtaken_is_told_and_nobody_is_led(browser: Open, path: str) -> None:
    carer, police = await browser("carer.be"), await browser("police.be")
    await present(carer, path)
    stale = await carer.get(path)
    await carer.send(stale.form("/offer"), agency=agency("police.be"))
    await present(police, path)

    form = next(form for form in stale.forms() if ("place", "decisions") in form.fields)
    told = await carer.send(form, 409)

    assert "You do not present now" in told.words(told.all("main")[0])
    assert here(await police.get(path)) == "Overview"


async def test_nobody_else_may_take_it(browser: Open, path: str) -> None:
    police = await browser("police.be")
    page = await police.get(path)

    told = await police.post(f"{path}/take", [("_csrf_token", token(page))], 409)

    assert "/take" not in "".join(form.action for form in page.forms())
    assert "was not offered to your agency" in told.words(told.all("main")[0])
    assert "Nobody presents" in told.words(told.with_id("leading"))


async def test_who_was_not_asked_finds_no_room_and_an_auditor_neither(browser: Open, path: str) -> None:
    for name in ("protection.be", "police.fr", "auditor.be"):
        outsider = await browser(name)
        assert (await outsider.get(path, 404)).words().count("There is nothing here that you may see.") == 1
        home = await outsider.get("/account")
        for step in ("take", "lead", "offer", "stop"):
            await outsider.post(f"{path}/{step}", [("_csrf_token", token(home))], 404)


async def protected(world: World, case: str, meeting: str) -> str:
    """A place told in confidence, on the table of those who may see it; its fact."""
    told = await world.act("carer.be", case, c.RecordProtectedSighting(sighting=world.ids.new(), place=SECRET))
    pin = conf.PinFact(fact=told.events[0].id)
    await act(world, "carer.be", case, meeting, pin, Audience(AudienceKind.PROTECTED))
    return f"pin-{told.events[0].id}"


async def test_what_somebody_at_the_table_may_not_see_is_looked_at_and_never_presented(
    world: World, browser: Open, case: str, meeting: str, path: str
) -> None:
    secret = await protected(world, case, meeting)
    await act(world, "carer.be", case, meeting, conf.FreezeView())
    carer, asylum = await browser("carer.be"), await browser("asylum.be")
    before = await asylum.get(path)
    page = await present(carer, path)

    told = await carer.post(f"{path}/lead", [("_csrf_token", token(page)), ("place", secret)], 409)

    assert "Not everybody at the table may see this" in told.words(told.all("main")[0])
    assert SECRET in (await carer.get(f"{path}?at={secret}")).words()
    assert secret not in before.text
    assert here(await asylum.get(f"{path}?at={secret}")) == here(await asylum.get(path)) == "Overview"


async def test_the_wall_shows_what_everybody_at_the_table_may_see_whoever_is_signed_in_there(
    world: World, browser: Open, case: str, meeting: str, path: str
) -> None:
    secret = await protected(world, case, meeting)
    await act(world, "carer.be", case, meeting, conf.ReleaseView())
    carer = await browser("carer.be")
    await present(carer, path)
    await lead(carer, path, "record")

    own, wall = await carer.get(path), await carer.get(f"{path}?wall=on")

    assert {SECRET, OPEN} <= set(told_in(own))
    assert [page.has_id("lanes") for page in (own, wall)] == [True, True]
    assert "Sighting recorded" in wall.words()
    assert not {SECRET, OPEN} & set(told_in(wall))
    assert secret not in wall.text
    assert wall.all("html")[0].get("data-mode") == "projector"


async def test_a_note_for_some_of_the_table_is_on_no_wall_and_led_to_by_nobody(
    world: World, browser: Open, case: str, meeting: str, path: str
) -> None:
    fact = (await world.act("carer.be", case, c.RecordSighting(sighting=world.ids.new(), place=OPEN))).events[0].id
    some = Audience(AudienceKind.NAMED, (agency("carer.be"), agency("police.be")))
    await act(world, "carer.be", case, meeting, conf.PinFact(fact=fact, note=SECRET), some)
    await act(world, "carer.be", case, meeting, conf.ReleaseView())
    carer = await browser("carer.be")
    page = await present(carer, path)

    await carer.post(f"{path}/lead", [("_csrf_token", token(page)), ("place", f"pin-{fact}")], 409)

    assert SECRET in (await carer.get(f"{path}?at=pin-{fact}")).words()
    assert f"pin-{fact}" not in (await carer.get(f"{path}?wall=on")).text


async def test_the_map_on_the_wall_says_no_place_that_somebody_at_the_table_may_not_read(
    browser: Open, path: str
) -> None:
    carer = await browser("carer.be")
    await present(carer, path)
    await lead(carer, path, "map")

    own, wall = await carer.get(path), await carer.get(f"{path}?wall=on")

    assert OPEN in own.words(own.with_id("stage"))
    assert OPEN not in wall.words()
    assert "This place is not for everybody at the table." in wall.words(wall.with_id("stage"))


async def test_what_was_not_known_at_the_moment_of_the_view_is_not_looked_at(
    world: World, browser: Open, case: str, meeting: str, path: str
) -> None:
    carer, police = await browser("carer.be"), await browser("police.be")
    before = world.clock.now()
    told = await world.act("carer.be", case, c.RecordSighting(sighting=world.ids.new(), place=OPEN))
    fact = told.events[0].id
    await act(world, "police.be", case, meeting, conf.PinFact(fact=fact))
    await act(world, "carer.be", case, meeting, conf.FreezeView())
    await present(carer, path)
    shown = await lead(carer, path, f"pin-{fact}")

    await act(world, "carer.be", case, meeting, conf.FreezeView(known_at=before))
    earlier = await police.get(path)

    assert here(shown) == "Sighting recorded"
    assert here(earlier) == "Overview"
    assert fact not in earlier.text


async def test_the_view_stands_still_while_it_is_frozen_and_decisions_go_on(
    world: World, browser: Open, case: str, meeting: str, path: str
) -> None:
    police = await browser("police.be")
    await world.act("carer.be", case, c.AssessRisk(level=RiskLevel.HIGH, reasons="A call at night"))
    await act(world, "carer.be", case, meeting, decided(world))

    frozen = await police.get(path)
    decisions = await police.get(f"{path}?at=decisions")
    await act(world, "carer.be", case, meeting, conf.ReleaseView())
    released = await police.get(path)

    assert "Medium risk" in frozen.words(frozen.with_id("stage"))
    assert "Ask the school" in decisions.words(decisions.with_id("stage"))
    assert "High risk" in released.words(released.with_id("stage"))


def decided(world: World) -> conf.TakeDecision:
    return conf.TakeDecision(decision=world.ids.new(), topic=Topic.SEARCH, decided="Ask the school")


async def test_who_has_not_said_why_is_asked_and_the_child_stays_sealed(browser: Open, path: str) -> None:
    police = await browser("police.be")
    police.says_why = ""

    sealed = await police.get(f"{path}?at=child")
    police.says_why = "conference"
    told = await police.get(f"{path}?at=child")

    assert NAME not in sealed.text
    assert "Sealed until you say why you look." in sealed.words(sealed.with_id("stage"))
    assert NAME in told.words(told.with_id("stage"))


async def test_when_it_is_over_nobody_presents(world: World, browser: Open, case: str, meeting: str, path: str) -> None:
    carer = await browser("carer.be")
    page = await present(carer, path)
    await act(world, "carer.be", case, meeting, conf.EndConference())

    told = await carer.send(page.form("/stop"), 409)

    assert "This conference is over" in told.words(told.all("main")[0])
    assert [form.action for form in told.forms() if form.action.startswith(path)] == []
