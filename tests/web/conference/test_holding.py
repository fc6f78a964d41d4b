"""A conference from its call to minutes that all who were there have approved, on pages without script."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.conference.decider import DECIDER, originator
from domain.conference.following import follows
from projections import board, timeline
from tests.web.conference.held import AGENDA, DECIDED, WHO, Held, call, local
from tests.web.conftest import Open
from tests.web.world import World, agency


@pytest.fixture(name="held")
async def _held(world: World, browser: Open) -> Held:
    return await call(world, await browser("protection.be"), "police.be", "asylum.be")


async def test_those_invited_see_when_and_what_about_and_say_who_comes(held: Held, browser: Open) -> None:
    police = await browser("police.be")

    page = await police.get(held.page)
    assert AGENDA in page.words()
    assert "The search" in page.words()
    after = await held.step(police, "record-attendance", who=WHO)

    assert WHO in after.words()
    assert "comes" in after.words(after.with_id("invited"))


async def test_a_conference_goes_from_its_call_to_minutes_that_stand(held: Held, browser: Open) -> None:
    chair, police = await browser("protection.be"), await browser("police.be")
    await held.step(chair, "record-attendance")
    await held.step(police, "record-attendance", who=WHO)
    await held.step(chair, "begin-conference")
    due = local(held.world, timedelta(days=2))
    await held.step(chair, "take-decision", topic="search", decided=DECIDED, owner=agency("police.be"), due_at=due)
    await held.step(chair, "end-conference")
    await held.step(chair, "draft-minutes", added="The prosecutor was told")
    await held.step(chair, "approve-minutes")

    waiting = await police.get(held.page)
    assert "Not approved yet by: The police-be" in waiting.words()
    page = await held.step(police, "approve-minutes")

    assert "Approved by all who were there" in page.words()
    assert "1 decision stands" in page.words()
    assert DECIDED in page.words()
    assert "The prosecutor was told" in page.words()


async def test_who_has_read_one_draft_approves_no_other(held: Held, browser: Open) -> None:
    chair, police = await browser("protection.be"), await browser("police.be")
    await held.step(police, "record-attendance")
    await held.step(chair, "begin-conference")
    await held.step(chair, "end-conference")
    await held.step(chair, "draft-minutes", added="The first")
    read = await police.get(held.page)
    await held.step(chair, "draft-minutes", added="The second")

    form = await police.get(next(link for link in read.links() if "approve-minutes" in link))
    page = await police.send(form.form("approve-minutes"), 409)

    assert "These minutes have been drafted anew since you read them." in page.words()
    assert "Not approved yet by: The police-be" in (await police.get(held.page)).words()


async def test_an_objection_and_dissent_stand_beside_what_was_decided(held: Held, browser: Open) -> None:
    chair, police = await browser("protection.be"), await browser("police.be")
    await held.step(police, "record-attendance")
    await held.step(chair, "begin-conference")
    page = await held.step(chair, "take-decision", topic="risk", decided=DECIDED)
    decision = next(link for link in page.links() if "record-dissent" in link).partition("=")[2]
    after = await held.step(police, "record-dissent", f"?decision={decision}", reason="Too early")
    assert "The police-be does not agree" in after.words()
    await held.step(chair, "end-conference")
    await held.step(chair, "draft-minutes")

    page = await held.step(police, "object-to-minutes", reason="We were not asked")

    assert "The police-be objects : We were not asked" in page.words().replace("objects:", "objects :")
    assert "Too early" in page.words()


async def test_what_was_decided_is_read_on_the_page_of_its_task(held: Held, browser: Open) -> None:
    chair, police = await browser("protection.be"), await browser("police.be")
    await held.step(chair, "begin-conference")
    await held.step(chair, "take-decision", topic="search", decided=DECIDED, owner=agency("police.be"))
    await followed(held)

    page = await police.get(held.page)
    task = next(link for link in page.links() if link.startswith("/tasks/"))
    shown = await police.get(task)

    assert DECIDED in shown.words()
    assert held.page in shown.links()


async def followed(held: Held) -> None:
    """Let the rules open what the newest decision asks for, as a worker would."""
    world = held.world
    facts = await world.process.base.store.load(originator(held.case, held.id))
    follow = follows(DECIDER.fold(fact.event for fact in facts), facts[-1], world.clock.now())
    assert follow is not None
    outcome = await world.services.tasks.handle(*follow)
    for view in (board.VIEW, timeline.VIEW):
        await world.services.documents.reached(view, outcome.position)


async def test_a_step_that_is_refused_comes_back_with_what_was_typed(held: Held, browser: Open) -> None:
    chair = await browser("protection.be")
    await held.step(chair, "begin-conference")
    here = f"{held.page}/do/take-decision"
    form = (await chair.get(here)).form(here)

    page = await chair.send(form, 422, topic="search", decided=DECIDED, due_at=local(held.world, timedelta(days=1)))

    assert DECIDED in page.text
    assert "nobody who is to keep it" in page.words()


async def test_a_step_that_is_sent_twice_is_taken_once(held: Held, browser: Open) -> None:
    chair = await browser("protection.be")
    await held.step(chair, "begin-conference")
    here = f"{held.page}/do/take-decision"
    form = (await chair.get(here)).form(here)

    await chair.send(form, topic="search", decided=DECIDED)
    page = await chair.send(form, topic="search", decided=DECIDED)

    assert page.words().count(DECIDED) == 1


async def test_a_conference_is_moved_and_cancelled_with_a_reason(held: Held, browser: Open) -> None:
    chair = await browser("protection.be")
    later = local(held.world, timedelta(days=3))
    await held.step(chair, "move-conference", starts_at=later, reason="The room is taken")

    page = await held.step(chair, "cancel-conference", reason="She is back")

    assert "Cancelled" in page.words()
    assert "She is back" in page.words()
    assert not any("/do/" in link for link in page.links())


async def test_the_room_is_where_somebody_goes_on_who_came_from_there(held: Held, browser: Open) -> None:
    chair = await browser("protection.be")
    here = f"{held.page}/do/begin-conference"
    form = (await chair.get(f"{here}?to=room")).form("?to=room")

    await chair.send(form)

    assert chair.last is not None
    assert chair.last.url.path == f"{held.page}/room"
