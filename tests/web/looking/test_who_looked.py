"""Who looked, for whom, when and why: for those who take part, by agency; by name for who answers for it."""

from __future__ import annotations

import csv
import io
import json

import pytest

from domain.case import commands as c
from domain.context import SYSTEM_AGENCY
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.world import World
from web.eventlog.tables import cell
from web.pages.looking.looked import months
from web.ports import Asker

NAME = "Yonas Girmay"


@pytest.fixture(name="case")
async def _case(world: World, browser: Open) -> str:
    """A case of police.be and carer.be whose child police.be has opened, to answer a question."""
    case = await world.case("carer.be", "police.be")
    await world.act("carer.be", case, c.RecordIdentity(names=NAME))
    police = await browser("police.be")
    police.says_why = "question"
    await police.send((await police.get(f"/cases/{case}")).form("/identity"))
    return case


async def test_the_agencies_of_a_case_see_which_agency_looked_and_why_but_no_name(browser: Open, case: str) -> None:
    carer = await browser("carer.be")
    carer.secrets = (NAME, "Mx police.be")

    page = await carer.get(f"/cases/{case}/looked")

    assert "The police-be Who the child is Somebody asked my agency about it" in page.words()
    assert f"/cases/{case}/looked" in (await carer.get(f"/cases/{case}")).links()


async def test_every_step_of_a_timeline_says_which_agency_looked_that_day(browser: Open, case: str) -> None:
    carer = await browser("carer.be")
    carer.secrets = (NAME, "Mx police.be")

    every, main = [await carer.get(f"/cases/{case}{rest}") for rest in ("?timeline=all", "")]

    told = every.words(every.with_id("timeline")).partition("Looked that day:")[2]
    assert "The police-be" in told
    assert "Looked that day" not in main.words()


async def test_an_export_on_the_command_line_is_told_as_a_copy_by_who_runs_all_this(
    world: World, browser: Open, case: str
) -> None:
    operator = Asker(member=SYSTEM_AGENCY, agency=SYSTEM_AGENCY, country="", sitting="a sitting")
    await world.services.consultations.note("exported", operator, "bundle", case)

    page = await (await browser("auditor.be")).get(f"/cases/{case}/looked")

    assert "Lantern Who runs this installation Copied: The case, with what proves it" in page.words()


async def test_an_auditor_sees_by_name_who_looked_at_a_case(browser: Open, case: str) -> None:
    page = await (await browser("auditor.be")).get(f"/cases/{case}/looked")

    assert "Mx police.be" in page.words()


async def test_who_does_not_see_the_case_does_not_see_who_looked(browser: Open, case: str) -> None:
    for name in ("police.fr", "admin.be"):
        await (await browser(name)).get(f"/cases/{case}/looked", 404)


async def lines_of(browser: Browser, kind: str) -> list[str]:
    page = await browser.get("/audit/looked")
    rows = [page.words(row) for row in page.all("tr")]
    return [row for row in rows if kind in row]


async def test_a_refusal_is_on_record_and_looks_like_nothing(world: World, browser: Open, case: str) -> None:
    stranger = await browser("asylum.be")

    theirs = await stranger.get(f"/cases/{case}", 404)
    none = await stranger.get(f"/cases/{world.ids.new()}", 404)

    assert theirs.title == none.title
    refused = await lines_of(await browser("auditor.be"), "Asked for, and not shown")
    assert any("Mx asylum.be" in row and world.reference(case) in row for row in refused)
    assert any("Mx asylum.be" in row and "none that you may see" in row for row in refused)


async def test_a_search_is_on_record_without_what_was_looked_for(world: World, browser: Open) -> None:
    guardian = await browser("guardian.be")
    await guardian.send((await guardian.get("/search")).form("/search"), q="Quistrebert Abena")

    auditor = await browser("auditor.be")
    auditor.secrets = ("Quistrebert",)

    assert any("Mx guardian.be" in row for row in await lines_of(auditor, "Searched"))


async def test_the_agencies_of_a_case_are_not_told_who_was_refused(browser: Open, case: str) -> None:
    await (await browser("asylum.be")).get(f"/cases/{case}", 404)

    page = await (await browser("carer.be")).get(f"/cases/{case}/looked")

    assert "asylum" not in page.words()


async def copied(world: World, auditor: Browser, form: str) -> str:
    month = months(world.clock.now())[0]
    answer = await auditor.http.get(f"/audit/looked/copy?month={month}&form={form}")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    return answer.text


async def test_a_copy_holds_who_when_what_and_why(world: World, browser: Open, case: str) -> None:
    auditor = await browser("auditor.be")

    rows = list(csv.DictReader(io.StringIO(await copied(world, auditor, "csv"))))
    told = [json.loads(line) for line in (await copied(world, auditor, "jsonl")).splitlines()]

    wanted = {"person": "Mx police.be", "what": "Who the child is", "case": world.reference(case), "did": "opened"}
    for lines in (rows, told):
        (line,) = [each for each in lines if wanted.items() <= each.items()]
        assert line["why"] == "Somebody asked my agency about it"


async def test_taking_a_copy_is_on_record_itself(world: World, browser: Open) -> None:
    auditor = await browser("auditor.be")
    await copied(world, auditor, "csv")

    assert any("Mx auditor.be" in row for row in await lines_of(auditor, "Copied"))


async def test_each_month_that_is_copied_is_on_record_by_itself(browser: Open) -> None:
    auditor = await browser("auditor.be")

    for month in ("2025-01", "2025-02"):
        await auditor.http.get(f"/audit/looked/copy?month={month}&form=csv")

    rows = await lines_of(auditor, "Copied")
    for month in ("2025-01", "2025-02"):
        assert any(f"The record of who looked {month}" in row for row in rows)


@pytest.mark.parametrize("query", ["month=2026-11&form=xlsx", "month=all", "month=2026-13.case&form=csv"])
async def test_a_copy_that_there_is_not_is_not_found(browser: Open, query: str) -> None:
    await (await browser("auditor.be")).get(f"/audit/looked/copy?{query}", 404)


@pytest.mark.parametrize("name", ["police.be", "admin.be"])
async def test_a_copy_is_for_auditors(browser: Open, name: str) -> None:
    await (await browser(name)).get("/audit/looked/copy?month=2026-11", 404)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_cell_of_any_table_is_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}"
    assert cell(f"\t{text}\r") == f" '{text} "
    assert cell("The police-be") == "The police-be"
