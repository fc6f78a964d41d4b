"""Going to a provider and back as a person does: two sites, one browser."""

from __future__ import annotations

from dataclasses import dataclass
from subprocess import Popen
from typing import Any

import httpx

from tests.web.harness.browser import ORIGIN, Browser
from tests.web.harness.reading import Page
from tests.web.members.people import invited
from tests.web.providers.program import CLIENT, PASSWORD, SECRET
from tests.web.world import World

NOWHERE = "http://127.0.0.1:9"
"""An address that may be called and where nothing answers."""


@dataclass(frozen=True)
class Provider:
    """The provider that runs."""

    port: int
    process: Popen[str]

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def issuer(self) -> str:
        return f"{self.origin}/o"


async def set_up(boss: Browser, provider: Provider, **typed: str) -> Page:
    """Set the *provider* up as the administrator does."""
    form = (await boss.get("/members/provider")).form("/members/provider")
    told = {"issuer": provider.issuer, "client": CLIENT, "secret": SECRET, "passwords": "yes", **typed}
    return await boss.send(form, **told)


async def there(address: str, name: str, *, allow: bool = True) -> str:
    """What the provider sends *name* back to, who went to *address* and signed in there."""
    async with httpx.AsyncClient(timeout=20) as http:
        answer = await http.get(address)
        while not (found := answer.headers.get("location", "")).startswith(ORIGIN):
            if found:
                answer = await http.get(answer.url.join(found))
            else:
                assert answer.status_code == 200, answer.text
                answer = await http.post(answer.url, data=_typed(answer.text, name, allow=allow))
        return str(found).removeprefix(ORIGIN)


def _typed(text: str, name: str, *, allow: bool) -> dict[str, str]:
    fields = dict(Page(text, fragment=True).forms()[0].fields)
    if "username" in fields:
        return {**fields, "username": name, "password": PASSWORD}
    fields.pop("allow", None)
    return {**fields, "allow": "Authorize"} if allow else fields


async def way_to(browser: Browser, agency: str = "hotline-fr", resume: str = "/") -> str:
    """Where the sign-in page sends *browser*."""
    answer = await browser.http.get(f"/sign-in/provider/{agency}", params={"resume": resume})
    assert answer.status_code == 303
    return str(answer.headers["location"])


async def sign_in_there(browser: Browser, name: str, status: int = 200, resume: str = "/") -> Page:
    """Sign in as *name* through the provider."""
    return await browser.get(await there(await way_to(browser, resume=resume), name), status)


async def link_there(browser: Browser, name: str, status: int = 200) -> Page:
    """Link what *name* has at the provider to one's account."""
    form = (await browser.get("/account")).form("/account/link")
    return await browser.get(await there(departure(await browser.send(form)), name), status)


def departure(page: Page) -> str:
    """Where the page leads that says where one goes."""
    return page.with_id("departing").get("href") or ""


async def come_in_there(boss: Browser, nobody: Browser, name: str, role: str = "worker") -> Page:
    """Be invited by *boss* and accept with what one has at the provider."""
    link = await invited(boss, f"{name}@new.example", role=role)
    departing = await accept_there(nobody, link, name.title())
    return await nobody.get(await there(departure(departing), name))


async def accept_there(nobody: Browser, link: str, name: str) -> Page:
    """Say *name* on the page of the link, and that one accepts at the agency's own sign-in."""
    form = (await nobody.get(link)).form(link)
    return await nobody.post(f"{link}/provider", form.filled(name=name))


def member_of(world: World, name: str) -> Any:
    """Who was invited as *name*."""
    return world.services.people.known_by(f"{name}@new.example")
