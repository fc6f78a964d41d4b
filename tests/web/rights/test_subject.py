"""The child gets to read what is recorded: asked for, decided by the officer, handed out for a time, kept nowhere."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from domain.case import commands as c
from domain.codes import Country
from tests.papers.reading import Read
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.rights.officers import officer
from tests.web.world import World

NAME, GUARDIAN, SOURCE, CONFIDENCE = "Meron Tekle", "Lotte Peeters", "the baker saw him", "the boat house at the lake"
OWN = "left by the window in the east wing"


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    """A case with what is the child's own, what names others, and what was told in confidence."""
    case = await world.case("carer.be", "police.be")
    await world.act("carer.be", case, c.RecordIdentity(names=NAME))
    await world.act("carer.be", case, c.AppointGuardian(name=GUARDIAN))
    seen = c.NoticeAbsence(episode=world.ids.new(), country=Country.BE, circumstances=OWN)
    await world.act("carer.be", case, seen)
    await world.act("police.be", case, c.RecordSighting(sighting=world.ids.new(), place="Gent", source=SOURCE))
    await world.act("police.be", case, c.RecordProtectedSighting(sighting=world.ids.new(), place=CONFIDENCE))
    return case


async def ask(browser: Browser, case: str) -> None:
    here = f"/cases/{case}/subject"
    await browser.send((await browser.get(here)).form(here), asked_by="guardian", identified="The order of the court")


async def granted(world: World, browser: Open, case: str, **typed: str) -> tuple[Browser, str]:
    """The officer of the carer, who handed it out, and the address of the copy."""
    await ask(await browser("carer.be"), case)
    decider = await browser(await officer(world, "carer.be"))
    (link,) = [each for each in (await decider.get(f"/cases/{case}/subject")).links() if "/subject/" in each]
    page = await decider.get(link)
    await decider.send(page.form(f"{link}/grant"), **typed)
    return decider, f"{link}/copy"


async def test_the_childs_own_is_handed_out_and_the_rest_is_named_as_withheld(
    world: World, browser: Open, case: str
) -> None:
    decider, copy = await granted(world, browser, case)
    decider.secrets = (GUARDIAN, SOURCE, CONFIDENCE)

    page = await decider.get(copy)

    assert NAME in page.words()
    assert OWN in page.words()
    assert "about somebody else" in page.words()
    assert "told in confidence" in page.words()


async def test_the_same_is_there_for_programs(world: World, browser: Open, case: str) -> None:
    decider, copy = await granted(world, browser, case)

    answer = await decider.http.get(f"{copy}?form=json")

    told = json.loads(answer.content)
    assert answer.headers["content-disposition"].startswith("attachment")
    assert NAME in [fact["says"].get("Names") for fact in told["facts"]]
    assert {"why": "told in confidence, or for some agencies only", "count": 1} in told["withheld"]
    assert not any(secret in answer.text for secret in (GUARDIAN, SOURCE, CONFIDENCE))


async def test_the_same_is_there_on_paper_in_either_language(world: World, browser: Open, case: str) -> None:
    decider, copy = await granted(world, browser, case)
    await decider.get(copy)

    for tag, title in (("en", "What is recorded about you"), ("el", "έχει")):
        read = Read((await decider.http.get(f"{copy}?form=pdf&language={tag}")).content)
        assert all(words in read.words for words in (title, NAME, OWN))
        assert not any(secret in read.words for secret in (GUARDIAN, SOURCE, CONFIDENCE))
        assert json.loads(read.attached["own-data.json"])["about"]["case"] == world.reference(case)


async def test_a_copy_is_on_record_and_stands_nowhere_on_the_disk(world: World, browser: Open, case: str) -> None:
    decider, copy = await granted(world, browser, case)
    await decider.get(copy)

    looked = await world.services.consultations.of_case(case)
    assert ("exported", "own-data html") in [(each.kind, each.what) for each in looked]
    files: list[Path] = [path for path in world.process.base.settings.data.rglob("*") if path.is_file()]
    assert not any(OWN.encode() in path.read_bytes() for path in files)


async def test_what_was_granted_ends_by_itself(world: World, browser: Open, case: str) -> None:
    world.clock.ahead = -timedelta(days=14, seconds=1)
    decider, copy = await granted(world, browser, case)
    await decider.get(copy)
    world.clock.ahead = timedelta(0)
    later = await browser(await officer(world, "carer.be"))

    await later.get(copy, 404)


async def test_nobody_but_the_officer_of_that_agency_decides_or_reads_it(
    world: World, browser: Open, case: str
) -> None:
    _, copy = await granted(world, browser, case)
    other = await browser(await officer(world, "police.be"))

    for somebody in (await browser("carer.be"), other):
        await somebody.get(copy, 404)
        await somebody.get(copy.removesuffix("/copy"), 404)


async def test_a_fact_that_is_ticked_is_withheld_and_needs_a_reason(world: World, browser: Open, case: str) -> None:
    await ask(await browser("carer.be"), case)
    decider = await browser(await officer(world, "carer.be"))
    (link,) = [each for each in (await decider.get(f"/cases/{case}/subject")).links() if "/subject/" in each]
    form = (await decider.get(link)).form(f"{link}/grant")
    boxes = [each for each in (await decider.get(link)).all("input") if each.get("name") == "withheld"]
    everything = [str(box.get("value")) for box in boxes]

    await decider.send(form, 422, withheld=everything)
    await decider.send(form, withheld=everything, reason="Each of them names his brother")

    decider.secrets = (OWN,)
    assert "withheld by the data protection officer" in (await decider.get(f"{link}/copy")).words()


async def test_what_came_while_the_officer_read_is_not_handed_out_unread(
    world: World, browser: Open, case: str
) -> None:
    await ask(await browser("carer.be"), case)
    decider = await browser(await officer(world, "carer.be"))
    (link,) = [each for each in (await decider.get(f"/cases/{case}/subject")).links() if "/subject/" in each]
    form = (await decider.get(link)).form(f"{link}/grant")
    await world.act("police.be", case, c.RecordSighting(sighting=world.ids.new(), place="Brugge", source=SOURCE))

    again = await decider.send(form, 422, reason="His brother is named")

    assert "Brugge" in again.words()
    assert "Something was recorded while you read" in again.words()
    await decider.get(f"{link}/copy", 404)
    await decider.send(again.form(f"{link}/grant"))
    assert "Brugge" in (await decider.get(f"{link}/copy")).words()
