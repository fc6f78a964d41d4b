"""Remarks: an auditor asks, the audited reads and answers, nobody else learns of it, and nobody takes it back."""

from __future__ import annotations

from domain.case import commands as c
from tests.web.auditing.told import a_late_duty, shown
from tests.web.conftest import Open
from tests.web.world import World

WHY = "Why was nobody sent before nine?"
ANSWER = "The patrol car had broken down."


async def remarked(world: World, browser: Open) -> tuple[str, str]:
    """A case with a remark on a late duty of police.be, and where that stands."""
    case = await a_late_duty(world)
    auditor = await browser("auditor.be")
    auditor.says_why = "supervision"
    page = await auditor.get(f"/cases/{case}/findings")
    about = next(link for link in page.links() if "about=late" in link)
    made = await auditor.send((await auditor.get(about)).form("/remarks"), words=WHY)
    assert WHY in made.words()
    return case, str(auditor.last.url.path) if auditor.last else ""


async def test_the_audited_read_what_asks_them_and_answer_it(world: World, browser: Open) -> None:
    case, remark = await remarked(world, browser)
    police = await browser("police.be")

    assert world.reference(case) in (await police.get("/remarks")).words()
    page = await police.get(remark)
    answered = await police.send(page.form("/answer"), words=ANSWER)

    assert f"{WHY} Answer Mx police.be, The police-be" in answered.words()
    assert ANSWER in answered.words()
    assert "Answered" in (await (await browser("auditor.be")).get(f"/cases/{case}/findings")).words()


async def test_nobody_else_learns_of_it(world: World, browser: Open) -> None:
    case, remark = await remarked(world, browser)

    for name in ("carer.be", "guardian.be", "police.fr", "admin.be"):
        other = await browser(name)
        other.secrets = (WHY, "Remark of an auditor")
        await other.get(remark, 404)
        assert world.reference(case) not in (await other.get("/remarks")).words()
        if name in ("carer.be", "guardian.be"):
            await other.get(f"/cases/{case}?timeline=all")


async def test_it_stands_in_the_timeline_of_those_it_is_between(world: World, browser: Open) -> None:
    case, _ = await remarked(world, browser)

    for name in ("police.be", "auditor.be"):
        page = await (await browser(name)).get(f"/cases/{case}?timeline=all")
        assert "Remark of an auditor" in page.words()


async def test_a_remark_is_no_version_of_the_case(world: World, browser: Open) -> None:
    case = await a_late_duty(world)
    police = await browser("police.be")
    form = (await police.get(f"/cases/{case}/do/raise-risk")).form("/do/raise-risk")
    auditor = await browser("auditor.be")
    await auditor.send((await auditor.get(f"/cases/{case}/findings")).form("/remarks"), agency="police-be", words=WHY)

    await police.send(form, level="high", reason="seen at the station")

    assert (await world.facts(case))[-1] == "RiskRaised"


async def test_only_who_asked_settles_it_and_then_nothing_is_left_to_answer(world: World, browser: Open) -> None:
    _, remark = await remarked(world, browser)
    police, auditor = await browser("police.be"), await browser("auditor.be")
    answering = (await police.get(remark)).form("/answer")
    assert not [form for form in (await police.get(remark)).forms() if form.action.endswith("/settle")]

    settled = await auditor.send((await auditor.get(remark)).form("/settle"), words="Understood")
    late = await police.send(answering, 409, words=ANSWER)

    assert "Settled" in settled.words()
    assert "This remark has been settled." in late.words()


async def test_who_has_left_the_case_still_answers_what_asks_them_and_reads_nothing_else(
    world: World, browser: Open
) -> None:
    case, remark = await remarked(world, browser)
    await world.act("police.be", case, c.LeaveCase(reason="elsewhere"))
    await shown(world)
    police = await browser("police.be")

    page = await police.get(remark)

    assert "Your agency takes no part in this case any more" in page.words()
    assert WHY in page.words()
    await police.send(page.form("/answer"), words=ANSWER)
    await police.get(f"/cases/{case}", 404)


async def test_a_remark_without_words_comes_back_with_what_was_chosen(world: World, browser: Open) -> None:
    case = await a_late_duty(world)
    auditor = await browser("auditor.be")

    page = await auditor.get(f"/cases/{case}/findings")
    refused = await auditor.send(page.form("/remarks"), 422, agency="carer-be", words="")
    stranger = await auditor.send(page.form("/remarks"), 422, agency="police-fr", words=WHY)

    assert refused.form("/remarks")["agency"] == "carer-be"
    assert WHY in stranger.text
    assert "That agency takes no part in this case." in stranger.words()


async def test_the_home_of_an_auditor_counts_what_stands_and_lists_what_was_answered(
    world: World, browser: Open
) -> None:
    case, remark = await remarked(world, browser)
    police = await browser("police.be")
    await police.send((await police.get(remark)).form("/answer"), words=ANSWER)

    home = await (await browser("auditor.be")).get("/home")

    assert "/audit/findings?check=late" in home.links()
    assert remark in home.links()
    assert ANSWER not in home.text
    rows = [home.words(row) for row in home.all("tr") if world.reference(case) in home.words(row)]
    assert [row.startswith("Past its deadline The auditor-be The police-be") for row in rows] == [True]


async def test_who_reads_what_asks_them_did_not_look_into_the_case(world: World, browser: Open) -> None:
    case = await world.case("carer.be", "police.be", "guardian.be")
    await shown(world)
    auditor = await browser("auditor.be")
    auditor.says_why = "supervision"
    page = await auditor.get(f"/cases/{case}/findings")
    await auditor.send(page.form("/remarks"), agency="guardian-be", words=WHY)
    assert auditor.last is not None
    remark = auditor.last.url.path

    assert WHY in (await (await browser("guardian.be")).get(remark)).words()

    assert "Mx guardian.be" not in (await auditor.get(f"/cases/{case}/findings")).words()
