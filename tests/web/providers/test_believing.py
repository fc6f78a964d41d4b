"""What a provider says is believed only where it is signed by it, for us, for this journey, and not long ago."""

from __future__ import annotations

import signal
from datetime import timedelta
from pathlib import Path

import pytest

from infra.faults import AnswerIsNo
from infra.identity import enrolling
from infra.proofs.providers.openid import KEYS_ANEW
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.members.people import make_administrator
from tests.web.providers.conftest import LIARS
from tests.web.providers.program import CLIENT, SECRET
from tests.web.providers.travelling import (
    NOWHERE,
    Provider,
    come_in_there,
    departure,
    link_there,
    set_up,
    sign_in_there,
    there,
    way_to,
)
from tests.web.world import World


@pytest.mark.parametrize("lie", [each for each in LIARS if each != "stale"])
async def test_what_is_not_so_is_not_believed(nobody: Browser, lie: str) -> None:
    page = await sign_in_there(nobody, lie, 502)

    assert "could not be believed, so it counts for nothing" in page.words()
    assert "lantern_session" not in nobody.http.cookies


async def test_an_answer_counts_once(boss: Browser, nobody: Browser) -> None:
    await come_in_there(boss, nobody, "ada")
    back = await there(await way_to(nobody), "ada")
    await nobody.get(back)
    nobody.http.cookies.delete("lantern_session")

    page = await nobody.get(back, 422)

    assert "was answered already" in page.words()


async def test_an_answer_to_another_browser_is_none(world: World, nobody: Browser) -> None:
    other = Browser(world)
    mine, theirs = await there(await way_to(nobody), "bo"), await there(await way_to(other), "cy")
    code = theirs.partition("code=")[2].partition("&")[0]

    told = await nobody.get(theirs, 502)
    await way_to(other)
    mixed = await other.get(mine.replace(mine.partition("code=")[2].partition("&")[0], code), 502)

    assert "could not be believed" in told.words()
    assert "could not be believed" in mixed.words()


async def test_a_code_that_was_given_to_another_journey_opens_nothing(nobody: Browser) -> None:
    first, second = await there(await way_to(nobody), "bo"), await there(await way_to(nobody), "bo")
    code = first.partition("code=")[2].partition("&")[0]

    page = await nobody.get(second.replace(second.partition("code=")[2].partition("&")[0], code), 502)

    assert "could not be believed" in page.words()


@pytest.mark.parametrize("put", ["state=of-somebody-else", "stat=none"])
async def test_an_answer_without_our_word_for_it_is_none(nobody: Browser, put: str) -> None:
    back = await there(await way_to(nobody), "bo")
    word = next(part for part in back.partition("?")[2].split("&") if part.startswith("state="))

    page = await nobody.get(back.replace(word, put), 502)

    assert "could not be believed" in page.words()


async def test_what_is_said_twice_is_not_believed(nobody: Browser) -> None:
    back = await there(await way_to(nobody), "di")

    await nobody.get(f"{back}&code=another", 502)


async def test_who_takes_too_long_begins_again(world: World, nobody: Browser) -> None:
    back = await there(await way_to(nobody), "di")
    world.clock.ahead = timedelta(minutes=15)

    page = await nobody.get(back, 422)

    assert "That took too long" in page.words()


async def test_a_provider_that_turned_its_key_is_believed(
    world: World, boss: Browser, nobody: Browser, provider: Provider
) -> None:
    await come_in_there(boss, nobody, "ed")
    provider.process.send_signal(signal.SIGUSR1)

    await sign_in_there(Browser(world), "ed", 502)  # Whoever sends what nobody signed does not make us ask at once.
    world.clock.ahead = KEYS_ANEW
    board = await sign_in_there(Browser(world), "ed")

    assert "The hotline-fr" in board.words()


async def test_who_was_not_asked_anew_has_not_proven_anew(world: World, browser: Open) -> None:
    await world.enrol("hotline2.fr")
    await link_there(await browser("hotline2.fr"), "stale")
    world.clock.ahead = -timedelta(minutes=16)
    one = await browser("hotline2.fr")
    world.clock.ahead = timedelta(0)

    asked = await one.send((await one.get("/account")).form("/account/token"), 403, name="Report", lasts="30")
    departing = await one.post("/prove/provider", asked.form("/prove").fields)
    page = await one.get(await there(departure(departing), "stale"), 422)

    assert "did not ask you anew who you are" in page.words()
    assert dict(page.form("/prove").fields)["resume:name"] == "Report"


