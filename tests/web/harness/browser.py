"""Somebody in front of a screen: keeps cookies, fills in forms, and holds every page to the house's rules."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

import httpx

from tests.web.harness.reading import Form, Page
from tests.web.harness.rules import faults
from tests.web.world import PASSWORD, World
from web.access.viewer import COOKIE

ORIGIN = "http://lantern.test"
HTMX = {"hx-request": "true", "hx-request-type": "partial", "sec-fetch-site": "same-origin"}

REQUIRED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
POLICY = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
LOOSE = ("unsafe-inline", "unsafe-eval", "*", "http:")


class Browser:
    """One browser window, perhaps with somebody signed in. Texts in *secrets* may stand on no page it gets."""

    def __init__(self, world: World, *, secrets: tuple[str, ...] = ()) -> None:
        self.world = world
        self.secrets = secrets
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(cast("Any", world.app)), base_url=ORIGIN)
        self.last: httpx.Response | None = None
        self.says_why = "duty"
        """What is answered to who asks why one looks; nothing for who does not answer."""

    async def get(self, path: str, status: int = 200, **headers: str) -> Page:
        """The page at *path*, looked at strictly."""
        answer = await self._follow(await self.http.get(path, headers=_named(headers)))
        page = self._look(answer, status)
        if await self._say_why(page) is None:
            return page
        return self._look(await self._follow(await self.http.get(path, headers=_named(headers))), status)

    async def fragment(self, path: str, status: int = 200, **headers: str) -> Page:
        """What htmx gets from *path*."""
        answer = await self.http.get(path, headers={**HTMX, **_named(headers)})
        assert answer.status_code == status
        self._safe(answer)
        return Page(answer.text, fragment=True)

    async def post(self, path: str, fields: list[tuple[str, str]], status: int = 200, **headers: str) -> Page:
        """The page that sending *fields* to *path* leads to, as without script."""
        sent = await self._send(path, fields, {"sec-fetch-site": "same-origin", "origin": ORIGIN, **_named(headers)})
        answer = await self._follow(sent)
        if answer.status_code == 200 and self.says_why and 'id="why"' in answer.text and "/styleguide" not in path:
            answer = await self._say_why(Page(answer.text)) or answer
        return self._look(answer, status)

    async def _say_why(self, page: Page) -> httpx.Response | None:
        """Answer why one looks, where *page* asks; what came back."""
        asked = next((form for form in page.forms() if "back" in dict(form.fields) and "/cases/" in form.action), None)
        if asked is None or not self.says_why:
            return None
        fields = [*asked.fields, ("look_reason", self.says_why)]
        sent = await self._send(asked.action, fields, {"sec-fetch-site": "same-origin", "origin": ORIGIN})
        return await self._follow(sent)

    async def send(self, form: Form, status: int = 200, /, **typed: str | list[str]) -> Page:
        """Fill in *form* and send it."""
        return await self.post(form.action, form.filled(**typed), status)

    async def send_fragment(self, form: Form, status: int = 200, target: str = "", /, **typed: str | list[str]) -> Page:
        """Fill in *form* and send it as htmx does, with the answer to replace *target*."""
        answer = await self._send(form.action, form.filled(**typed), {**HTMX, "hx-target": target, "origin": ORIGIN})
        assert answer.status_code == status, answer.text
        self._safe(answer)
        return Page(answer.text, fragment=True)

    async def sign_in(self, name: str) -> Browser:
        """Sign in as the member *name*."""
        page = await self.get("/sign-in")
        await self.send(page.form("/sign-in"), email=f"{name}@test.example", password=PASSWORD)
        assert COOKIE in self.http.cookies
        return self

    async def _send(self, path: str, fields: list[tuple[str, str]], headers: dict[str, str]) -> httpx.Response:
        content = urlencode(fields)
        form = {"content-type": "application/x-www-form-urlencoded"}
        self.last = await self.http.post(path, content=content, headers={**form, **headers})
        return self.last

    async def _follow(self, answer: httpx.Response) -> httpx.Response:
        while answer.is_redirect:
            answer = await self.http.get(answer.headers["location"])
        self.last = answer
        return answer

    def _look(self, answer: httpx.Response, status: int) -> Page:
        assert answer.status_code == status, answer.text
        self._safe(answer)
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        page = Page(answer.text)
        assert faults(page) == []
        return page

    def _safe(self, answer: httpx.Response) -> None:
        policy = answer.headers["content-security-policy"]
        assert [part for part in POLICY if part not in policy] == []
        assert [part for part in LOOSE if part in policy] == []
        assert {name: answer.headers.get(name) for name in REQUIRED} == REQUIRED
        assert answer.headers["cache-control"] == "no-store"
        assert [secret for secret in self.secrets if secret in answer.text] == []


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
