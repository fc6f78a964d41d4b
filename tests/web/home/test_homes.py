"""Each role begins with what it is there for, and sees in it nothing that it may not see elsewhere."""

from __future__ import annotations

import inspect
import re
from datetime import timedelta

import pytest

from domain.case import commands as c
from projections.cases import Case
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.harness.reading import Page
from tests.web.world import World
from web.forms.case_forms import FORMS
from web.texts.wording.flags import FLAGS


def nav_of(page: Page) -> list[str]:
    """The words of the main navigation."""
    nav = next(each for each in page.all("nav") if each.get("aria-label") == "Main")
    return [page.words(link) for link in nav.iter("a")]


@pytest.mark.parametrize(
    ("name", "heading", "places"),
    [
        ("police.be", "Board", ["Board", "Cases", "Remarks"]),
        (
            "auditor.be",
            "What to look at",
            ["What to look at", "Cases", "Audit", "Processing", "Statistics", "Playbooks"],
        ),
        ("admin.be", "Installation", ["Installation", "Playbooks"]),
    ],
)
async def test_each_role_begins_where_its_work_is(browser: Open, name: str, heading: str, places: list[str]) -> None:
    page = await (await browser(name)).get("/")

    assert page.words(page.all("h1")[0]).startswith(heading)
    assert nav_of(page) == places


async def test_a_chair_begins_with_the_conference(chair: Browser) -> None:
    page = await chair.get("/")

    assert page.words(page.all("h1")[0]).startswith("Conference")
    assert nav_of(page) == ["Conference", "Board", "Cases", "Remarks", "Keeping", "Statistics"]


async def test_a_worker_who_asks_for_a_home_gets_the_board(browser: Open) -> None:
    page = await (await browser("police.be")).get("/home")

    assert page.title.startswith("Board")


async def test_a_chair_sees_what_their_cases_wait_for_with_the_way_to_settle_it(
    conference: World, chair: Browser
) -> None:
    case = await conference.case("carer.be", "chair.be")

    row = (await chair.get("/home")).with_id(f"case-{case}")

    links = {link.get("href") for link in row.iter("a")}
    assert f"/cases/{case}/do/assess-risk" in links
    assert f"/cases/{case}/do/appoint-guardian" in links


async def test_a_chair_sees_no_case_that_their_conference_does_not_sit_in(conference: World, chair: Browser) -> None:
    other = await conference.case("carer.be", "police.be")

    assert not (await chair.get("/home")).has_id(f"case-{other}")


async def test_an_offer_to_another_agency_is_not_for_the_chair_to_answer(conference: World, chair: Browser) -> None:
    case = await conference.case("carer.be", "chair.be", "police.be")
    await conference.act("carer.be", case, c.OfferLead(to_agency="police-be"))

    page = await chair.get("/home")

    row = page.with_id(f"case-{case}")
    assert "nobody has answered" in page.words(row)
    assert f"/cases/{case}/do/accept-lead" not in {link.get("href") for link in row.iter("a")}


async def test_an_auditor_sees_who_was_late_and_who_saw_nothing(world: World, browser: Open) -> None:
    case = await world.case("carer.be", "police.be")
    yesterday = world.clock.now() - timedelta(hours=20)
    await world.act("carer.be", case, c.RecordSighting(sighting="s", place="the harbour"), yesterday)
    await world.task(case, "police.be", title="Search the quay", acknowledge_by=world.clock.now() + timedelta(hours=1))
    world.clock.ahead = timedelta(hours=2)
    auditor = await browser("auditor.be")
    auditor.secrets = ("the harbour",)

    page = await auditor.get("/home")

    assert "Sighting recorded" in page.words(page.with_id("late"))
    assert "Search the quay" in page.words(page.with_id("unseen"))


async def test_an_auditor_sees_who_opened_who_a_child_is(world: World, browser: Open) -> None:
    case = await world.case("carer.be", "police.be")
    await world.act("carer.be", case, c.RecordIdentity(names="Abena Tesfay"))
    police = await browser("police.be")
    await police.send((await police.get(f"/cases/{case}")).form("/identity"))
    auditor = await browser("auditor.be")
    auditor.secrets = ("Abena",)

    home, record = await auditor.get("/home"), await auditor.get("/audit/looked")

    assert f"Mx police.be {world.reference(case)}" in home.words(home.with_id("looks"))
    assert "Who the child is" in record.words()


async def test_who_looked_is_for_auditors_only(world: World, browser: Open, chair: Browser) -> None:
    await chair.get("/audit/looked", 404)
    for name in ("police.be", "admin.be"):
        await (await browser(name)).get("/audit/looked", 404)


async def test_an_administrator_sees_their_own_people_and_figures_of_the_others(browser: Open) -> None:
    page = await (await browser("admin.be")).get("/installation")

    assert "Mx admin.be" in page.words()
    assert "The police-be" in page.words()
    assert "Mx police.be" not in page.words()


def test_every_flag_that_a_case_can_raise_has_its_words() -> None:
    raised = re.findall(r'"([a-z-]+)": ', inspect.getsource(vars(Case)["flags"].fget))

    assert sorted(FLAGS) == sorted(raised)


def test_every_flag_is_settled_by_a_form() -> None:
    assert [slug for _words, slug in FLAGS.values() if slug not in FORMS] == []


async def test_an_administrator_is_not_even_told_how_many_cases_there_are(world: World, browser: Open) -> None:
    await world.case("carer.be")

    page = await (await browser("admin.be")).get("/cases")

    assert page.title.startswith("Cases (0)")
    assert "There are no cases here for you" in page.words()
