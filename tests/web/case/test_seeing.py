"""Who sees what of a case, and that what is not there and what is not theirs look the same."""

from __future__ import annotations

import pytest

from domain.case import commands as c
from tests.web.conftest import Connect, Open
from tests.web.world import World, member

CHAPEL = "the chapel of St Ursmar"
HARBOUR = "the harbour of Zeebrugge"
UNKNOWN = "0199c3f0a1b27c3d8e4f5a6b7c8d9e0f"


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    case = await world.case("carer.be", "police.be", "asylum.be", "guardian.be")
    await world.act("carer.be", case, c.RecordProtectedSighting(sighting="s-1", place=CHAPEL, source="a friend"))
    await world.act("carer.be", case, c.RecordSighting(sighting="s-2", place=HARBOUR))
    return case


async def test_a_protected_sighting_is_seen_inside_the_circle(browser: Open, case: str) -> None:
    page = await (await browser("police.be")).get(f"/cases/{case}")

    assert CHAPEL in page.text
    assert "Protected sighting recorded" in page.words()


async def test_a_protected_sighting_leaves_no_trace_on_a_page_of_the_asylum_authority(browser: Open, case: str) -> None:
    asylum = await browser("asylum.be")
    asylum.secrets = (CHAPEL, HARBOUR, "rotected sighting recorded", "s-1")

    page = await asylum.get(f"/cases/{case}?timeline=all")

    entries = [each for each in page.all("li") if (each.get("class") or "").startswith("entry")]
    assert page.words(page.with_id("timeline")).startswith(f"Timeline {len(entries)}")
    assert "Sighting recorded" in page.words()


async def test_the_version_does_not_tell_that_there_is_more(program: Connect, world: World, case: str) -> None:
    asylum = await program("asylum.be")
    before = await asylum.get(f"/api/v1/cases/{case}")

    await world.act("carer.be", case, c.RecordProtectedSighting(sighting="s-3", place=CHAPEL))

    assert await asylum.get(f"/api/v1/cases/{case}") == before


async def test_a_protected_sighting_leaves_no_trace_in_the_api_of_the_asylum_authority(
    program: Connect, case: str
) -> None:
    asylum, police = await program("asylum.be"), await program("police.be")

    mine = (await asylum.get(f"/api/v1/cases/{case}/timeline"))["entries"]
    theirs = (await police.get(f"/api/v1/cases/{case}/timeline"))["entries"]

    assert "ProtectedSightingRecorded" in {each["event"] for each in theirs}
    assert len(mine) == len(theirs) - 1
    assert "ProtectedSightingRecorded" not in {each["event"] for each in mine}


async def test_looking_through_anothers_eyes_shows_no_more_than_ones_own(program: Connect, case: str) -> None:
    asylum, police = await program("asylum.be"), await program("police.be")

    through = (await asylum.get(f"/api/v1/cases/{case}/timeline?as_seen_by=police-be"))["entries"]
    back = (await police.get(f"/api/v1/cases/{case}/timeline?as_seen_by=asylum-be"))["entries"]

    assert through == back
    assert "ProtectedSightingRecorded" not in {each["event"] for each in through}


@pytest.mark.parametrize("path", ["/cases/{}", "/cases/{}/do/record-sighting", "/cases/{}?timeline=all"])
async def test_a_case_of_others_and_no_case_look_the_same(browser: Open, case: str, path: str) -> None:
    stranger = await browser("police.fr")

    before = await stranger.get(path.format(UNKNOWN), 404)
    theirs = await stranger.get(path.format(case), 404)
    after = await stranger.get(path.format(UNKNOWN), 404)

    # A page says what time it is, so the minute may change on the way, once.
    assert theirs.words() in {before.words(), after.words()}


@pytest.mark.parametrize("action", ["identity", "do/record-sighting", "do/leave-case", "do/no-such-step"])
async def test_a_step_in_a_case_of_others_and_in_none_look_the_same(
    world: World, browser: Open, case: str, action: str
) -> None:
    stranger = await browser("police.fr")
    token = (await stranger.get("/board")).form("/sign-out")["_csrf_token"]

    typed = [("_csrf_token", token), ("place", "x")]
    before = await stranger.post(f"/cases/{UNKNOWN}/{action}", typed, 404)
    theirs = await stranger.post(f"/cases/{case}/{action}", typed, 404)
    after = await stranger.post(f"/cases/{UNKNOWN}/{action}", typed, 404)

    assert theirs.words() in {before.words(), after.words()}
    assert member("police.fr") not in str(await world.looks(case))


async def test_a_case_that_one_has_left_is_there_no_more(world: World, browser: Open, case: str) -> None:
    guardian = await browser("guardian.be")
    await guardian.get(f"/cases/{case}")

    await world.act("guardian.be", case, c.LeaveCase(reason="another was appointed"))

    await guardian.get(f"/cases/{case}", 404)
    page = await guardian.get("/cases")
    assert world.reference(case) not in page.text


async def test_a_list_of_cases_holds_ones_own_and_no_trace_of_others(world: World, browser: Open, case: str) -> None:
    stranger = await browser("police.fr")
    stranger.secrets = (case, world.reference(case))

    page = await stranger.get("/cases")

    assert page.title.startswith("Cases")


async def test_a_question_is_seen_by_who_asks_and_who_is_asked_only(world: World, browser: Open, case: str) -> None:
    words = "does she speak of the bakery"
    await world.act("carer.be", case, c.RequestInformation(request="q-1", of_agency="police-be", question=words))

    shown = {
        name: words in (await (await browser(name)).get(f"/cases/{case}?timeline=all")).text
        for name in ("carer.be", "police.be", "guardian.be", "asylum.be")
    }

    assert shown == {"carer.be": True, "police.be": True, "guardian.be": False, "asylum.be": False}
