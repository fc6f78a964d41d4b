"""A copy of the record holds what its reader sees, once, in codes and times; that it was taken is on record before."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import httpx
import pytest

from domain.case import commands as c
from domain.codes import Country
from domain.ports import StoreAway
from domain.task import commands as t
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.harness.turns import auditor, turns
from tests.web.world import World, agency, member
from web import seeing
from web.eventlog import FORMS
from web.eventlog.xes import NAMESPACE
from web.pages.looking.looked import months

NAME, CONFIDENCE, NOTE = "Meron Tekle", "the boat house at the lake", "=HYPERLINK(he walked into our post)"


@pytest.fixture(name="case", scope="module")
async def _case(shared_world: World) -> str:
    return await a_case(shared_world)


async def a_case(world: World) -> str:
    """A case with private text, a confidence, and a task that was worked on."""
    case = await world.case("carer.be", "police.be", "asylum.be")
    await world.act("carer.be", case, c.RecordIdentity(names=NAME))
    absence = c.NoticeAbsence(episode=world.ids.new(), country=Country.BE, circumstances=NOTE)
    await world.act("carer.be", case, absence)
    await world.act("police.be", case, c.RecordProtectedSighting(sighting=world.ids.new(), place=CONFIDENCE))
    task = await world.task(case, "police.be")
    await world.work("police.be", case, task, t.Claim())
    return case


async def copy(browser: Browser, case: str, form: str, status: int = 200) -> httpx.Response:
    answer = await browser.http.get(f"/cases/{case}/log/copy?form={form}")
    assert answer.status_code == status
    return answer


def ids_in(form: str, answer: httpx.Response) -> list[str]:
    """The facts of a copy, in its order."""
    if form == "ocel":
        return [each["id"] for each in answer.json()["events"]]
    if form == "xes":
        log = ET.fromstring(answer.content)  # noqa: S314 - Lantern wrote it
        return [each.attrib["value"] for each in log.iter(f"{{{NAMESPACE}}}string") if each.attrib["key"] == "fact"]
    if form == "csv":
        return [row["id"] for row in csv.DictReader(io.StringIO(answer.text))]
    return [json.loads(line)["id"] for line in answer.text.splitlines()]


@pytest.mark.parametrize("form", FORMS)
async def test_a_copy_holds_each_fact_that_its_reader_sees_once_and_no_other(
    world: World, browser: Open, case: str, form: str
) -> None:
    told = {}
    for name in ("carer.be", "asylum.be", "auditor.be"):
        answer = await copy(await browser(name), case, form)
        told[name] = ids_in(form, answer)
        assert len(set(told[name])) == len(told[name]), name
        assert not [text for text in (NAME, CONFIDENCE, NOTE, "Mx ", "boat") if text in answer.text], name

    everything = seeing.cases.all_entries(world.services, case)
    confidence = {entry.id for entry in everything if entry.name == "ProtectedSightingRecorded"}
    assert told["carer.be"] == [entry.id for entry in everything]
    assert set(told["asylum.be"]) == set(told["carer.be"]) - confidence == set(told["auditor.be"])


async def test_a_copy_is_a_file_that_no_cache_keeps(world: World, browser: Open, case: str) -> None:
    answer = await copy(await browser("carer.be"), case, "xes")

    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"] == f'attachment; filename="{world.reference(case)}.xes"'


async def test_people_of_another_agency_are_numbers_and_ones_own_are_known(browser: Open, case: str) -> None:
    lines = [json.loads(line) for line in (await copy(await browser("carer.be"), case, "jsonl")).text.splitlines()]

    actors = {line["agency"]: line["actor"] for line in lines}
    assert actors[agency("carer.be")] == member("carer.be")
    assert actors[agency("police.be")] == "person-1"
    assert {line["actor"] for line in lines} == {member("carer.be"), "person-1", "lantern"}


async def test_that_a_copy_was_taken_is_on_record(browser: Open, case: str) -> None:
    await copy(await browser("carer.be"), case, "ocel")

    looked = await (await browser("auditor.be")).get(f"/cases/{case}/looked")
    assert "The record as an event log ocel" in looked.words()


async def test_nothing_leaves_that_cannot_be_put_on_record(
    world: World, browser: Open, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    carer = await browser("carer.be")

    async def away(*_: Any, **__: Any) -> None:
        raise StoreAway

    monkeypatch.setattr(world.services.consultations, "note", away)
    answer = await copy(carer, case, "csv", 503)

    assert world.reference(case) not in answer.text


async def test_the_page_says_what_a_copy_holds_and_offers_each_form(browser: Open, case: str) -> None:
    page = await (await browser("carer.be")).get(f"/cases/{case}/log")

    assert "It holds no private text, no name of a person" in page.words()
    assert [f'value="{form}"' for form in FORMS if f'value="{form}"' not in page.text] == []


async def test_no_copy_of_a_case_that_is_not_seen_nor_in_another_form(browser: Open, case: str) -> None:
    await copy(await browser("police.fr"), case, "ocel", 404)
    await copy(await browser("carer.be"), case, "pdf", 404)


async def test_auditors_take_a_month_along_of_their_country_alone(world: World, browser: Open, case: str) -> None:
    month = f"{world.clock.now():%Y-%m}"
    await world.enrol("auditor.fr")
    page = await (await browser("auditor.be")).get("/audit/log")
    assert f'value="{month}"' in page.text

    answers = {
        name: (await (await browser(name)).http.get(f"/audit/log/copy?month={month}&form=jsonl"))
        for name in ("auditor.be", "auditor.fr", "police.be")
    }

    assert case in answers["auditor.be"].text
    assert answers["auditor.fr"].text == ""
    assert answers["police.be"].status_code == 404


async def test_a_month_in_which_nothing_was_recorded_is_empty(world: World, browser: Open, case: str) -> None:
    month = months(world.clock.now())[1]

    answer = await (await browser("auditor.be")).http.get(f"/audit/log/copy?month={month}&form=jsonl")

    assert (answer.status_code, answer.text) == (200, "")


@pytest.mark.parametrize("query", ["form=xes", "month=2026-13&form=xes", "month=9999-12&form=csv", "month=2026-11"])
async def test_a_month_that_there_is_not_is_not_found(browser: Open, query: str) -> None:
    assert (await (await browser("auditor.be")).http.get(f"/audit/log/copy?{query}")).status_code == 404


async def test_a_month_that_holds_too_much_says_what_to_do(
    world: World, browser: Open, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.pages.copies.logs.MOST", 2)
    month = f"{world.clock.now():%Y-%m}"

    page = await (await browser("auditor.be")).get(f"/audit/log/copy?month={month}&form=csv", 422)

    assert "Take the cases one by one" in page.words()


async def test_others_are_answered_between_any_two_cases_of_a_copy(world: World) -> None:
    now = world.services.clock.now()
    for _ in range(3):
        await world.case("carer.be")
    begin, end = now - timedelta(days=1), now + timedelta(days=1)

    async with turns() as had:
        told = [had() async for _ in seeing.recorded_between(world.services, auditor(now), begin, end)]

    assert len(told) >= 3
    assert sorted(set(told)) == told
