"""Assessing the risk on a page: each sign is asked, weighed, and only then does somebody stand for a level."""

from __future__ import annotations

from domain.case import commands as c
from domain.case.risk.indicators import Indicator
from domain.codes import RiskLevel
from tests.web.case.plays import CARER, POLICE, TAKING_PART
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.harness.reading import Page
from tests.web.world import World
from web.texts import wording

FORM = "/do/assess-risk"


async def weighed(world: World, browser: Open, **answers: str) -> tuple[str, Browser, Page]:
    """A case, somebody, and what they see once they have sent their *answers*."""
    case = await world.case(*TAKING_PART)
    someone = await browser(CARER)
    page = await someone.get(f"/cases/{case}{FORM}")
    typed = {f"sign-{sign.replace('_', '-')}": answer for sign, answer in answers.items()}
    return case, someone, await someone.send(page.form(FORM), **typed)


async def test_every_sign_is_asked_and_unknown_until_somebody_answers(world: World, browser: Open) -> None:
    case = await world.case(*TAKING_PART)

    page = await (await browser(CARER)).get(f"/cases/{case}{FORM}")

    assert {f"sign-{sign.value}": "unknown" for sign in Indicator}.items() <= dict(page.form(FORM).fields).items()
    assert not page.has_id("assess-risk-level")
    assert "Where a child comes from is not asked" in page.words()


def test_no_sign_asks_where_a_child_comes_from() -> None:
    words = " ".join(wording.code(sign.value) for sign in Indicator).lower()

    assert [origin for origin in ("national", "origin", "citizen", "religio", "ethnic") if origin in words] == []


async def test_what_the_answers_speak_for_is_shown_before_anything_is_recorded(world: World, browser: Open) -> None:
    case, _, page = await weighed(world, browser, medical_need="yes", debt="no")
    shown = page.words(page.with_id("weighing"))

    assert "The signs speak for High risk" in shown
    assert "A sign that is worrying by itself" in shown
    assert f"{len(Indicator) - 2} signs are unknown" in shown
    assert page.form(FORM)["level"] == ""
    assert "RiskAssessed" not in await world.facts(case)


async def test_a_person_stands_for_the_level_and_the_case_says_who_and_by_which_rules(
    world: World, browser: Open
) -> None:
    _, someone, page = await weighed(world, browser, medical_need="yes")

    case_page = await someone.send(page.form(FORM), level="high", reasons="No insulin with her")

    told = case_page.words(case_page.with_id("risk"))
    assert "by Mx carer.be, The carer-be, as High risk" in told
    assert "Rule set 2026-11-2 spoke for: High risk" in told
    assert "A sign that is worrying by itself" in told
    assert f"Not known: {len(Indicator) - 1} signs" in told


async def test_an_answer_changed_since_is_weighed_again_before_it_counts(world: World, browser: Open) -> None:
    case, someone, page = await weighed(world, browser, medical_need="no")

    again = await someone.send(page.form(FORM), **{"level": "medium", "sign-medical-need": "yes"})

    assert "You have changed an answer" in again.words()
    assert "The signs speak for High risk" in again.words()
    assert "RiskAssessed" not in await world.facts(case)


async def test_a_level_below_what_the_signs_say_comes_back_with_the_rules(world: World, browser: Open) -> None:
    _, someone, page = await weighed(world, browser, trafficking="unknown")

    again = await someone.send(page.form(FORM), 422, level="low", reasons="calm")

    assert "The level is lower than what the signs speak for" in again.words()
    assert again.form(FORM)["reasons"] == "calm"


async def test_after_a_turning_point_the_case_asks_for_another_assessment(world: World, browser: Open) -> None:
    case = await world.case(*TAKING_PART)
    await world.act(CARER, case, c.AssessRisk(level=RiskLevel.HIGH))
    await world.act("asylum.be", case, c.RecordAsylumDecision(decision="Refused yesterday"))

    page = await (await browser(POLICE)).get(f"/cases/{case}")

    assert "Assess it anew: something has happened since" in page.words(page.with_id("risk"))
