"""Where a case stands in the flow: the strip on its page, its flowchart, its checklist."""

from __future__ import annotations

from datetime import date

import pytest

from domain.case import commands as c
from domain.case.decider import originator
from domain.codes import Country, Role
from domain.envelope import Audience, AudienceKind
from domain.task import commands as t
from projections import timeline
from tests.web.conftest import Open
from tests.web.harness.reading import Page
from tests.web.playbooks.conftest import Duty, publish_text
from tests.web.world import World, agency

SVG = "{http://www.w3.org/2000/svg}"
ABSENT = c.NoticeAbsence(episode="e" * 32, country=Country.BE, last_seen_place="the park")


@pytest.fixture(name="case")
async def _case(rules: World) -> str:
    case = await rules.case("carer.be", "police.be", "protection.be", "asylum.be")
    await rules.act("carer.be", case, ABSENT)
    return case


def strip(page: Page) -> list[str]:
    """What the strip says of each phase."""
    return [page.words(each) for each in page.with_id("flowing").iter("li")]


async def test_the_strip_counts_each_phase_and_leads_to_its_checklist(
    rules: World, browser: Open, case: str, duty: Duty
) -> None:
    await duty(case, "carer.be", "profile", "PlacementStarted")
    await duty(case, "carer.be", "search-first", "AbsenceNoticed", hours=-1)
    done = await duty(case, "carer.be", "report-to-police", "AbsenceNoticed")
    await rules.work("carer.be", case, done, t.Claim())
    await rules.work("carer.be", case, done, t.Complete(outcome="done"))

    page = await (await browser("police.be")).get(f"/cases/{case}")

    assert strip(page) == [
        "Prevention 1 running",
        "Missing the case is here 1 late 1 done",
        "Found no duty so far",
        "Aftercare no duty so far",
    ]
    assert f"/cases/{case}/checklist?phase=response" in page.links()


async def test_what_one_may_not_see_is_neither_counted_nor_listed_nor_drawn(
    browser: Open, case: str, duty: Duty
) -> None:
    only = Audience(AudienceKind.NAMED, (agency("police.be"),))
    await duty(case, "police.be", "sighting", "SightingRecorded", audience=only)

    for name, said in (("police.be", "1 running"), ("carer.be", "no duty so far")):
        who = await browser(name)
        assert strip(await who.get(f"/cases/{case}"))[1] == f"Missing the case is here {said}"
        chart = await who.get(f"/cases/{case}/playbook")
        row = chart.words(chart.with_id("duty-common-practice-sighting"))
        assert row.endswith("Running") is (name == "police.be")
        listed = await who.get(f"/cases/{case}/checklist")
        assert ("Other duties" in listed.words()) is False
        assert ("1 running" in listed.words()) is (name == "police.be")


async def test_to_bring_somebody_in_belongs_to_the_phase_of_what_they_then_have_to_do(
    browser: Open, case: str, duty: Duty
) -> None:
    await duty(case, "carer.be", "bring-in", "ChildLocated")

    who = await browser("carer.be")

    assert strip(await who.get(f"/cases/{case}"))[2] == "Found 1 running"
    assert "The duty bring-in" in (await who.get(f"/cases/{case}/playbook")).words()


async def test_the_flowchart_draws_the_path_of_the_case_and_says_it_in_a_table(
    browser: Open, case: str, duty: Duty
) -> None:
    await duty(case, "carer.be", "search-first", "AbsenceNoticed", hours=-1)

    page = await (await browser("carer.be")).get(f"/cases/{case}/playbook")

    boxes = [each for each in page.all(f"{SVG}g") if (each.get("class") or "").startswith("box ")]
    rows = [each for each in page.all("tr") if (each.get("id") or "").startswith("duty-")]
    assert len(boxes) == len(rows) > 60
    assert [each.get("class") for each in boxes].count("box box--late") == 1
    assert page.words(page.with_id("duty-common-practice-search-first")).endswith("Carer 30 min Late")
    assert [each.get("href") for each in page.all(f"{SVG}a")] == ["#duty-common-practice-search-first"]
    assert page.with_id("flow").get("aria-describedby") == "flow-about"


async def test_the_flowchart_of_another_country_of_the_case_is_a_press_away(
    rules: World, browser: Open, case: str, duty: Duty
) -> None:
    french = c.JoinAgency(agency=agency("police.fr"), role=Role.POLICE, country=Country.FR)
    await rules.act("carer.be", case, french)
    who = await browser("carer.be")

    here, there = [await who.get(f"/cases/{case}/playbook{rest}") for rest in ("", "?country=fr")]

    assert f"/cases/{case}/playbook?country=fr" in here.links()
    assert "These are the duties of agencies here: France." in there.words()
    assert (here.has_id("duty-be-worrying"), here.has_id("duty-fr-prosecutor")) == (True, False)
    assert (there.has_id("duty-be-worrying"), there.has_id("duty-fr-prosecutor")) == (False, True)


async def test_the_checklist_says_who_by_when_why_how_sure_and_who_did_it(
    rules: World, browser: Open, case: str, duty: Duty
) -> None:
    done = await duty(case, "carer.be", "search-first", "AbsenceNoticed")
    await rules.work("carer.be", case, done, t.Claim())
    await rules.work("carer.be", case, done, t.Complete(outcome="done"))

    page = await (await browser("police.be")).get(f"/cases/{case}/checklist?phase=response")

    line = page.words(page.with_id(f"line-{done}"))
    for part in ("when: Absence noticed", "The carer-be BE", "30 min after it happened", "Done", "Mx carer.be"):
        assert part in line
    assert "common-practice/search-first a test A default of this installation, not the law" in line
    assert "Times are those of Europe/Brussels." in page.words()
    assert not page.has_id("phase-found")
    assert [link for link in page.links() if link.endswith("#rule-search-first")] != []


async def test_what_may_still_come_stands_apart_from_what_has_come(browser: Open, case: str, duty: Duty) -> None:
    await duty(case, "carer.be", "search-first", "AbsenceNoticed")

    page = await (await browser("carer.be")).get(f"/cases/{case}/checklist")

    coming = page.words(page.with_id("later-response"))
    assert "Assess the risk, with the source and the time of each fact" in coming
    assert "common-practice/search-first" not in coming


@pytest.mark.parametrize("rest", ["playbook", "checklist"])
async def test_who_does_not_see_the_case_sees_none_of_it(browser: Open, case: str, rest: str) -> None:
    for name in ("guardian.be", "admin.be"):
        await (await browser(name)).get(f"/cases/{case}/{rest}", 404)
    await (await browser("auditor.be")).get(f"/cases/{case}/{rest}")


async def test_a_case_whose_rules_nobody_here_can_read_says_so_and_shows_its_duties(
    rules: World, browser: Open, case: str, duty: Duty
) -> None:
    await duty(case, "carer.be", "search-first", "AbsenceNoticed")
    newer = 'id = "newer"\nversion = "1"\ntitle = "Of a newer release"\nunheard = "of"\ncountry = "se"\n'
    await publish_text(rules, "newer", newer, begins=date(2090, 1, 1))
    moved = c.MoveToPlaybook(playbook="newer", version="1", reason="a test")
    outcome = await rules.services.cases.handle(originator(case), moved, rules.by_itself)
    await rules.services.documents.reached(timeline.VIEW, outcome.position)

    who = await browser("carer.be")

    for rest in ("playbook", "checklist"):
        assert "The rules of this case cannot be read here" in (await who.get(f"/cases/{case}/{rest}")).words()
    assert strip(await who.get(f"/cases/{case}"))[1] == "Missing the case is here 1 running"
