"""What the checks find, on the pages of an auditor: by case, across cases, and taken along."""

from __future__ import annotations

import csv
import io

from domain.case import commands as c
from domain.task.commands import Waive
from tests.web.auditing.told import a_late_duty, shown
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.world import World


async def rows_of(auditor: Browser, world: World, case: str, query: str = "?stands=all") -> list[str]:
    """The rows of the table across cases that are about *case*."""
    page = await auditor.get(f"/audit/findings{query}")
    return [page.words(row) for row in page.all("tr") if world.reference(case) in page.words(row)]


async def test_a_finding_names_its_facts_the_rule_and_what_would_settle_it(world: World, browser: Open) -> None:
    case = await a_late_duty(world)

    page = await (await browser("auditor.be")).get(f"/cases/{case}/findings")

    told = page.words(page.with_id("open"))
    assert "Past its deadline Still so Search the surroundings About whom The police-be" in told
    assert "Rule The deadline of a duty passed before it was done or waived." in told
    assert "What would settle it The agency does it, or waives it with a reason." in told
    fact = next(link for link in page.links() if f"/cases/{case}/facts/" in link)
    assert "Task opened" in (await (await browser("auditor.be")).get(fact)).words()


async def test_across_cases_one_chooses_by_check_by_agency_and_by_what_still_stands(
    world: World, browser: Open
) -> None:
    case = await a_late_duty(world)
    task = await world.task(case, "carer.be", title="Call the school")
    await world.work("carer.be", case, task, Waive(reason="closed today"))
    await shown(world)
    auditor = await browser("auditor.be")

    both = await rows_of(auditor, world, case)
    late = await rows_of(auditor, world, case, "?check=late")
    of_carer = await rows_of(auditor, world, case, "?agency=carer-be&check=of-tomorrow")

    assert len(both) == 2
    assert [row.startswith("Past its deadline Search the surroundings The police-be") for row in late] == [True]
    assert [row.startswith("Skipped Call the school: waived by a person The carer-be") for row in of_carer] == [True]
    assert await rows_of(auditor, world, case, "?stands=over") == []


async def test_who_looks_without_a_duty_is_found_by_name_and_who_has_one_is_not(world: World, browser: Open) -> None:
    case = await a_late_duty(world)
    await world.act("carer.be", case, c.RecordIdentity(names="Yonas"))
    for name in ("police.be", "guardian.be"):
        looking = await browser(name)
        await looking.send((await looking.get(f"/cases/{case}")).form("/identity"))

    page = await (await browser("auditor.be")).get(f"/cases/{case}/findings")

    told = page.words(page.with_id("open"))
    assert "Looked without a task in the case Still so Mx guardian.be" in told
    assert "Mx police.be" not in told
    assert [row for row in await rows_of(await browser("auditor.be"), world, case) if "Mx guardian.be" in row] != []


async def test_that_an_auditor_read_who_was_found_is_on_record(world: World, browser: Open) -> None:
    case = await a_late_duty(world)
    auditor = await browser("auditor.be")
    await auditor.get(f"/cases/{case}/findings")

    looked = await auditor.get(f"/cases/{case}/looked")

    assert "Mx auditor.be The auditor-be What the checks find" in looked.words()


async def test_that_an_auditor_read_across_cases_who_looked_is_on_record(world: World, browser: Open) -> None:
    case = await a_late_duty(world)
    await world.act("carer.be", case, c.RecordIdentity(names="Yonas"))
    looking = await browser("guardian.be")
    await looking.send((await looking.get(f"/cases/{case}")).form("/identity"))
    auditor = await browser("auditor.be")

    await auditor.get("/audit/findings?check=late")
    before = len(await world.services.consultations.lately(1_000))
    assert "Mx guardian.be" in (await auditor.get("/audit/findings")).words()

    lines = await world.services.consultations.lately(1_000)
    assert (len(lines) - before, lines[0].member, lines[0].what) == (1, "auditor-be", "findings")


async def test_a_copy_holds_what_was_chosen_and_no_cell_is_a_formula(world: World, browser: Open) -> None:
    case = await a_late_duty(world, title="=HYPERLINK(1)")
    auditor = await browser("auditor.be")
    await auditor.get("/audit/findings")

    answer = await auditor.http.get("/audit/findings/copy?check=late")

    rows = [row for row in csv.DictReader(io.StringIO(answer.text)) if row["case"] == world.reference(case)]
    assert [(row["what"], row["agency"], row["over"]) for row in rows] == [("'=HYPERLINK(1)", "The police-be", "")]
    assert rows[0]["facts"].startswith("Task opened 20")
    looked = await auditor.get("/audit/looked")
    assert "Copied: What the checks find" in looked.words()
