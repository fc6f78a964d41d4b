"""Desks: a browser of its own for each person, watched for everything that must not happen in it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, expect

PASSWORD = "lantern-demo"
PATIENCE_MS = 10_000
CSP = "document.addEventListener('securitypolicyviolation', e => window.tellViolation?.(e.violatedDirective))"
STATUS = re.compile(r"the server responded with a status of (\d+)")

WHY = "form.why[action^='/cases/'] button"

expect.set_options(timeout=PATIENCE_MS)


class Desk:
    """One page in front of one person."""

    def __init__(self, page: Page, troubles: list[str]) -> None:
        self.page = page
        self.troubles = troubles
        self.expected: set[str] = set()
        self._away = False
        page.on("console", self._console)
        page.on("pageerror", lambda error: troubles.append(f"page error: {error}"))
        page.on("requestfailed", self._failed)

    def expect_status(self, *statuses: int) -> None:
        """These answers will come and are no trouble."""
        self.expected |= {str(status) for status in statuses}

    @contextmanager
    def away(self) -> Iterator[None]:
        """The server cannot be reached for a while, and no request is expected to succeed."""
        self._away = True
        yield
        self._away = False

    def _console(self, message: ConsoleMessage) -> None:
        if message.type != "error" or self._away:
            return
        status = STATUS.search(message.text)
        if not status or status[1] not in self.expected:
            self.troubles.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        # A page that is left drops what it was still asking for.
        if not self._away and request.failure != "net::ERR_ABORTED":
            self.troubles.append(f"{request.method} {request.url}: {request.failure}")

    def go(self, path: str) -> Page:
        self.page.goto(path)
        # Whoever is asked why they look has answered once the question is gone, see below; then back to where one was.
        if self.page.locator(WHY).count():
            expect(self.page.locator(WHY)).to_have_count(0)
            if not self.page.url.endswith(path):
                self.page.goto(path)
        return self.page

    def live(self) -> None:
        """Wait until the page hears of news."""
        expect(self.page.locator("#live")).to_have_text("Live")

    def card(self, reference: str, title: str) -> Locator:
        """The card of a task on the board."""
        return self.page.get_by_role("listitem").filter(has_text=reference).filter(has_text=title)

    def heading(self, name: str) -> Locator:
        return self.page.get_by_role("heading", level=1, name=name)


class Opener(Protocol):
    def __call__(self, member: str, **options: Any) -> Desk: ...


class Desks:
    """Opens desks and closes them all."""

    def __init__(self, browser: Browser, address: str, known: dict[str, Any]) -> None:
        self._browser = browser
        self._address = address
        self._known = known
        self._contexts: list[BrowserContext] = []
        self._troubles: list[str] = []

    def of(self, member: str, path: str = "/board", **options: Any) -> Desk:
        """The desk of *member*, signed in, at *path*."""
        if member not in self._known:
            first = self.stranger(path="/sign-in")
            sign_in(first.page, member)
            expect(first.page.get_by_role("navigation", name="Main")).to_be_visible()
            self._known[member] = first.page.context.storage_state()
            self._contexts.remove(first.page.context)
            first.page.context.close()
        return self.stranger(path=path, storage_state=self._known[member], **options)

    def stranger(self, path: str = "/sign-in", **options: Any) -> Desk:
        """A desk at which nobody has signed in."""
        context = self._browser.new_context(base_url=self._address, **options)
        context.set_default_timeout(PATIENCE_MS)
        self._contexts.append(context)
        context.expose_binding("tellViolation", lambda _source, what: self._troubles.append(f"content policy: {what}"))
        context.add_init_script(CSP)
        desk = self.beside(context)
        desk.go(path)
        return desk

    def beside(self, context: BrowserContext) -> Desk:
        """Another tab of the same browser."""
        page = context.new_page()
        # Whoever is asked why they look says that it is their work, and goes on.
        page.add_locator_handler(page.locator(WHY).first, lambda answer: answer.click())
        return Desk(page, self._troubles)

    def close(self) -> list[str]:
        """Close everything; gives what went wrong meanwhile."""
        for context in self._contexts:
            context.close()
        return self._troubles


def sign_in(page: Page, member: str) -> None:
    """Sign in as a person does."""
    page.get_by_label("E-mail address").fill(f"{member}@lantern.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
