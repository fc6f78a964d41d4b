"""Somebody who searches, and where what they found is."""

from __future__ import annotations

from tests.web.harness.browser import Browser
from tests.web.harness.reading import Page


async def look(browser: Browser, words: str, here: str = "/board") -> Page:
    """The page that a search for *words* leads to."""
    form = (await browser.get("/search")).form("/search")
    return await browser.send(form, q=words, here=here)


def found(page: Page) -> list[str]:
    """Where the cases, tasks and steps are that a search found."""
    links = [link.get("href", "") for link in page.with_id("main").iter("a")]
    return [href for href in links if href.startswith(("/cases/", "/tasks/"))]
