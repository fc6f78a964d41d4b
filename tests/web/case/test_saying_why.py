"""What people wrote stays sealed until somebody says why they look; they are asked once a sitting, and it is kept."""

from __future__ import annotations

import msgspec
import pytest

from domain.case import commands as c
from domain.codes import Country
from domain.task.commands import Note
from tests.web.conftest import Connect, Open
from tests.web.harness.browser import Browser
from tests.web.world import World

WORDS = "Not in the dormitory at the evening round"
NAME = "Selam Arkhipova"
PLACE = "behind the north station"


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    case = await world.case("carer.be", "police.be")
    await world.act("carer.be", case, c.RecordIdentity(names=NAME))
    seen = c.NoticeAbsence(episode=world.ids.new(), country=Country.BE, circumstances=WORDS)
    await world.act("carer.be", case, seen)
    return case


@pytest.fixture(name="silent")
async def _silent(browser: Open) -> Browser:
    """Somebody who has not said why they look."""
    found = await browser("police.be")
    found.says_why = ""
    return found


async def reasons(world: World, case: str) -> list[tuple[str, str]]:
    told = [msgspec.json.decode(look) for look in await world.looks(case)]
    return [(each["what"], each["why"]) for each in told]


async def test_nothing_that_was_written_is_shown_before(world: World, silent: Browser, case: str) -> None:
    page = await silent.get(f"/cases/{case}")

    assert "Why do you look at this case?" in page.words()
    assert WORDS not in page.text
    assert await reasons(world, case) == []


async def test_an_answer_opens_the_page_is_kept_and_not_asked_again(world: World, silent: Browser, case: str) -> None:
    asked = (await silent.get(f"/cases/{case}")).form("/why")

    opened = await silent.send(asked, look_reason="duty")
    again = await silent.get(f"/cases/{case}")

    assert WORDS in opened.text
    assert WORDS in again.text
    assert not again.has_id("why")
    assert set(await reasons(world, case)) == {("case", "duty"), ("timeline", "duty")}


async def test_a_reason_opens_what_it_is_for_and_another_that_opens_more_stands_beside_it(
    world: World, silent: Browser, case: str
) -> None:
    await world.act("carer.be", case, c.RecordSighting(sighting="s", place=PLACE))
    asked = (await silent.get(f"/cases/{case}")).form("/why")

    narrow = await silent.send(asked, look_reason="supervision")
    wide = await silent.send(narrow.form("/why"), look_reason="duty")

    assert PLACE not in narrow.text
    assert WORDS in narrow.text
    assert PLACE in wide.text
    assert {("case", "supervision"), ("case", "duty")} <= set(await reasons(world, case))


async def test_who_the_child_is_waits_for_the_answer_too(world: World, silent: Browser, case: str) -> None:
    page = await silent.get(f"/cases/{case}")

    asking = await silent.send(page.form("/identity"))
    shown = await silent.send(asking.form("/identity"), look_reason="rights")

    assert NAME not in asking.text
    assert NAME in shown.words(shown.with_id("identity"))
    assert ("identity", "rights") in await reasons(world, case)


async def test_a_form_that_opens_something_goes_on_with_the_answer(silent: Browser, case: str) -> None:
    asking = await silent.get(f"/cases/{case}/do/correct-identity")

    form = await silent.send(asking.form("/why"), look_reason="duty")

    assert NAME in form.text
    assert form.form("/do/correct-identity").method == "post"


async def test_an_answer_that_is_none_is_asked_again(silent: Browser, case: str) -> None:
    asked = (await silent.get(f"/cases/{case}")).form("/why")

    again = await silent.send(asked, look_reason="emergency")

    assert "Why do you look at this case?" in again.title


async def test_somebody_outside_the_case_is_not_asked(browser: Open, case: str) -> None:
    stranger = await browser("police.fr")
    token = (await stranger.get("/cases")).form("/sign-out")["_csrf_token"]

    await stranger.post(f"/cases/{case}/why", [("_csrf_token", token), ("look_reason", "duty")], 404)


async def test_the_page_of_a_task_asks_as_well(world: World, silent: Browser, case: str) -> None:
    task = await world.task(case, "police.be")
    await world.work("police.be", case, task, Note(note=WORDS))

    page = await silent.get(f"/tasks/{task}")
    answered = await silent.send(page.form("/why"), look_reason="standing-in")

    assert WORDS not in page.text
    assert page.has_id("why")
    assert WORDS in answered.text
    assert not answered.has_id("why")


async def test_a_program_says_why_or_it_is_kept_that_it_did_not(world: World, program: Connect, case: str) -> None:
    police, carer = await program("police.be"), await program("carer.be")

    await police.get(f"/api/v1/cases/{case}/timeline")
    await carer.get(f"/api/v1/cases/{case}/timeline?reason=supervision")

    assert ("timeline", "program") in await reasons(world, case)
    assert ("timeline", "supervision") in await reasons(world, case)
