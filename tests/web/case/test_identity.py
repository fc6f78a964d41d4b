"""Who the child is stays sealed until somebody asks for it, and that they did is on record first."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from domain.case import commands as c
from domain.ports import StoreAway
from infra.identity.consultations import LoggedConsultations
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.world import World, member
from web.app import create_app
from web.ports import Asker

NAME = "Abena Quistrebert"
BORN = "2011-04-17"
OPENED = ("carer.be", "police.be", "asylum.be")


class AccessLogAway(LoggedConsultations):
    """A record of consultations that knows why somebody looks, and cannot be written."""

    async def record(self, asker: Asker, case: str, what: str) -> None:  # noqa: ARG002
        raise StoreAway


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    case = await world.case(*OPENED)
    await world.act("carer.be", case, c.RecordIdentity(names=NAME, birth_date=BORN))
    return case


def away(world: World) -> AccessLogAway:
    found = world.services.consultations
    assert isinstance(found, LoggedConsultations)
    return AccessLogAway(found._log, world.clock, world.ids)


def kinds_of_looks(looks: list[bytes]) -> list[tuple[str, str]]:
    bodies = [msgspec.json.decode(each) for each in looks]
    return [(each["member"], each["what"]) for each in bodies]


@pytest.mark.parametrize("path", ["/cases/{case}", "/cases/{case}?timeline=all", "/cases", "/board"])
async def test_no_page_says_who_the_child_is(browser: Open, case: str, path: str) -> None:
    police = await browser("police.be")
    police.secrets = (NAME, BORN)

    page = await police.get(path.format(case=case))

    assert page.title


async def test_who_asks_is_shown_and_is_on_record(world: World, browser: Open, case: str) -> None:
    police = await browser("police.be")
    page = await police.get(f"/cases/{case}")

    shown = await police.send(page.form("/identity"))

    assert NAME in shown.words(shown.with_id("identity"))
    assert (member("police.be"), "identity") in kinds_of_looks(await world.looks(case))


async def test_htmx_gets_the_panel_alone(browser: Open, case: str) -> None:
    police = await browser("police.be")
    page = await police.get(f"/cases/{case}")

    panel = await police.send_fragment(page.form("/identity"), 200, "section#identity")

    assert NAME in panel.words()
    assert not panel.has_id("timeline")


async def test_looking_twice_in_one_sitting_is_one_line_on_record(world: World, browser: Open, case: str) -> None:
    police = await browser("police.be")
    page = await police.get(f"/cases/{case}")
    await police.send(page.form("/identity"))
    await police.send(page.form("/identity"))

    assert kinds_of_looks(await world.looks(case)).count((member("police.be"), "identity")) == 1


async def test_nothing_is_shown_when_the_record_cannot_be_written(world: World, browser: Open, case: str) -> None:
    police = await browser("police.be")
    page = await police.get(f"/cases/{case}")
    world.app, before = create_app(replace(world.services, consultations=away(world))), world.app
    silent = Browser(world, secrets=(NAME, BORN))
    world.app = before
    silent.http.cookies = police.http.cookies

    answer = await silent.send(page.form("/identity"), 503)

    assert "The log cannot be reached" in answer.title


async def test_the_record_does_not_say_what_was_seen(world: World, browser: Open, case: str) -> None:
    police = await browser("police.be")
    page = await police.get(f"/cases/{case}")
    await police.send(page.form("/identity"))

    assert [look for look in await world.looks(case) if NAME.encode() in look or BORN.encode() in look] == []


async def test_an_auditor_reads_the_case_without_any_private_text(browser: Open, case: str) -> None:
    auditor = await browser("auditor.be")
    auditor.secrets = (NAME, BORN)

    page = await auditor.get(f"/cases/{case}")

    assert "Identity recorded" in page.words(page.with_id("timeline"))
    assert not [form for form in page.forms() if form.action.endswith("/identity")]


async def test_an_auditor_who_asks_all_the_same_gets_nothing(browser: Open, case: str) -> None:
    auditor = await browser("auditor.be")
    auditor.secrets = (NAME, BORN)
    page = await auditor.get("/cases")

    await auditor.post(f"/cases/{case}/identity", [("_csrf_token", page.form("/sign-out")["_csrf_token"])], 404)


async def test_going_back_to_the_address_of_the_opening_seals_it_again(browser: Open, case: str) -> None:
    police = await browser("police.be")
    police.secrets = (NAME, BORN)

    page = await police.get(f"/cases/{case}/identity")

    assert page.has_id("identity")
