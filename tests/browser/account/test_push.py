"""The worker that shows messages, in a real browser and under our own content policy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.people.desks import sign_in
from tools.demonstration import Demonstration

REGISTERED = """async () => {
  const found = await navigator.serviceWorker.register("/static/js/push-worker.js");
  const worker = found.installing ?? found.waiting ?? found.active;
  if (worker.state !== "activated")
    await new Promise((done) => worker.addEventListener("statechange", () => worker.state === "activated" && done()));
  return new URL(found.scope).pathname;
}"""


@pytest.fixture(name="page")
def _page(browser: Browser, demo: Demonstration) -> Iterator[Page]:
    context = browser.new_context(base_url=demo.address)
    yield context.new_page()
    context.close()


def test_the_worker_starts_under_our_policy_and_holds_no_page(page: Page) -> None:
    page.goto("/sign-in")
    sign_in(page, "hotline.it")

    scope = page.evaluate(REGISTERED)
    page.goto("/account/notices")

    assert scope == "/static/js/"
    assert page.evaluate("navigator.serviceWorker.controller === null")
