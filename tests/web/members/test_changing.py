"""Suspending, moving and giving roles take effect at once, also in the middle of what somebody does."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.directory.codes import Standing
from infra.proofs.factors import StoredPasskey, StreamFactors
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.members.people import GOOD, come_in, id_of, invited, make_administrator, path_of
from tests.web.world import PASSWORD, World
from web.access.viewer import COOKIE


async def colleague(world: World, boss: Browser, nobody: Browser, email: str) -> str:
    """Somebody who came in and is signed in as *nobody*; their identifier."""
    page = await come_in(nobody, await invited(boss, email))
    await nobody.send(page.form("/sign-in"), email=email, password=GOOD)
    return id_of(world, email)


async def step(boss: Browser, member: str, slug: str, status: int = 200, /, **typed: str | list[str]) -> None:
    page = await boss.get(f"/members/{member}")
    await boss.send(page.form(f"/{slug}"), status, **typed)


async def test_who_is_suspended_is_signed_out_at_once(world: World, boss: Browser, nobody: Browser) -> None:
    member = await colleague(world, boss, nobody, "ja@new.example")
    cookie = nobody.http.cookies[COOKIE]

    await step(boss, member, "suspend", reason="On leave")

    await nobody.get("/board", 401)
    assert await world.services.sessions.find(cookie) is None


async def test_who_is_reinstated_signs_in_anew_and_no_old_session_comes_back(
    world: World, boss: Browser, nobody: Browser
) -> None:
    member = await colleague(world, boss, nobody, "ki@new.example")
    before = await world.services.sessions.start(member, "protection-fr")
    await step(boss, member, "suspend", reason="On leave")
    stolen = await world.services.sessions.renew(before)

    await step(boss, member, "reinstate")

    nobody.http.cookies.set(COOKIE, stolen.token)
    await nobody.get("/board", 401)
    nobody.http.cookies.clear()
    page = await nobody.get("/sign-in")
    assert "Board" in (await nobody.send(page.form("/sign-in"), email="ki@new.example", password=GOOD)).title


async def test_a_request_under_way_while_its_sender_is_suspended_records_nothing(
    world: World, boss: Browser, nobody: Browser
) -> None:
    member = await colleague(world, boss, nobody, "lo@new.example")
    form = (await nobody.get("/cases/new")).form("/cases")
    last = await world.process.base.store.last_position()

    async with world.services.opening:  # Where a case waits for its number, after it was known who asks.
        sending = asyncio.create_task(nobody.http.post("/cases", data=dict(form.fields)))
        while not world.services.opening._waiters:  # noqa: ASYNC110  a lock tells nobody who waits for it
            await asyncio.sleep(0)
        await step(boss, member, "suspend", reason="On leave")
    answer = await sending

    assert answer.status_code == 401
    assert await world.process.base.store.last_position() == last + 1


async def test_of_two_administrators_who_suspend_each_other_at_once_one_stays(world: World, browser: Open) -> None:
    names = ("hotline.fr", "hotline2.fr")
    for name in names:
        await make_administrator(world, name)
    one, other = [await browser(name) for name in names]
    forms = [
        (await each.get(f"/members/{who}")).form("/suspend")
        for each, who in ((one, "hotline2-fr"), (other, "hotline-fr"))
    ]

    await asyncio.gather(
        *(
            each.http.post(form.action, data=dict(form.filled(reason="?")))
            for each, form in zip((one, other), forms, strict=True)
        )
    )

    acting = [world.services.people.acts_for(member, "hotline-fr") for member in ("hotline-fr", "hotline2-fr")]
    assert sorted(acting) == [False, True]


async def test_a_reason_is_needed_and_what_was_typed_stays(world: World, boss: Browser, nobody: Browser) -> None:
    member = await colleague(world, boss, nobody, "mo@new.example")
    form = (await boss.get(f"/members/{member}")).form("/move")

    page = await boss.send(form, 422, to_agency="police-be", reason=" ")

    assert "“Reason” is needed." in page.words()
    assert page.form("/move")["to_agency"] == "police-be"
    assert world.services.people.acts_for(member, "protection-fr")


async def test_who_moves_acts_for_nobody_until_the_other_agency_takes_them_in(
    world: World, boss: Browser, nobody: Browser, browser: Open
) -> None:
    member = await colleague(world, boss, nobody, "nia@new.example")
    await make_administrator(world, "chair.fr")
    other = await browser("chair.fr")

    await step(boss, member, "move", to_agency="chair-fr", reason="New post")
    await nobody.get("/board", 401)
    await other.send((await other.get(f"/members/{member}")).form("/take-in"), roles="worker")

    assert [each.agency for each in world.services.people.memberships(member)] == ["chair-fr"]
    page = await nobody.send((await nobody.get("/sign-in")).form("/sign-in"), email="nia@new.example", password=GOOD)
    assert "The chair-fr" in page.words()


async def test_nobody_takes_in_who_was_not_moved_to_them(boss: Browser) -> None:
    await boss.get("/members/police-be", 404)


async def test_roles_are_changed_but_not_the_last_administrator_away(world: World, boss: Browser) -> None:
    member = await colleague(world, boss, Browser(world), "ole@new.example")

    await step(boss, member, "roles", roles=["worker", "duty"])
    await step(boss, "protection-fr", "roles", 422, roles="worker")

    found = world.services.people.member(member, "protection-fr")
    assert found is not None
    assert found.roles == ("worker", "duty")


async def test_a_link_for_a_new_password_ends_the_old_one_and_every_session(
    world: World, boss: Browser, nobody: Browser
) -> None:
    member = await colleague(world, boss, nobody, "pia@new.example")
    page = await boss.get(f"/members/{member}")
    link = path_of(await boss.send(page.form("/link")))
    fresh = "nine purple kettles whistle"

    form = (await nobody.get(link)).form(link)
    await nobody.send(form, password=fresh, again=fresh)

    await nobody.get("/board", 401)
    assert await world.services.credentials.verify(member, fresh)
    assert not await world.services.credentials.verify(member, GOOD)


@pytest.mark.parametrize(("slug", "said"), [("link", "made a link for a new password"), ("forget", "removed your")])
async def test_who_is_let_in_anew_reads_which_agency_did_it(
    world: World, boss: Browser, nobody: Browser, slug: str, said: str
) -> None:
    email = f"reset-{slug}@new.example"
    member = await colleague(world, boss, nobody, email)
    assert "How you sign in was reset" not in (await nobody.get("/account")).words()

    await step(boss, member, slug)

    again = Browser(world)
    page = await again.get("/sign-in")
    await again.send(page.form("/sign-in"), email=email, password=GOOD)
    words = (await again.get("/account")).words()
    assert f"An administrator of {world.services.people.agency_name('protection-fr')} {said}" in words


async def test_a_new_password_ends_the_passkeys_of_before_and_the_second_factor_stays(
    world: World, boss: Browser, nobody: Browser
) -> None:
    person = await colleague(world, boss, nobody, "pas@new.example")
    passkey = StoredPasskey(id="AA", key="AA", count=0, name="Phone", since=world.clock.now())
    assert isinstance(world.services.factors, StreamFactors)
    await world.services.factors.change(person, lambda had: replace(had, passkeys=(passkey,), totp="x"))
    link = path_of(await boss.send((await boss.get(f"/members/{person}")).form("/link")))

    fresh = "nine purple kettles whistle"
    await Browser(world).send((await nobody.get(link)).form(link), password=fresh, again=fresh)

    status = await world.services.factors.status(person)
    assert (status.passkeys, status.totp) == ((), True)


async def test_removing_a_second_factor_ends_the_tokens_of_programs(
    world: World, boss: Browser, nobody: Browser
) -> None:
    person = await colleague(world, boss, nobody, "tok@new.example")
    token = await world.services.tokens.create(person, "protection-fr", "report", "read", timedelta(days=1))
    assert await world.services.tokens.find(token) is not None

    await step(boss, person, "forget")

    assert await world.services.tokens.find(token) is None


async def test_nobody_gives_a_new_password_to_who_acts_for_another_agency_too(
    world: World, boss: Browser, nobody: Browser
) -> None:
    await world.enrol("guardian.fr")
    link = await invited(boss, "guardian.fr@test.example", "Mx")
    await nobody.send((await nobody.get(link)).form(link), name="Mx guardian.fr", password=PASSWORD)

    page = await boss.get("/members/guardian-fr")
    refused = await boss.send(page.form("/link"), 409)

    assert "also acts for another agency" in refused.words()
    assert not refused.has_id("link-hint")


@pytest.mark.parametrize("slug", ["suspend", "move", "link"])
async def test_about_oneself_nothing_that_locks_out_is_offered(boss: Browser, slug: str) -> None:
    page = await boss.get("/members/protection-fr")

    assert [form for form in page.forms() if form.action.endswith(f"/{slug}")] == []


async def test_who_left_is_told_apart_and_can_be_invited_again(world: World, boss: Browser, nobody: Browser) -> None:
    member = await colleague(world, boss, nobody, "quy@new.example")
    await step(boss, member, "move", reason="Leaves")

    page = await boss.get("/members")
    assert "1 person has left" in page.words() or "people have left" in page.words()

    link = await invited(boss, "quy@new.example")
    assert id_of(world, "quy@new.example") == member
    found = world.services.people.member(member, "protection-fr")
    assert found is not None
    assert found.standing is Standing.INVITED
    assert link.startswith("/link/")
