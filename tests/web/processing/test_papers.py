"""Records of processing and the annex to the impact assessment say what runs, and that they are drafts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.codes import Country, Role
from infra.data import RETENTION
from infra.retention import load_retention
from tests.web.conftest import Open
from tests.web.world import World
from tests.whole.process import command
from web.processing.impact import findings
from web.processing.installed import Holder, Installed, Measures
from web.processing.paper import Paper, Section, markdown

RULES = load_retention(RETENTION)
SHELTER = Holder("A shelter", Role.CARER, Country.BE, 4, 1)
SAFE = Measures(kek="environment", replicas=3, https=True)


def found(*holders: Holder, measures: Measures = SAFE) -> str:
    return " ".join(findings(Installed(holders, RULES, measures, datetime(2026, 3, 4, tzinfo=UTC))))


def test_what_in_the_configuration_needs_a_decision_is_said() -> None:
    weak = found(Holder("A shelter", Role.CARER, Country.UK, 4, 0), measures=Measures(demo=True))

    for words in ("key-encryption key lies", "https", "one copy", "demo", "1 agency has appointed nobody", "Union"):
        assert words in weak
        assert words not in found(SHELTER)


def test_a_cell_does_not_break_its_table() -> None:
    paper = Paper("T", "R", [Section("S", heads=("a", "b"), rows=[("one | two", "three\nfour")], open=("why",))])

    lines = markdown(paper).splitlines()

    assert "| one \\| two | three four |" in lines
    assert "- [ ] why" in lines


async def test_the_page_names_agencies_kinds_readers_and_times_and_says_it_is_a_draft(browser: Open) -> None:
    auditor = await browser("auditor.be")

    page = await auditor.get("/processing/records")

    for words in ("Draft", "The carer-be", "special category", "Asylum authority", "after the month", "Belgium"):
        assert words.casefold() in page.words().casefold()
    assert "Annex" in (await auditor.get("/processing/impact")).words()


async def test_it_is_for_who_answers_for_it(browser: Open) -> None:
    await (await browser("admin.be")).get("/processing/impact")
    await (await browser("carer.be")).get("/processing/records", 404)
    await (await browser("admin.be")).get("/processing/nothing", 404)


async def test_it_can_be_taken_along(world: World, browser: Open) -> None:
    auditor = await browser("auditor.be")

    answer = await auditor.http.get("/processing/records?form=markdown")

    assert answer.headers["content-disposition"] == 'attachment; filename="records.md"'
    assert answer.text.startswith("# Records of processing activities\n")
    assert world.clock.now().strftime("%Y") in answer.text


@pytest.mark.slow
def test_the_command_prints_the_same_paper(tmp_path: Path) -> None:
    done = command("records", "impact", data=tmp_path)

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# Annex to the data protection impact assessment\n")
    assert "The key-encryption key lies in the data folder" in done.stdout
