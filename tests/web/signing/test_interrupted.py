"""A session that ends in the middle of a form costs a sign-in, and not one word."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.web.conftest import Open
from tests.web.world import PASSWORD, World

STORY = "She left by the window & said “I’ll be back”,\nwith <b>nothing</b> but a blue bag."
EMAIL = "carer.be@test.example"


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    return await world.case("carer.be", "police.be")


async def test_what_was_typed_is_carried_through_the_sign_in_and_sent_once(
    world: World, browser: Open, case: str
) -> None:
    carer = await browser("carer.be")
    form = (await carer.get(f"/cases/{case}/do/record-sighting")).form("/record-sighting")
    world.clock.ahead = timedelta(hours=13)

    ended = await carer.send(form, 401, place="the harbour", note=STORY)
    again = await carer.send(ended.form("/sign-in"), email=EMAIL, password=PASSWORD)
    await carer.send(again.form("/record-sighting"))
    await carer.send(again.form("/record-sighting"))

    assert "Your session has ended" in ended.title
    assert again.form("/record-sighting")["note"] == STORY
    assert again.form("/record-sighting")["key"] == form["key"]
    assert (await world.facts(case)).count("SightingRecorded") == 1


async def test_a_wrong_password_on_the_way_keeps_what_was_typed(world: World, browser: Open, case: str) -> None:
    carer = await browser("carer.be")
    form = (await carer.get(f"/cases/{case}/do/record-sighting")).form("/record-sighting")
    world.clock.ahead = timedelta(hours=13)
    ended = await carer.send(form, 401, place="the harbour", note=STORY)

    wrong = await carer.send(ended.form("/sign-in"), 422, email=EMAIL, password="wrong")
    again = await carer.send(wrong.form("/sign-in"), email=EMAIL, password=PASSWORD)

    assert again.form("/record-sighting")["note"] == STORY


async def test_what_was_typed_can_be_changed_before_it_is_sent(world: World, browser: Open, case: str) -> None:
    carer = await browser("carer.be")
    form = (await carer.get(f"/cases/{case}/do/record-sighting")).form("/record-sighting")
    world.clock.ahead = timedelta(hours=13)
    ended = await carer.send(form, 401, place="the harbour", note=STORY)
    again = await carer.send(ended.form("/sign-in"), email=EMAIL, password=PASSWORD)

    form = (await carer.send(again.form("/record-sighting"), look="1")).form("/record-sighting")

    assert (form["note"], form["place"]) == (STORY, "the harbour")
    assert "SightingRecorded" not in await world.facts(case)


async def test_nothing_that_was_typed_is_kept_by_the_server(world: World, browser: Open, case: str) -> None:
    carer = await browser("carer.be")
    form = (await carer.get(f"/cases/{case}/do/record-sighting")).form("/record-sighting")
    world.clock.ahead = timedelta(hours=13)

    await carer.send(form, 401, place="the harbour", note=STORY)

    sign_in = await carer.get("/sign-in")
    assert "blue bag" not in sign_in.text


async def test_a_correction_after_the_sign_in_still_notices_what_changed(
    world: World, browser: Open, case: str
) -> None:
    carer, police = await browser("carer.be"), await browser("police.be")
    one = await carer.get(f"/cases/{case}/do/record-identity")
    await carer.send(one.form("/record-identity"), names="Abena")
    form = (await carer.get(f"/cases/{case}/do/correct-identity")).form("/correct-identity")
    other = (await police.get(f"/cases/{case}/do/correct-identity")).form("/correct-identity")
    await police.send(other, names="Abena Quistrebert", reason="passport")
    world.clock.ahead = timedelta(hours=13)

    ended = await carer.send(form, 401, names="Abi", reason="nickname")
    again = await carer.send(ended.form("/sign-in"), email=EMAIL, password=PASSWORD)

    await carer.send(again.form("/correct-identity"), 409)


async def test_a_step_on_a_task_goes_on_too(world: World, browser: Open, case: str) -> None:
    task = await world.task(case, "carer.be")
    carer = await browser("carer.be")
    form = (await carer.get(f"/tasks/{task}")).form("/claim")
    world.clock.ahead = timedelta(hours=13)

    ended = await carer.send(form, 401)
    again = await carer.send(ended.form("/sign-in"), email=EMAIL, password=PASSWORD)
    await carer.send(again.form("/claim"))

    assert await world.facts(case, task) == ["TaskOpened", "TaskClaimed"]


async def test_what_was_typed_is_shown_in_the_order_of_the_form(world: World, browser: Open, case: str) -> None:
    carer = await browser("carer.be")
    form = (await carer.get(f"/cases/{case}/do/record-sighting")).form("/record-sighting")
    world.clock.ahead = timedelta(hours=13)
    typed = {"country": "be", "place": "the harbour", "note": STORY, "source": "a driver"}

    ended = await carer.send(form, 401, **typed)

    kept = [name.removeprefix("resume:") for name, _ in ended.form("/sign-in").fields if name.startswith("resume:")]
    assert [name for name in kept if name in typed] == list(typed)


async def test_only_what_has_a_form_of_its_own_can_be_changed_first(world: World, browser: Open, case: str) -> None:
    task = await world.task(case, "carer.be")
    carer = await browser("carer.be")
    together = (await carer.get("/board")).form("/board/bulk")
    alone = (await carer.get(f"/cases/{case}/do/record-sighting")).form("/record-sighting")
    world.clock.ahead = timedelta(hours=13)

    offered = []
    for form, typed in ((together, {"do": "claim", "task": task}), (alone, {"place": "the harbour"})):
        ended = await carer.post(form.action, [*dict(form.filled() + list(typed.items())).items()], 401)
        again = await carer.send(ended.form("/sign-in"), email=EMAIL, password=PASSWORD)
        offered.append("Change it first" in again.words())
        world.clock.ahead += timedelta(hours=13)

    assert offered == [False, True]