async def test_somebody_elses_account_there_proves_nothing(world: World, browser: Open) -> None:
    await world.enrol("hotline22.fr")
    await link_there(await browser("hotline22.fr"), "fi")
    world.clock.ahead = -timedelta(minutes=16)
    one = await browser("hotline22.fr")
    world.clock.ahead = timedelta(0)

    asked = await one.send((await one.get("/account")).form("/account/token"), 403, name="Report", lasts="30")
    departing = await one.post("/prove/provider", asked.form("/prove").fields)
    page = await one.get(await there(departure(departing), "gus"), 502)

    assert "could not be believed" in page.words()


async def test_only_who_runs_the_agency_sets_a_provider_up(world: World, browser: Open) -> None:
    await world.enrol("hotline222.fr")

    await (await browser("hotline222.fr")).get("/members/provider", 404)


@pytest.mark.parametrize(
    ("issuer", "told"),
    [
        ("https://login.elsewhere.example", "login.elsewhere.example"),
        (NOWHERE, "Nothing answers at this address"),
        ("{origin}/o/", "no OpenID Connect provider that calls itself exactly so"),
        ("ftp://login.elsewhere.example", "Address of the provider"),
    ],
)
async def test_a_provider_that_is_no_use_is_refused_with_the_reason(
    world: World, browser: Open, provider: Provider, issuer: str, told: str
) -> None:
    if not world.services.people.acts_for("chair-uk", "chair-uk"):
        await make_administrator(world, "chair.uk")
    boss = await browser("chair.uk")
    form = (await boss.get("/members/provider")).form("/members/provider")

    page = await boss.send(form, _status(issuer), issuer=issuer.format(origin=provider.origin), client=CLIENT)

    assert told in page.words()
    assert page.form("/members/provider")["client"] == CLIENT


def _status(issuer: str) -> int:
    return 503 if issuer == NOWHERE else 422 if issuer.startswith("ftp") else 502


async def test_the_secret_is_shown_to_nobody_and_goes_to_no_other_provider(
    world: World, browser: Open, provider: Provider
) -> None:
    await make_administrator(world, "protection.uk")
    boss = await browser("protection.uk")
    boss.secrets = (SECRET,)

    first = await set_up(boss, provider)
    kept = await world.services.providers.has_secret("protection-uk")
    await set_up(boss, provider, client="another", secret="")

    assert "One is kept" in first.words()
    assert [fact for fact in await world.process.base.log.matching(">") if SECRET.encode() in fact.body] == []
    assert [
        each for each in (await world.process.base.secrets.every()).values() if SECRET.encode() in each.content
    ] == []
    assert (kept, await world.services.providers.has_secret("protection-uk")) == (True, False)


async def test_a_provider_that_is_removed_signs_out_who_came_in_through_it(
    world: World, browser: Open, provider: Provider
) -> None:
    await make_administrator(world, "guardian.uk")
    boss = await browser("guardian.uk")
    await set_up(boss, provider)
    one = Browser(world)
    await world.services.subjects.link("guardian-uk", "guardian-uk", provider.issuer, "4")
    answer = await one.http.get("/sign-in/provider/guardian-uk")
    await one.get(await there(answer.headers["location"], "di"))

    await boss.send((await boss.get("/members/provider")).form("/members/provider/remove"))

    assert (await one.http.get("/board")).status_code == 401
    assert (await boss.http.get("/board")).status_code == 200


async def test_who_has_the_machine_sets_one_up_and_removes_it(
    world: World, provider: Provider, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await world.enrol("carer.fr")
    settings, secret = world.process.base.settings, tmp_path / "secret"
    secret.touch(0o600)
    secret.write_text(SECRET)

    await enrolling.set_provider(settings, "carer-fr", provider.issuer, CLIENT, secret, passwords=False)
    kept = await world.services.providers.has_secret("carer-fr")
    with pytest.raises(AnswerIsNo, match="LANTERN_PROVIDERS"):
        await enrolling.set_provider(settings, "carer-fr", "https://else.example", CLIENT, None, passwords=True)
    await enrolling.remove_provider(settings, "carer-fr")

    facts = [fact.name for fact in await world.process.base.store.load("directory.agency.carer-fr")]
    assert facts[-2:] == ["ProviderSet", "ProviderRemoved"]
    assert (kept, await world.services.providers.has_secret("carer-fr")) == (True, False)
    assert SECRET not in capsys.readouterr().out
