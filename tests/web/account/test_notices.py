"""Choosing how one is told, on a page that tells of nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, time, timedelta

import pytest

from domain.notice.delivering import Delivery, Notice, after, deliveries, taken_up
from domain.notice.wishes import Kind, Quiet, Wishes
from infra.notices.mail import Mailer
from infra.notices.push import Pusher
from infra.notices.settings import MailServer, Telling
from infra.notices.telling import Tellers, push_key
from infra.notices.ways import OwnWays
from tests.notices.parts import LATER, NEVER, PHONE, TAKEN
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.world import World

TELLING = Telling(
    server=MailServer(host="localhost", port=9, tls=False, starttls=False),
    sender="lantern@agency.example",
    contact="mailto:it@agency.example",
)


@pytest.fixture(name="tellers")
def _tellers(world: World) -> Iterator[Tellers]:
    """The installation with mail and push; nothing sends them here."""
    services, before = world.services, world.services.notices
    assert isinstance(before, Tellers)
    key = push_key(world.process.base.settings.data / "keys" / "push", make=True)
    mailer, pusher = Mailer(TELLING, "https://lantern.test", services.clock), Pusher(TELLING, key, services.clock)
    told = replace(before, mailer=mailer, pusher=pusher)
    object.__setattr__(services, "notices", told)
    yield told
    object.__setattr__(services, "notices", before)


@pytest.fixture(name="person")
async def _person(world: World, browser: Open) -> Browser:
    """Somebody whose notices nobody else chooses."""
    await world.enrol("hotline.uk")
    tellers = world.process.base.tellers
    await tellers.kept.forget("hotline-uk")
    for name in await tellers.messages._shelf.every():
        await tellers.messages._shelf.erase(name)
    return await browser("hotline.uk")


async def test_without_mail_and_push_the_page_says_that_nobody_is_told(person: Browser) -> None:
    page = await person.get("/account/notices")

    assert "Nobody is told by mail or push here" in page.words()
    assert "Send me one" not in page.words()


async def test_the_account_leads_to_it(person: Browser) -> None:
    assert "/account/notices" in [link.get("href") for link in (await person.get("/account")).all("a")]


async def test_what_is_chosen_holds(person: Browser, tellers: Tellers) -> None:
    form = (await person.get("/account/notices")).form("/account/notices")

    page = await person.send(
        form,
        kinds=["urgent", "emergency"],
        mail=[],
        begins="22:00",
        ends="06:30",
        zone="Europe/Paris",
        exercises=["yes"],
    )

    assert "You are told as you wish" in page.words()
    wishes = await tellers.wishes("hotline-uk")
    assert (wishes.kinds, wishes.mail, wishes.exercises) == ((Kind.URGENT, Kind.EMERGENCY), False, True)
    assert (wishes.quiet, wishes.zone) == (Quiet(time(22), time(6, 30)), "Europe/Paris")
    shown = page.form("/account/notices")
    assert [shown[name] for name in ("begins", "ends", "zone")] == ["22:00", "06:30", "Europe/Paris"]
    assert [value for name, value in shown.fields if name == "kinds"] == ["urgent", "emergency"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"address": "nobody"}, "This is no e-mail address"),
        ({"begins": "22:00"}, "Quiet hours need a time"),
        ({"begins": "22:00", "ends": "22:00"}, "are none"),
        ({"begins": "22:00", "ends": "06:07"}, "Quiet hours need a time"),
        ({"zone": "Mars/Olympus"}, "Choose one of the time zones"),
    ],
)
async def test_what_cannot_be_wished_is_told_and_what_was_typed_comes_back(
    person: Browser, tellers: Tellers, typed: dict[str, str], said: str
) -> None:
    page = await person.send((await person.get("/account/notices")).form("/account/notices"), 422, **typed)

    assert said in page.words()
    assert await tellers.wishes("hotline-uk") == Wishes()
    assert page.form("/account/notices")["address"] == typed.get("address", "")


async def test_where_mail_goes_is_changed_by_who_proves_who_they_are(
    world: World, person: Browser, tellers: Tellers
) -> None:
    form = (await person.get("/account/notices")).form("/account/notices")
    world.clock.ahead = timedelta(hours=1)

    page = await person.send(form, 403, address="duty@agency.example")

    assert "Is it still you?" in page.words()
    assert (await tellers.wishes("hotline-uk")).address == ""


async def test_a_browser_is_added_and_removed(person: Browser, tellers: Tellers) -> None:
    keys = {"p256dh": tellers.push_key, "auth": "A" * 22}
    form = (await person.get("/account/notices")).form("/account/notices-device")

    page = await person.send(form, endpoint="https://fcm.googleapis.com/wp/1", **keys)
    (device,) = (await tellers.wishes("hotline-uk")).devices
    await person.send(page.form("/account/notices-remove"))

    assert "This browser is told from now on." in page.words()
    assert (device.endpoint, device.auth) == ("https://fcm.googleapis.com/wp/1", keys["auth"])
    assert (await tellers.wishes("hotline-uk")).devices == ()


async def test_a_browser_that_names_another_machine_is_not_added(person: Browser, tellers: Tellers) -> None:
    form = (await person.get("/account/notices")).form("/account/notices-device")

    page = await person.send(form, 422, endpoint="https://10.0.0.1/admin", p256dh=tellers.push_key, auth="A" * 22)

    assert "This browser was not added" in page.words()
    assert (await tellers.wishes("hotline-uk")).devices == ()


async def test_nobody_removes_the_browser_of_somebody_else(person: Browser, tellers: Tellers) -> None:
    await tellers.change("police-be", lambda _: Wishes(devices=(PHONE,)))
    token = (await person.get("/account/notices")).form("/sign-out")["_csrf_token"]

    await person.post("/account/notices-remove", [("_csrf_token", token), ("device", PHONE.id)])

    assert (await tellers.wishes("police-be")).devices == (PHONE,)


async def test_a_message_to_try_is_kept_once_and_what_becomes_of_it_is_told(
    world: World, person: Browser, tellers: Tellers
) -> None:
    await person.send((await person.get("/account/notices")).form("/account/notices-try"))
    page = await person.send((await person.get("/account/notices")).form("/account/notices-try"))
    (message,) = await tellers.lately("hotline-uk")
    assert "Waits until" in page.words()

    now = world.clock.now() + timedelta(minutes=1)
    for outcome, said in ((LATER, "Not taken yet (451)"), (NEVER, "Mail does not reach you")):
        await tellers.messages.put(after(taken_up(message, now), outcome, now))
        assert said in (await person.get("/account/notices")).words()

    assert "Mail does not reach you" in (await person.get("/account")).words()


async def test_who_administers_an_agency_sees_whom_messages_do_not_reach(
    world: World, browser: Open, tellers: Tellers
) -> None:
    now = world.clock.now()
    for who, outcome in (("admin.be", NEVER), ("police.be", NEVER), ("carer.be", TAKEN)):
        person = await browser(who)
        await person.send((await person.get("/account/notices")).form("/account/notices-try"))
        for message in await tellers.lately(who.replace(".", "-")):
            await tellers.messages.put(after(taken_up(message, now), outcome, now))

    page = await (await browser("admin.be")).get("/members/unreached")

    assert "Mx admin.be" in page.words()
    assert "Reached nobody (550)" in page.words()
    assert "Mx police.be" not in page.words()


async def test_nobody_else_finds_that_page(browser: Open) -> None:
    await (await browser("police.be")).get("/members/unreached", 404)


async def test_a_message_to_try_is_sent_again_after_a_while(world: World, person: Browser, tellers: Tellers) -> None:
    form = (await person.get("/account/notices")).form("/account/notices-try")
    before = len(await tellers.lately("hotline-uk"))
    world.clock.ahead = timedelta(minutes=5)

    await person.send(form)
    await person.send(form)

    assert len(await tellers.lately("hotline-uk")) == before + 1


async def test_who_acts_no_more_for_an_agency_is_sent_nothing_on_its_behalf(world: World, tellers: Tellers) -> None:
    await world.enrol("carer.uk")
    ways = OwnWays(world.services.documents, world.services.opener, tellers.mailer, None)
    message = delivery(Notice(fact="f", kind=Kind.URGENT, member="carer-uk", agency="carer-uk", at=world.clock.now()))
    assert await ways.wanted(message, Wishes())

    await world.suspend("carer.uk")

    assert not await ways.wanted(message, Wishes())


def delivery(notice: Notice) -> Delivery:
    return deliveries(notice, Wishes(), UTC, notice.at)[0]


async def test_figures_tell_how_many_messages_wait_and_failed(person: Browser, tellers: Tellers) -> None:
    await person.send((await person.get("/account/notices")).form("/account/notices-try"))
    waiting = (await tellers.traffic()).waiting

    answer = await person.http.get("/metrics")

    assert f"lantern_notices_waiting {waiting}\n" in answer.text
    assert waiting > 0


async def test_what_somebody_wishes_is_sealed_where_it_lies(world: World, person: Browser, tellers: Tellers) -> None:
    await person.send((await person.get("/account/notices")).form("/account/notices"), address="duty@agency.example")

    stored = await world.process.base.secrets.every("notice")

    assert stored
    assert not any(b"agency.example" in each.content for each in stored.values())
