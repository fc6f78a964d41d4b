"""The board with 500 open tasks in a browser: what a first visit fetches, and how soon a click shows its result.

Invariant: bytes are counted as they went over the wire, packed; a click is one of Chromium's own, timed in the page
from the input event until the frame after the answer has been painted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from playwright.async_api import Page, async_playwright

from bench.figures.boards import crowded
from bench.measure import MS, Row, at_most, milliseconds, percentile
from bench.serving import Client, serving
from tools import browser
from tools.demonstration import CHROMIUM

FIRST_LOAD_KB, CLICK_MS = 100.0, 100.0
CLICKS = 60
FETCHED = re.compile(r'<(?:link rel="(?:stylesheet|icon)"[^>]*href|script[^>]*src|img[^>]*src)="([^"]+)"')

WATCH = """
let began = 0;
document.addEventListener('click', event => { began = event.timeStamp; }, {capture: true});
document.addEventListener('htmx:after:swap', event => {
  if (!event.detail.ctx.sourceElement.closest('[data-card]')) return;
  requestAnimationFrame(() => requestAnimationFrame(() => {
    document.body.dataset.took = performance.now() - began;
  }));
});
"""
"""Two frames later what was swapped in has been painted."""


async def measure(*, quick: bool) -> list[Row]:
    """Load the board, and claim one task after the other in Chromium."""
    async with crowded(1) as stand, serving(stand.data) as process, process.client() as client:
        cookie = stand.cookies[0]
        document, files = await _first_load(client, cookie)
        times = await _clicks(f"http://127.0.0.1:{process.port}", cookie, CLICKS // 4 if quick else CLICKS)
    total = (document + files) / 1_000
    target, met = at_most(total, FIRST_LOAD_KB)
    rows = [
        Row("first load of a board, packed, without fonts", f"{total:.1f} kB", "", "", f"{target} kB", met),
        Row("  of it the page itself, 500 open tasks", f"{document / 1_000:.1f} kB", "", ""),
    ]
    if times:
        p95 = percentile(times, 0.95)
        target, met = at_most(p95 * MS, CLICK_MS)
        rows.append(Row("click on Claim to painted, p95", milliseconds(p95), "", "", f"{target} ms", met))
        rows.append(Row("click on Claim to painted, p50", milliseconds(percentile(times, 0.5)), "", ""))
    return rows


async def _first_load(client: Client, cookie: str) -> tuple[int, int]:
    """The bytes of the page, and of all that it makes a browser fetch before it stands."""
    packed = "Accept-Encoding: gzip"
    document = len((await client.get("/board", f"Cookie: lantern_session={cookie}", packed)).body)
    plain = (await client.get("/board", f"Cookie: lantern_session={cookie}")).body.decode()
    files = 0
    for path in sorted(set(FETCHED.findall(plain))):
        answer = await client.get(path, packed)
        if answer.status != 200:
            raise RuntimeError(f"{path} was answered with {answer.status}")
        files += len(answer.body)
    return document, files


async def _clicks(address: str, cookie: str, clicks: int) -> Sequence[float]:
    """How long each claim took; none where there is no Chromium."""
    # What people look at has windows.
    chromium = browser.find(browser.WHOLE) or browser.find()
    if chromium is None:
        return []
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM))
        context = await opened.new_context(base_url=address)
        name, host = "lantern_session", urlsplit(address).hostname or ""
        await context.add_cookies([{"name": name, "value": cookie, "domain": host, "path": "/"}])
        page = await context.new_page()
        await page.add_init_script(WATCH)
        await page.goto("/board")
        times = [await _click(page) for _ in range(clicks + 1)]
        await opened.close()
    return times[1:]


async def _click(page: Page) -> float:
    button = page.locator("form[action$='/claim'] button").first
    await button.scroll_into_view_if_needed()
    await page.evaluate("delete document.body.dataset.took")
    await button.click()
    painted = await page.wait_for_selector("body[data-took]")
    return float((painted and await painted.get_attribute("data-took")) or "nan") / MS
