"""What of a timeline is shown: chosen in the address, which holds no words but those that the record says in clear."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case import commands as c
from domain.case.events import CaseEvent
from domain.codes import RiskLevel
from domain.conference.events import ConferenceEvent
from domain.events import REGISTER
from domain.task import commands as t
from tests.web.conftest import Open
from tests.web.harness.reading import Page
from tests.web.world import World
from web.casefile.choosing import BEGIN, PHASES, Choice, choice_of
from web.casefile.kinds import KINDS, OF, OTHER, kind_of

NAME = "Quistrebert"


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    case = await world.case("carer.be", "police.be")
    await world.act("carer.be", case, c.AssessRisk(level=RiskLevel.HIGH, reasons=f"{NAME} said so"))
    await world.act("police.be", case, c.RecordSighting(sighting="s-1", place="a station"))
    task = await world.task(case, "police.be", title="Search the cellars")
    await world.work("police.be", case, task, t.Claim())
    return case


def titles(page: Page) -> list[str]:
    entries = [each for each in page.all("li") if (each.get("class") or "").startswith("entry")]
    return [page.words(next(each.iter("h4"))) for each in entries]


async def test_a_timeline_shows_one_kind(browser: Open, case: str) -> None:
    assert titles(await (await browser("police.be")).get(f"/cases/{case}?kind=risk")) == ["Risk assessed"]


async def test_a_timeline_shows_one_agency(browser: Open, case: str) -> None:
    assert titles(await (await browser("carer.be")).get(f"/cases/{case}?agency=police-be")) == ["Sighting recorded"]


async def test_words_find_tasks_by_their_title(browser: Open, case: str) -> None:
    police = await browser("police.be")
    form = (await police.get(f"/cases/{case}?timeline=all")).form("/timeline")

    page = await police.send(form, words="cellars claimed")

    assert titles(page) == ["Task claimed"]
    assert police.last is not None
    assert police.last.url.query == b"timeline=all&words=cellars+claimed"


async def test_a_name_that_is_looked_for_goes_into_no_address(browser: Open, case: str) -> None:
    police = await browser("police.be")
    form = (await police.get(f"/cases/{case}")).form("/timeline")

    page = await police.send(form, words=f"{NAME} risk")

    assert police.last is not None
    assert NAME.casefold() not in str(police.last.url).casefold()
    assert NAME.casefold() in page.words(page.with_id("timeline"))
    assert not any(NAME.casefold() in link.casefold() for link in page.links())
    assert titles(page) == ["Risk assessed"]


async def test_a_choice_that_leaves_nothing_says_how_to_go_back(browser: Open, case: str) -> None:
    page = await (await browser("police.be")).get(f"/cases/{case}?kind=aftercare&timeline=all")

    assert titles(page) == []
    assert f"/cases/{case}" in page.links()


@pytest.mark.parametrize("query", ["kind=%00", "agency=nobody", "view=cube", "axis=z", "span=year", "page=-1", "at=x"])
async def test_what_cannot_be_chosen_is_not(browser: Open, case: str, query: str) -> None:
    police = await browser("police.be")

    assert titles(await police.get(f"/cases/{case}?{query}")) == titles(await police.get(f"/cases/{case}"))


async def test_a_long_record_is_read_in_pages_and_an_entry_finds_its_page(world: World, browser: Open) -> None:
    case = await world.case("carer.be", "police.be")
    for number in range(55):
        await world.act("carer.be", case, c.RecordSighting(sighting=f"s-{number}", place="a station"))
    police = await browser("police.be")

    first = await police.get(f"/cases/{case}")
    second = await police.get(f"/cases/{case}?page=2")
    opened = min(each.removeprefix("entry-") for each in _ids(second))

    assert len(titles(first)) == 50
    assert not _ids(first) & _ids(second)
    assert _ids(await police.get(f"/cases/{case}?at={opened}")) == _ids(second)


def _ids(page: Page) -> set[str]:
    return {id_ for each in page.all("li") if (id_ := each.get("id") or "").startswith("entry-")}


def test_every_event_of_a_case_is_of_one_kind() -> None:
    written = {*CaseEvent.__args__, *ConferenceEvent.__args__}
    of_cases = {name for name, kind in REGISTER.items() if kind.cls in written or name.startswith("Task")}

    assert of_cases == set(OF)
    assert set(OF.values()) == set(KINDS)
    assert kind_of("SomethingNewer") == OTHER


choices = st.builds(
    Choice,
    timeline=st.sampled_from(["main", "all"]),
    clocks=st.sampled_from(["", "off"]),
    phase=st.sampled_from(["", *PHASES]),
    begin=st.sampled_from(["", "20260301T0800Z"]),
    end=st.sampled_from(["", "20260301T0801Z"]),
    axis=st.sampled_from(["happened", "recorded"]),
    kind=st.sampled_from(["", *KINDS]),
    span=st.sampled_from(["", "day", "week", "month"]),
    page=st.integers(1, 999),
)


@given(choices)
def test_an_address_leads_back_to_the_choice_it_was_made_of(choice: Choice) -> None:
    query = choice.query(page=choice.page)

    assert choice_of(dict(pair.split("=") for pair in query.removeprefix("?").split("&") if pair)) == choice


def test_the_choice_one_begins_with_needs_no_words() -> None:
    assert BEGIN.query() == ""
