"""What an address asks of the board: filters, scopes and columns; none shows more than its reader may see."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.case import commands as c
from domain.codes import RiskLevel
from domain.task import commands as t
from tests.web.board.test_board import groups
from tests.web.conftest import Open
from tests.web.harness.reading import Page
from tests.web.world import World


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    """A case at high risk whose guardians have four tasks: one late, one claimed, one to be offered, one next week."""
    for name in ("guardian.uk", "guardian2.uk"):
        await world.enrol(name)
    case = await world.case("carer.be", "guardian.uk")
    now = world.clock.now()
    await world.task(case, "guardian.uk", title="Late call", code="call", due_at=now - timedelta(minutes=9))
    held = await world.task(case, "guardian.uk", title="Held letter", code="letter")
    offered = await world.task(case, "guardian.uk", title="Offered visit", code="visit", due_at=now + timedelta(days=1))
    await world.task(case, "guardian.uk", title="Next week's visit", code="visit", due_at=now + timedelta(days=7))
    await world.work("guardian.uk", case, held, t.Claim())
    await world.work(
        "guardian.uk", case, offered, t.HandOver(to_agency="guardian-uk", to_member="guardian2-uk", reason="yours")
    )
    await world.act("carer.be", case, c.AssessRisk(level=RiskLevel.HIGH, reasons="a threat"))
    return case


def titles(page: Page) -> set[str]:
    """The titles of all tasks on the board, without what stands beside them."""
    known = ("Late call", "Held letter", "Offered visit", "Next week's visit")
    shown = " ".join(page.words(each) for each in page.all("h3"))
    return {title for title in known if title in shown}


FILTERS = {
    "overdue=1": {"Late call"},
    "state=claimed": {"Held letter"},
    "state=offered": {"Offered visit"},
    "kind=visit": {"Offered visit", "Next week's visit"},
    "words=VISIT+next": {"Next week's visit"},
    "holder=me": {"Held letter"},
    "holder=guardian-uk": {"Held letter"},
    "risk=high": {"Late call", "Held letter", "Offered visit", "Next week's visit"},
    "risk=low": set(),
    "country=be": {"Late call", "Held letter", "Offered visit", "Next week's visit"},
    "country=fr": set(),
    "scope=mine": {"Held letter"},
    "kind=visit&words=offered": {"Offered visit"},
}


@pytest.mark.parametrize("query", FILTERS)
async def test_an_address_narrows_the_board_down(world: World, browser: Open, case: str, query: str) -> None:
    page = await (await browser("guardian.uk")).get(f"/board?case={world.reference(case)}&{query}")

    assert titles(page) == FILTERS[query]


async def test_what_is_chosen_can_be_taken_away_one_by_one_and_all_at_once(
    world: World, browser: Open, case: str
) -> None:
    guardian = await browser("guardian.uk")
    page = await guardian.get(f"/board?case={world.reference(case)}&overdue=1&view=columns")

    tags = list(page.with_id("filters").iter("a"))
    without_overdue = next(a.get("href") for a in tags if "Remove filter: Overdue" in page.words(a))

    assert [page.words(a) for a in tags][-1] == "Clear filters"
    assert tags[-1].get("href") == "/board?view=columns"
    assert len(titles(await guardian.get(str(without_overdue)))) == 4


async def test_the_form_of_filters_leads_to_an_address_without_what_was_left_empty(browser: Open, case: str) -> None:
    guardian = await browser("guardian.uk")
    form = (await guardian.get("/board?view=columns")).form("/board/filter")

    await guardian.send(form, words="visit")

    assert guardian.last is not None
    assert str(guardian.last.url).endswith("/board?view=columns&words=visit")


async def test_columns_show_how_far_each_task_is(world: World, browser: Open, case: str) -> None:
    guardian = await browser("guardian.uk")
    done = await world.task(case, "guardian.uk", title="Done already")
    await world.work("guardian.uk", case, done, t.Claim())
    await world.work("guardian.uk", case, done, t.Complete())

    found = groups(await guardian.get(f"/board?view=columns&case={world.reference(case)}"))

    assert list(found) == ["claim", "progress", "done"]
    assert [len(each) for each in found.values()] == [3, 1, 1]


async def test_all_agencies_are_those_of_ones_own_cases(world: World, browser: Open, case: str) -> None:
    elsewhere = await world.case("carer.be", "police.be")
    secret = await world.task(elsewhere, "police.be", title="Not for the guardian")
    await world.task(case, "carer.be", title="Held letter of the carer")
    guardian = await browser("guardian.uk")
    guardian.secrets = (secret, "Not for the guardian")

    page = await guardian.get("/board?scope=all&first=5000")

    assert "Held letter of the carer" in page.words()
    assert "The carer-be" in page.words(page.with_id("board"))
    await guardian.get(f"/board?scope=all&words=guardian&case={world.reference(elsewhere)}")


async def test_a_shared_link_shows_each_reader_their_own(world: World, browser: Open, case: str) -> None:
    link = f"/board?case={world.reference(case)}&holder=guardian-uk"
    police = await browser("police.be")
    police.secrets = ("Held letter", "Mx guardian.uk")

    page = await police.get(link)

    assert "No task fits these filters" in page.words()
    assert "Holder: Somebody else" in page.words()


async def test_many_tasks_are_shown_some_at_a_time_and_all_are_counted(world: World, browser: Open) -> None:
    await world.enrol("police.fr")
    case = await world.case("carer.be", "police.fr")
    for number in range(53):
        await world.task(case, "police.fr", title=f"Door {number}", due_at=None)
    reader = await browser("police.fr")

    page = await reader.get(f"/board?case={world.reference(case)}")
    more = next(link for link in page.links() if "first=" in link)

    assert len(groups(page)["later"]) == 50
    assert "53 tasks" in page.words(page.with_id("board-count"))
    assert "Show 3 more" in page.words()
    assert len(groups(await reader.get(more))["later"]) == 53


async def test_the_heading_and_the_tab_count(world: World, browser: Open, case: str) -> None:
    page = await (await browser("guardian.uk")).get(f"/board?case={world.reference(case)}&kind=visit")

    assert "2 of " in page.words(page.with_id("board-count"))
    assert page.title.startswith("Board (2, ")
    assert "not acknowledged" in page.title


async def test_an_update_without_a_change_costs_no_page(world: World, browser: Open, case: str) -> None:
    guardian = await browser("guardian.uk")
    page = await guardian.get("/board?scope=team")
    mark = page.with_id("board").get("data-mark")

    await guardian.fragment("/board?scope=team", 304, **{"if-none-match": f'"{mark}"'})
    await world.task(case, "guardian.uk", title="A new one")
    changed = await guardian.fragment("/board?scope=team", 200, **{"if-none-match": f'"{mark}"'})

    assert "A new one" in changed.words()


async def test_an_update_tells_when_a_deadline_has_passed_though_nothing_happened(
    world: World, browser: Open, case: str
) -> None:
    guardian = await browser("guardian.uk")
    mark = (await guardian.get("/board?scope=team")).with_id("board").get("data-mark")
    world.clock.ahead = timedelta(hours=3)

    changed = await guardian.fragment("/board?scope=team", 200, **{"if-none-match": f'"{mark}"'})

    assert "Held letter" in changed.words(changed.with_id("group-critical"))


async def test_columns_tell_when_a_task_becomes_critical_though_nothing_happened(world: World, browser: Open) -> None:
    await world.enrol("guardian.uk")
    case = await world.case("carer.be", "guardian.uk")
    task = await world.task(case, "guardian.uk", due_at=world.clock.now() - timedelta(minutes=9))
    guardian, address = await browser("guardian.uk"), f"/board?view=columns&case={world.reference(case)}"
    mark = (await guardian.get(address)).with_id("board").get("data-mark")
    world.clock.ahead = timedelta(hours=2)

    changed = await guardian.fragment(address, 200, **{"if-none-match": f'"{mark}"'})

    assert "task--critical" in str(changed.with_id(f"task-{task}").get("class"))


async def test_an_update_in_another_zone_is_another(world: World, browser: Open, case: str) -> None:
    guardian = await browser("guardian.uk")
    mark = (await guardian.get("/board?scope=team")).with_id("board").get("data-mark")
    form = (await guardian.get("/desk")).form("/desk")
    await guardian.send(form, zone="Europe/Athens")

    await guardian.fragment("/board?scope=team", 200, **{"if-none-match": f'"{mark}"'})

    await guardian.send(form, zone="")


async def test_what_no_task_says_is_told_and_goes_into_no_address(world: World, browser: Open, case: str) -> None:
    guardian = await browser("guardian.uk")
    form = (await guardian.get("/board?scope=team")).form("/board/filter")

    page = await guardian.send(form, words="Held Amina", case="Tesfaye")

    assert guardian.last is not None
    assert guardian.last.url.path == "/board/filter"
    assert "No task on this board is called: Amina Tesfaye" in page.words(page.with_id("sift-unsaid"))
    assert not [each for each in page.root.iter() for value in each.attrib.values() if "Amina" in value]
    assert titles(page) == {"Held letter"}


async def test_who_comes_back_to_the_address_of_the_filters_finds_the_board(browser: Open) -> None:
    page = await (await browser("guardian.be")).get("/board/filter")

    assert page.title.startswith("Board")
