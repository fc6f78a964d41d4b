"""The audit trail by agency and kind: the choice goes along to older pages, and shows nothing of other countries."""

from __future__ import annotations

import pytest

from domain.case import commands as c
from domain.codes import RiskLevel
from tests.web.conftest import Open
from tests.web.harness.reading import Page
from tests.web.world import World
from web.pages import audit


def lines(page: Page) -> list[tuple[str, str]]:
    """What and whose, line by line."""
    rows = [row for row in page.all("tr") if (row.get("id") or "").startswith("at-")]
    return [(page.words(row.findall("th")[0]), page.words(row.findall("td")[3])) for row in rows]


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    case = await world.case("carer.be", "police.be")
    await world.act("police.be", case, c.AssessRisk(level=RiskLevel.HIGH, reasons="a threat"))
    await world.act("carer.be", case, c.RaiseRisk(level=RiskLevel.HIGH, reason="another threat"))
    return case


@pytest.mark.usefixtures("case")
async def test_the_trail_shows_one_agency_and_one_kind(browser: Open) -> None:
    auditor = await browser("auditor.be")

    assert {whose for _, whose in lines(await auditor.get("/audit?agency=police-be"))} == {"The police-be BE"}
    told = " ".join(what for what, _ in lines(await auditor.get("/audit?kind=risk")))
    assert "Risk assessed" in told
    assert "Case opened" not in told


@pytest.mark.usefixtures("case")
async def test_older_lines_are_of_the_same_choice(world: World, browser: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    await world.case("carer.be", "police.be")
    monkeypatch.setattr(audit, "A_PAGE", 1)
    auditor = await browser("auditor.be")
    first = await auditor.get("/audit?agency=carer-be&kind=together")

    older = next((link for link in first.links() if "before=" in link), "")

    assert "agency=carer-be" in older
    assert "kind=together" in older
    assert {whose for _, whose in lines(await auditor.get(older))} == {"The carer-be BE"}


@pytest.mark.parametrize("query", ["agency=nobody", "kind=none", "kind=%00"])
async def test_a_choice_that_is_none_shows_everything(browser: Open, case: str, query: str) -> None:
    auditor = await browser("auditor.be")

    assert lines(await auditor.get(f"/audit?{query}")) == lines(await auditor.get("/audit"))
    assert case in (await auditor.get("/audit")).text
