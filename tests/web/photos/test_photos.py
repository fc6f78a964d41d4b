"""Photos of the child: sent, kept sealed, shown to who has said why, withdrawn, erased with the child's keys."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest

from domain.case.codes import CaseOutcome
from domain.case.commands import CloseCase
from domain.case.decider import originator
from domain.case.events import PhotoAdded
from domain.privacy import Purpose
from tests.photos.pictures import SECRETS, from_a_telephone, opened, with_an_archive
from tests.web.conftest import Open
from tests.web.harness.browser import ORIGIN, Browser
from tests.web.harness.reading import Page
from tests.web.world import World

SHOWS = "A smiling Abena Quistrebert"
TYPED = {"taken_on": "2026-02-01", "shows": SHOWS, "consent": "nobody-yet", "use": "recognise"}


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    return await world.case("carer.be", "police.be")


async def send(who: Browser, case: str, photo: bytes, status: int = 303, **typed: str) -> httpx.Response:
    """Add a *photo* as a browser does; what was answered."""
    form = dict((await who.get(f"/cases/{case}/photos")).form("/photos").fields)
    return await sent(who, case, photo, status, {**form, **TYPED, **typed})


async def sent(who: Browser, case: str, photo: bytes, status: int, fields: dict[str, str]) -> httpx.Response:
    answer = await who.http.post(
        f"/cases/{case}/photos",
        data={name: value for name, value in fields.items() if name != "photo"},
        files={"photo": ("abena in front of her house.jpg", photo, "text/html")},
        headers={"sec-fetch-site": "same-origin", "origin": ORIGIN},
    )
    assert answer.status_code == status, answer.text
    return answer


async def added(world: World, case: str) -> PhotoAdded:
    facts = await world.process.base.store.load(originator(case))
    return next(fact.event for fact in facts if isinstance(fact.event, PhotoAdded))


def pictures_on(page: Page) -> list[str]:
    return [str(each.get("src")) for each in page.all("img") if "/photos/" in str(each.get("src"))]


async def test_a_photo_is_shown_with_its_words_beside_who_the_child_is(browser: Open, case: str) -> None:
    carer = await browser("carer.be")
    await carer.send((await carer.get(f"/cases/{case}/do/record-identity")).form("/record-identity"), names="Abena")

    await send(carer, case, from_a_telephone())

    page = await carer.send((await carer.get(f"/cases/{case}")).form("/identity"))
    (address,) = pictures_on(page)
    picture = await carer.http.get(address)
    assert [each.get("alt") for each in page.all("img") if each.get("src") == address] == [SHOWS]
    assert (picture.headers["content-type"], picture.headers["cache-control"]) == ("image/jpeg", "no-store")
    assert opened(picture.content).size == (320, 200)
    assert [secret for secret in SECRETS if secret in picture.content] == []


async def test_nobody_sees_one_without_saying_why_and_the_look_is_on_record(
    world: World, browser: Open, case: str
) -> None:
    carer, police = await browser("carer.be"), await browser("police.be")
    await send(carer, case, from_a_telephone())
    (address,) = pictures_on(await carer.get(f"/cases/{case}/photos"))
    police.says_why, police.secrets = "", (SHOWS,)

    page, picture = await police.get(f"/cases/{case}/photos"), await police.http.get(address)

    assert "Why do you look at this case?" in page.title
    assert picture.headers["content-type"].startswith("text/html")
    assert len([line for line in await world.looks(case) if b'"photo"' in line]) == 1


async def test_who_takes_no_part_gets_neither_page_nor_picture(browser: Open, case: str) -> None:
    carer, stranger = await browser("carer.be"), await browser("police.fr")
    await send(carer, case, from_a_telephone())
    (address,) = pictures_on(await carer.get(f"/cases/{case}/photos"))
    other = address.replace(case, "0" * 32)

    statuses = {(await stranger.http.get(path)).status_code for path in (address, other, f"/cases/{case}/photos")}

    assert statuses == {404}


@pytest.mark.parametrize(
    ("photo", "told"),
    [
        (b"", "Choose the photo."),
        (b"no picture", "This is no photo that can be read."),
        (with_an_archive(from_a_telephone()), "This file is something else besides a photo"),
    ],
)
async def test_what_is_refused_says_why_and_keeps_what_was_typed(
    world: World, browser: Open, case: str, photo: bytes, told: str
) -> None:
    carer = await browser("carer.be")

    answer = await send(carer, case, photo, 422)

    page = Page(answer.text)
    assert told in page.words()
    assert {name: page.form("/photos")[name] for name in TYPED} == TYPED
    assert "PhotoAdded" not in await world.facts(case)


async def test_a_day_that_is_none_is_told_beside_its_field(browser: Open, case: str) -> None:
    answer = await send(await browser("carer.be"), case, from_a_telephone(), 422, taken_on="last summer")

    assert "does not have the form that is expected" in Page(answer.text).words()


async def test_the_same_form_sent_twice_adds_one(world: World, browser: Open, case: str) -> None:
    carer = await browser("carer.be")
    form = {**dict((await carer.get(f"/cases/{case}/photos")).form("/photos").fields), **TYPED}

    for _ in range(2):
        await sent(carer, case, from_a_telephone(), 303, form)

    assert (await world.facts(case)).count("PhotoAdded") == 1


async def test_a_photo_needs_the_sessions_own_token(world: World, browser: Open, case: str) -> None:
    carer = await browser("carer.be")

    await sent(carer, case, from_a_telephone(), 403, {**TYPED, "_csrf_token": "another"})

    assert "PhotoAdded" not in await world.facts(case)


async def test_a_photo_that_is_withdrawn_is_gone_from_page_and_store(world: World, browser: Open, case: str) -> None:
    carer = await browser("carer.be")
    await send(carer, case, from_a_telephone())
    page = await carer.get(f"/cases/{case}/photos")
    (address,) = pictures_on(page)
    digest = (await added(world, case)).digest

    refused = await carer.send(page.form("/withdraw"), 422, reason=" ")
    after = await carer.send(refused.form("/withdraw"), reason="It is her sister")

    assert pictures_on(after) == []
    assert (await carer.http.get(address)).status_code == 404
    assert await world.process.base.pictures._objects.get(digest) is None


async def test_whoever_sends_the_withdrawal_again_removes_a_picture_that_could_not_be_removed(
    world: World, browser: Open, case: str
) -> None:
    carer = await browser("carer.be")
    await send(carer, case, from_a_telephone())
    form = (await carer.get(f"/cases/{case}/photos")).form("/withdraw")
    objects, digest = world.process.base.pictures._objects, (await added(world, case)).digest
    sealed = await objects.get(digest)
    assert sealed is not None

    await carer.send(form, reason="It is her sister")
    await objects.put(digest, sealed)  # As the store is where it went away between the fact and the removal.
    await carer.send(form, reason="It is her sister")

    assert await objects.get(digest) is None


async def test_destroying_the_childs_keys_takes_the_picture_along(world: World, browser: Open, case: str) -> None:
    carer = await browser("carer.be")
    await send(carer, case, from_a_telephone())
    page = await carer.get(f"/cases/{case}/photos")
    (address,) = pictures_on(page)

    await world.process.base.ring.destroy(case, Purpose, datetime(2026, 3, 1, tzinfo=UTC))

    after = await carer.get(f"/cases/{case}/photos")
    assert pictures_on(after) == []
    assert "erased on" in after.words()
    assert SHOWS not in after.text
    assert (await carer.http.get(address)).status_code == 404


async def test_a_timeline_tells_of_a_photo_and_neither_of_its_key_nor_of_its_words(
    world: World, browser: Open, case: str
) -> None:
    carer = await browser("carer.be")
    await send(carer, case, from_a_telephone())
    carer.secrets = (SHOWS, (await added(world, case)).digest)

    page = await carer.get(f"/cases/{case}?timeline=all")

    assert "Photo of the child added" in page.words()
    assert "To recognise the child, within the agencies of the case" in page.words()
    assert "Key of the picture" not in page.words()


async def test_a_photo_too_large_to_be_read_is_refused_before_it_is_there(browser: Open, case: str) -> None:
    carer = await browser("carer.be")

    answer = await send(carer, case, bytes(13 * 1024 * 1024), 413)

    assert "This is too large" in answer.text


@pytest.mark.parametrize("form", [b"a=" + bytes(300 * 1024), b"a=&" * 1_000])
async def test_nobody_sends_more_without_a_photo_than_other_forms_take(browser: Open, case: str, form: bytes) -> None:
    carer = await browser("carer.be")
    carer.http.cookies.clear()
    plain = {"content-type": "application/x-www-form-urlencoded"}

    answer = await carer.http.post(f"/cases/{case}/photos", content=form, headers=plain)

    assert answer.status_code == 413


async def test_after_a_sign_in_the_words_are_back_and_the_photo_is_asked_for_again(browser: Open, case: str) -> None:
    carer = await browser("carer.be")
    form = {**dict((await carer.get(f"/cases/{case}/photos")).form("/photos").fields), **TYPED}
    carer.http.cookies.clear()

    over = Page((await sent(carer, case, from_a_telephone(), 401, form)).text)

    kept = dict(over.form("/sign-in").fields)
    assert {name: kept[f"resume:{name}"] for name in TYPED} == TYPED
    assert not [name for name in kept if name.endswith("photo")]


async def test_a_closed_case_offers_no_form_and_lets_a_photo_be_withdrawn(
    world: World, browser: Open, case: str
) -> None:
    carer = await browser("carer.be")
    await send(carer, case, from_a_telephone())
    await world.act("carer.be", case, CloseCase(outcome=CaseOutcome.OPENED_BY_MISTAKE, exception="twice the same"))

    page = await carer.get(f"/cases/{case}/photos")
    after = await carer.send(page.form("/withdraw"), reason="Her guardian does not agree any more")

    assert [form.action for form in page.forms() if form.action.endswith("/photos")] == []
    assert pictures_on(after) == []
