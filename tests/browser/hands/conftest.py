"""One browser window for each person who walks over the pages: signing in takes longer than looking.

Invariant: whatever a page told of (an error, a broken policy, a request that failed) is told by the test that saw it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.hands.walking import CASE, TASK, WORKER
from tests.browser.people.desks import Desk, Desks
from tools.demonstration import Demonstration

REFERENCE = "IT-2026-0417"
"""A case of the demo in which French police take part, and which Belgian auditors read."""


class Walkers:
    """The windows of those who walk."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks
        self._windows: dict[str, Desk] = {}
        self._places: dict[str, str] = {}

    def window(self, member: str) -> Desk:
        """The window of *member*, or of nobody, as wide as a desk's."""
        if member not in self._windows:
            opened = self._desks.of(member, "/help") if member else self._desks.stranger()
            self._windows[member] = opened
        self._windows[member].page.emulate_media(color_scheme="light", forced_colors="none", media="screen")
        return self._windows[member]

    def address(self, template: str) -> str:
        """*template* with a case and a task of the demo in it."""
        if "{" not in template:
            return template
        self._places = self._places or self._looked_up()
        return template.format(**self._places)

    def _looked_up(self) -> dict[str, str]:
        page = self.window(WORKER).go("/cases")
        case = page.get_by_role("link", name=REFERENCE).get_attribute("href")
        page.goto("/board?whose=mine")
        task = page.locator("[data-card] h3 a").first.get_attribute("href")
        return {CASE.strip("{}"): str(case), TASK.strip("{}"): str(task)}

    def troubles(self, member: str) -> list[str]:
        """What the window of *member* has told of since it was last asked."""
        told = self._windows[member].troubles[:]
        self._windows[member].troubles.clear()
        return told


@pytest.fixture(scope="module", name="walkers")
def _walkers(browser: Browser, demo: Demonstration, known: dict[str, object]) -> Iterator[Walkers]:
    desks = Desks(browser, demo.address, known)
    yield Walkers(desks)
    assert desks.close() == []
