"""Codes that describe a child: sealed in the log, words on the page of whoever may open them."""

from __future__ import annotations

import pytest

from domain.case import codes
from domain.case import commands as c
from domain.case.risk.indicators import Indicator
from domain.codes import RiskLevel
from domain.privacy import Purpose, Sealed
from tests.web.case.plays import CARER, FOUND, POLICE, TAKING_PART
from tests.web.conftest import Open
from tests.web.world import World
from web.texts import wording

ASSESS = c.AssessRisk(
    level=RiskLevel.HIGH,
    indicators=(Indicator.SUICIDAL, Indicator.DEBT),
    unknowns=(Indicator.TRAFFICKING,),
    reasons="seen with a stranger",
)


async def assessed(world: World) -> str:
    case = await world.case(*TAKING_PART)
    await world.act(CARER, case, ASSESS)
    return case


async def test_the_signs_behind_a_level_are_words_on_the_page_after_one_look_on_record(
    world: World, browser: Open
) -> None:
    case = await assessed(world)
    before = len(await world.looks(case))

    page = await (await browser(POLICE)).get(f"/cases/{case}")

    for words in ("Suicidal", "Debt to repay", "Not known:", "Signs of trafficking", "seen with a stranger"):
        assert words in page.words()
    looks = [look for look in (await world.looks(case))[before:] if b'"text"' in look]
    assert len(looks) == 1


async def test_an_auditor_reads_the_level_and_not_the_signs(world: World, browser: Open) -> None:
    case = await assessed(world)

    page = await (await browser("auditor.be")).get(f"/cases/{case}")

    assert "High" in page.words()
    assert "Suicidal" not in page.words()
    assert "Debt" not in page.words()


async def test_what_was_erased_is_said_once(world: World, browser: Open) -> None:
    case = await assessed(world)
    ring = world.process.base.ring
    await ring.destroy(case, list(Purpose), world.clock.now())

    page = await (await browser(POLICE)).get(f"/cases/{case}")

    assert "Suicidal" not in page.words()
    assert "erased on" in page.words()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (c.CheckSafeAndWell(result=codes.CheckResult.EXPLOITED), "Signs of exploitation"),
        (c.MakeReferral(referral="one", to=codes.Service.MENTAL_HEALTH), "Mental health care"),
    ],
    ids=lambda each: type(each).__name__,
)
async def test_the_timeline_says_a_sealed_code_in_words(
    world: World, browser: Open, command: c.CaseCommand, words: str
) -> None:
    case = await world.case(*TAKING_PART)
    for by, step in (*FOUND, (POLICE, command)):
        await world.act(by, case, step)

    page = await (await browser(POLICE)).get(f"/cases/{case}")

    assert words in page.words()


async def test_no_code_of_these_stands_in_the_log(world: World) -> None:
    case = await assessed(world)

    assessment = (await world.process.base.store.load(f"case.{case}.file"))[-1].event

    assert all(isinstance(getattr(assessment, field), Sealed) for field in ("indicators", "unknowns", "reasons"))


def test_a_text_is_read_as_codes_only_where_the_fact_says_so() -> None:
    assert wording.private("RiskAssessed", "reasons", "debt") == "debt"
    assert wording.private("CaseSung", "indicators", "debt") == "debt"
    assert wording.private("RiskAssessed", "indicators", "debt,sung-at-night") == "Debt to repay, Sung at night"
