"""A case whose time is over is reviewed by two people, erased, and shown as erased everywhere."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from domain.case import commands as c
from domain.case.retention.refusals import NothingToHold
from domain.retention.codes import HoldGround
from infra.evidence.online import verify_log
from infra.evidence.signing import new_signer
from tests.web.conftest import Connect, Open
from tests.web.harness.browser import ORIGIN, Browser
from tests.web.harness.reading import Page
from tests.web.harness.turns import auditor, turns
from tests.web.retention.offices import (
    CHAIR,
    NAME,
    OFFICER,
    VALUES,
    WORDS,
    WORKER,
    a_case_that_is_over,
    appoint,
    carry_out,
)
from tests.web.retention.searching import as_written, backup_of, holding, keys_of, opened
from tests.web.world import World
from web.pages.retention import due

SAME = {"sec-fetch-site": "same-origin", "origin": ORIGIN}


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    await appoint(world)
    return await a_case_that_is_over(world)


def token(page: Page) -> tuple[str, str]:
    """The token of the session, as every form of *page* has it."""
    return next(pair for form in page.forms() for pair in form.fields if pair[0] == "_csrf_token")


async def propose(browser: Browser, case: str, **typed: str | list[str]) -> Page:
    page = await browser.get(f"/cases/{case}/retention")
    return await browser.send(page.form("/retention/propose"), **typed)


async def confirm(browser: Browser, case: str, status: int = 200) -> Page:
    page = await browser.get(f"/cases/{case}/retention")
    return await browser.send(page.form("/retention/confirm"), status, sure="yes")


async def erased(world: World, browser: Open, case: str) -> Browser:
    """The case erased by two people; the browser of the second."""
    await propose(await browser(OFFICER), case)
    chairs = await browser(CHAIR)
    await confirm(chairs, case)
    await carry_out(world)
    return chairs


async def test_what_is_due_stands_before_who_reviews_it(world: World, browser: Open, case: str) -> None:
    page = await (await browser(OFFICER)).get("/retention")

    assert world.reference(case) in page.words()
    assert "Due for a review" in page.words()


async def test_who_holds_no_office_reads_the_rules_and_no_case(world: World, browser: Open, case: str) -> None:
    worker = await browser(WORKER)

    page = await worker.get("/retention")

    assert "Default here" in page.words()
    assert world.reference(case) not in page.words()
    assert [f.action for f in (await worker.get(f"/cases/{case}/retention")).forms() if "/retention/" in f.action] == []
    await worker.post(f"/cases/{case}/retention/propose", [token(page)], 404)


async def test_a_number_of_the_installation_is_said_to_be_one(browser: Open, case: str) -> None:
    page = await (await browser(WORKER)).get(f"/cases/{case}/retention")

    words = page.words().split("By which rule")[1]
    assert "Belgium: 10 years after the case was closed Default here" in words[:400], words[:400]


async def test_two_people_erase_and_one_alone_does_not(world: World, browser: Open, case: str) -> None:
    officer = await browser(OFFICER)
    page = await propose(officer, case, note="nobody asked for years")
    assert [form.action for form in page.forms() if form.action.endswith("/confirm")] == []
    sent = [token(page), ("sure", "yes")]

    refused = await officer.post(f"/cases/{case}/retention/confirm", sent, 403)
    assert "You proposed this erasure yourself." in refused.words()
    await confirm(await browser(CHAIR), case)
    await carry_out(world)

    assert (await world.facts(case))[-3:] == ["ErasureProposed", "ErasureConfirmed", "KeysDestroyed"]


async def test_a_hold_that_comes_between_is_not_overrun(world: World, browser: Open, case: str) -> None:
    await propose(await browser(OFFICER), case)
    chairs = await browser(CHAIR)
    form = (await chairs.get(f"/cases/{case}/retention")).form("/retention/confirm")
    hold = c.PlaceLegalHold(hold=world.ids.new(), ground=HoldGround.COURT_ORDER, note="a judge wrote")
    await world.act("police.be", case, hold)

    page = await chairs.send(form, 409, sure="yes")

    assert "A legal hold keeps this case" in page.words()
    assert "ErasureConfirmed" not in await world.facts(case)


async def test_of_a_hold_and_a_confirmation_at_the_same_moment_one_is_refused(
    world: World, browser: Open, case: str
) -> None:
    await propose(await browser(OFFICER), case)
    chairs = await browser(CHAIR)
    form = (await chairs.get(f"/cases/{case}/retention")).form("/retention/confirm")
    hold = c.PlaceLegalHold(hold=world.ids.new(), ground=HoldGround.COURT_ORDER, note="a judge wrote")

    held, _ = await asyncio.gather(
        world.act("police.be", case, hold),
        chairs._send(form.action, form.filled(sure="yes"), SAME),
        return_exceptions=True,
    )

    facts = set(await world.facts(case)) & {"LegalHoldPlaced", "ErasureConfirmed"}
    assert facts == ({"ErasureConfirmed"} if isinstance(held, NothingToHold) else {"LegalHoldPlaced"})


async def test_a_case_that_is_erased_shows_none_of_its_texts_anywhere(
    world: World, browser: Open, program: Connect, case: str
) -> None:
    before = (await (await browser("carer.be")).get(f"/cases/{case}?timeline=all")).text
    chairs = await erased(world, browser, case)
    assert WORDS in before
    chairs.secrets = VALUES

    page = await chairs.get(f"/cases/{case}?timeline=all")
    opened = await chairs.send(page.form("/identity"))
    api = await program("carer.be")
    told = await api.get(f"/api/v1/cases/{case}/timeline")

    assert page.words().count("erased on") >= 3
    assert "Erased on" in opened.words(opened.with_id("identity"))
    assert "erased on" in str(told)
    assert (await api.get(f"/api/v1/cases/{case}"))["erased_on"]
    assert "Erased on" in (await chairs.get("/cases")).words()
    assert [value for value in VALUES if value in str(told)] == []


async def test_search_finds_the_number_and_no_name(world: World, browser: Open, case: str) -> None:
    chairs = await erased(world, browser, case)
    form = (await chairs.get("/search")).form("/search")

    by_number = await chairs.send(form, q=world.reference(case))
    by_name = await chairs.send(form, q=NAME)

    assert case in by_number.text
    assert "Erased on" in by_number.words()
    assert case not in by_name.text


async def test_the_certificate_says_what_when_by_whom_and_which_keys(world: World, browser: Open, case: str) -> None:
    chairs = await erased(world, browser, case)
    page = await chairs.get(f"/cases/{case}/retention")
    (link,) = [each for each in page.links() if "/erased/" in each]

    paper = (await chairs.get(link)).words()

    for said in ("Mx carer2.be", "Mx police2.be", "be.case-file 2026-11-22", f"{case}-identity", f"{case}-narrative"):
        assert said in paper
    assert len([word for word in paper.split() if len(word) == 32 and set(word) <= set("0123456789abcdef")]) >= 4
    await (await browser("guardian.be")).get(link, 404)


async def test_nothing_is_added_to_what_was_erased(world: World, browser: Open, case: str) -> None:
    chairs = await erased(world, browser, case)

    page = await chairs.get(f"/cases/{case}")

    assert [form.action for form in page.forms() if "/do/" in form.action] == []
    assert "Erased on" in page.words()


async def test_what_is_typed_into_a_task_of_it_is_refused_and_comes_back(
    world: World, browser: Open, case: str
) -> None:
    task = await world.task(case, WORKER)
    await erased(world, browser, case)
    worker = await browser(WORKER)

    form = (await worker.get(f"/tasks/{task}")).form(f"/tasks/{task}/note")
    page = await worker.send(form, 409, note="She called from Ghent")

    assert "This case was erased" in page.words()
    assert "She called from Ghent" in dict(page.form(f"/tasks/{task}/note").fields).values()


async def test_what_is_declined_is_kept(world: World, browser: Open, case: str) -> None:
    await propose(await browser(OFFICER), case)
    chairs = await browser(CHAIR)
    form = (await chairs.get(f"/cases/{case}/retention")).form("/retention/decline")

    missing = await chairs.send(form, 422)
    page = await chairs.send(form, reason="her brother asks for it")

    assert "is needed" in missing.words()
    assert "Due since" in page.words()


async def test_who_has_not_looked_does_not_confirm(browser: Open, case: str) -> None:
    await propose(await browser(OFFICER), case)
    chairs = await browser(CHAIR)

    page = await chairs.send((await chairs.get(f"/cases/{case}/retention")).form("/retention/confirm"), 422)

    assert "Say that you have looked at the case yourself." in page.words()


async def test_no_file_holds_a_text_or_a_key_of_who_was_erased_nor_does_a_backup_made_before(
    world: World, browser: Open, case: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    data, keys = world.process.base.settings.data, await keys_of(world, case)
    assert await opened(world, case) != []
    assert holding(data, keys) != []
    backup = backup_of(data, tmp_path / "backup")

    await (await erased(world, browser, case)).get(f"/cases/{case}?timeline=all")

    assert (holding(data, as_written(VALUES)), holding(backup, as_written(VALUES))) == ([], [])
    assert (holding(data, keys), holding(backup, keys)) == ([], [])
    assert await opened(world, case) == []
    assert [value for value in VALUES if value in "".join(capfd.readouterr())] == []


async def test_the_log_still_verifies(world: World, browser: Open, case: str) -> None:
    await erased(world, browser, case)

    verified = await verify_log(world.process.base.wire, "events", [new_signer().key], ())

    assert verified.examination.messages > 10
    assert verified.faults == []


async def test_others_are_answered_while_what_is_due_is_looked_for(
    world: World, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [await a_case_that_is_over(world) for _ in range(2)]
    monkeypatch.setattr(due, "AT_A_TIME", 1)

    async with turns() as had:
        shelf = await due.shelf_of(world.services, auditor(world.services.clock.now()))
        answered = had()

    assert {case, *others} <= {row.id for row in shelf.due}
    assert answered >= 3
