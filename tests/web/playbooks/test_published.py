"""The playbooks themselves: who reads them, what they say, and what differs between two versions."""

from __future__ import annotations

import pytest

from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.playbooks.conftest import publish_text
from tests.web.world import World

TEXT = """
id = "tried"
version = "{version}"
title = "A playbook that is tried"
country = "se"
valid_from = 2026-01-0{version}

[[rule]]
id = "look"
phase = "response"
on = "AbsenceNoticed"
role = "police"
code = "look"
title = "Look for the child"
why = "Somebody has to."
within = "{hours}h"
closes_on = ["ChildLocated"]
source = "a test"
mark = "{mark}"
"""


@pytest.fixture(name="tried")
async def _tried(rules: World) -> World:
    """The world with two versions of a playbook of a country that no case is in."""
    await publish_text(rules, "tried", TEXT.format(version=1, hours=1, mark="D"))
    await publish_text(rules, "tried", TEXT.format(version=2, hours=2, mark="S"), "2")
    return rules


async def test_everybody_reads_the_rules_and_auditors_how_many_cases_go_by_them(tried: World, browser: Open) -> None:
    await tried.case("carer.be")
    heads = {}
    for name in ("police.be", "auditor.be", "admin.be"):
        page = await (await browser(name)).get("/playbooks")
        heads[name] = [page.words(each) for each in page.all("th") if each.get("scope") == "col"]
        assert "A playbook that is tried" in page.words()
        assert tried.reference(await tried.case("carer.be")) not in page.words()

    counted = ["Playbook", "Version", "Valid", "Published", "Rules", "Open cases"]
    assert heads == {"police.be": counted[:-1], "auditor.be": counted, "admin.be": counted[:-1]}


async def test_a_case_that_is_opened_is_counted_and_one_of_no_agency_there_is_not(tried: World, browser: Open) -> None:
    who = await browser("auditor.be")

    before = await numbers(tried, who)
    await tried.case("carer.be")
    after = await numbers(tried, who)

    assert (after["be"], after["tried"]) == (before["be"] + 1, before["tried"])


async def numbers(world: World, who: Browser) -> dict[str, int]:
    """How many open cases go by the newest version of each playbook, as the page says."""
    page = await who.get("/playbooks")
    library = world.services.rules.library()
    found = {}
    for name in ("be", "tried"):
        row = page.with_id(f"{name}-{library.editions(name)[-1].version}")
        found[name] = int(page.words(list(row.iter("td"))[4]))
    return found


async def test_a_playbook_tells_its_rules_with_clock_source_and_mark_and_can_be_narrowed_to_a_phase(
    tried: World, browser: Open
) -> None:
    who = await browser("police.be")

    page = await who.get("/playbooks/tried?version=1")
    told = page.words(page.with_id("rule-look"))

    assert "When Absence noticed Who Police By when 1 h after it happened Ends with Child located" in told
    assert "Source a test A default of this installation, not the law" in told
    assert "there is a newer one" in page.words()
    assert "From this source" in (await who.get("/playbooks/tried")).words()
    assert "No rule in this phase" in (await who.get("/playbooks/tried?phase=found")).words()


async def test_two_versions_differ_field_by_field(tried: World, browser: Open) -> None:
    page = await (await browser("admin.be")).get("/playbooks/tried/compare?before=1&after=2")

    told = page.words(page.with_id("change-look"))
    assert "Rule that changed Look for the child look" in told
    assert "Within 1 h 2 h" in told
    assert "Mark D: A default of this installation, not the law S: From this source" in told
    assert "Valid from 2026-01-01 2026-01-02" in page.words()


async def test_a_playbook_of_one_version_has_nothing_to_compare_and_says_so(tried: World, browser: Open) -> None:
    page = await (await browser("admin.be")).get("/playbooks/be/compare")

    assert "There is one version only" in page.words()


@pytest.mark.parametrize("path", ["/playbooks/none", "/playbooks/be?version=none", "/playbooks/be/compare?after=none"])
async def test_what_was_never_published_is_not_there(tried: World, browser: Open, path: str) -> None:
    await (await browser("police.be")).get(path, 404)


async def test_the_playbooks_are_found_by_their_name(tried: World, browser: Open) -> None:
    page = await (await browser("police.be")).get("/search?q=playbooks")

    assert "/playbooks" in page.links()
