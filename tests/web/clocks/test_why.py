"""Why somebody has a task: the rule in its version, what opened it, the clock, what ends it, who is told otherwise."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from domain.case import commands as c
from domain.codes import Country, Role
from domain.envelope import PlaybookRef
from domain.task import commands as t
from domain.task.decider import originator
from projections import board, timeline
from tests.web.conftest import Open
from tests.web.harness.reading import Page
from tests.web.world import World, agency

HOUR = timedelta(hours=1)


async def ruled(world: World, case: str, ref: PlaybookRef, **details: Any) -> str:
    """A task of carer.be that the rule *ref* opened, because an absence was noticed."""
    task = world.ids.new()
    command = t.OpenTask(
        case=case,
        task=task,
        reference=world.reference(case),
        agency=agency("carer.be"),
        role=Role.CARER,
        country=Country.BE,
        code="report-to-police",
        title="Report to the police",
        trigger="AbsenceNoticed",
        source="Handbook",
        mark="D",
        counts="hours",
        **details,
    )
    outcome = await world.services.tasks.handle(originator(case, task), command, replace(world.by_itself, playbook=ref))
    for view in (board.VIEW, timeline.VIEW):
        await world.services.documents.reached(view, outcome.position)
    return task


async def missed(world: World) -> str:
    """A case of carer.be and police.be in which an absence was noticed."""
    case = await world.case("carer.be", "police.be")
    await world.act("carer.be", case, c.NoticeAbsence(episode=world.ids.new(), country=Country.BE))
    return case


def said(page: Page) -> str:
    return page.words(page.with_id("why-here"))


async def test_the_rule_is_told_in_words_with_its_version_and_what_ends_it(
    world: World, browser: Open, version: str
) -> None:
    case = await missed(world)
    now = world.clock.now()
    ref = PlaybookRef("common-practice", version, "report-to-police")
    task = await ruled(world, case, ref, due_at=now + HOUR, clock_from=now)

    page = await (await browser("carer.be")).get(f"/tasks/{task}")

    library = world.services.rules.library()
    playbook = library.find("common-practice", version)
    assert playbook is not None
    rule = next(each for each in playbook.rules if each.id == "report-to-police")
    for words in (rule.why, playbook.title, version, "after it happened", "Every hour counts", "A default of this"):
        assert words in said(page)
    assert "Its reason ends with: Disappearance reported" in said(page)
    assert f"/playbooks/common-practice?version={version}#rule-report-to-police" in page.links()


async def test_what_opened_it_leads_to_its_place_in_the_record(world: World, browser: Open, version: str) -> None:
    case = await missed(world)
    task = await ruled(world, case, PlaybookRef("common-practice", version, "report-to-police"), due_at=None)
    carer = await browser("carer.be")

    page = await carer.get(f"/tasks/{task}")

    (link,) = [link for link in page.links() if "#entry-" in link]
    address, _, place = link.partition("#")
    assert "Absence noticed" in said(page)
    assert (await carer.get(address)).has_id(place)


async def test_who_does_not_see_what_opened_it_gets_no_way_there(world: World, browser: Open) -> None:
    case = await world.case("carer.be", "police.be")
    task = await ruled(world, case, PlaybookRef("gone", "1", "x"), due_at=None)

    page = await (await browser("carer.be")).get(f"/tasks/{task}")

    assert "Absence noticed" in said(page)
    assert [link for link in page.links() if "#entry-" in link] == []
    assert "gone/x" in said(page)


async def test_it_says_who_is_told_where_nobody_acknowledges(world: World, browser: Open, version: str) -> None:
    case = await missed(world)
    ref = PlaybookRef("common-practice", version, "bring-in")
    now = world.clock.now()
    chain = (agency("police.be"), "lead", "guardian")
    task = await ruled(world, case, ref, due_at=now + HOUR, acknowledge_by=now + HOUR / 2, escalate_to=chain)

    page = await (await browser("carer.be")).get(f"/tasks/{task}")

    for words in ("The police-be", "the lead", "Guardian", "No hours on record", "acknowledged by"):
        assert words in said(page)


async def test_a_task_of_no_rule_says_so(world: World, browser: Open) -> None:
    case = await world.case("carer.be")
    task = await world.task(case, "carer.be")

    assert "No rule of a playbook opened it" in said(await (await browser("carer.be")).get(f"/tasks/{task}"))


async def test_a_card_and_a_clock_are_one_click_away_from_why(world: World, browser: Open) -> None:
    case = await world.case("carer.be")
    task = await world.task(case, "carer.be")
    carer = await browser("carer.be")

    for address in (f"/board?case={world.reference(case)}", f"/cases/{case}"):
        assert f"/tasks/{task}#why-here" in (await carer.get(address)).links()
