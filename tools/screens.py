"""Takes the pictures of docs/screens: every kind of page of the demo, as the people of its stories see it.

Invariant: a picture is of the running demo and of nothing else, and small enough to live in the repository.
"""

import base64
import struct
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tools import browser as chromium
from tools.demonstration import CHROMIUM, ROOT, running

FOLDER = ROOT / "docs" / "screens"
PASSWORD = "lantern-demo"  # noqa: S105  everybody knows it: the demo prints it
ABENA = "IT-2026-0417"

DESK: dict[str, Any] = {"viewport": {"width": 1360, "height": 850}}
DARK: dict[str, Any] = DESK | {"color_scheme": "dark"}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 1,
}

SHRINK = """async (source) => {
  const picture = await createImageBitmap(await (await fetch(source)).blob());
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const context = canvas.getContext("2d");
  context.drawImage(picture, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, picture.width, picture.height).data.buffer);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1]).map(([pixel]) => pixel);
  const parts = (pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
  const far = ([r, g, b], [x, y, z]) => (r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2;
  const palette = sorted.slice(0, 208);
  const apart = (pixel) => Math.min(...palette.map((each) => far(parts(pixel), parts(each))));
  const rest = sorted.slice(208).map((pixel) => ({ pixel, left: apart(pixel) }));
  while (palette.length < 256 && rest.length) {
    const chosen = rest.reduce((a, b) => (a.left * counts.get(a.pixel) > b.left * counts.get(b.pixel) ? a : b)).pixel;
    palette.push(chosen);
    for (const each of rest) each.left = Math.min(each.left, far(parts(each.pixel), parts(chosen)));
  }
  const known = palette.map(parts);
  const near = new Map(palette.map((pixel, index) => [pixel, index]));
  const nearest = (pixel) => {
    const own = parts(pixel);
    return known.reduce((best, each, index) => (far(own, each) < far(own, known[best]) ? index : best), 0);
  };
  let text = "";
  for (const pixel of pixels) {
    if (!near.has(pixel)) near.set(pixel, nearest(pixel));
    text += String.fromCharCode(near.get(pixel));
  }
  return [picture.width, picture.height, known, btoa(text)];
}"""
"""A picture of a page has few colours: the most frequent ones, and those most unlike them, show it as well."""


def small(blank: Page, picture: bytes) -> bytes:
    """The same picture as a PNG with a palette."""
    source = "data:image/png;base64," + base64.b64encode(picture).decode()
    width, height, palette, text = blank.evaluate(SHRINK, source)
    indices = base64.b64decode(text)
    rows = b"".join(b"\0" + indices[row * width : (row + 1) * width] for row in range(height))
    colours = b"".join(bytes(colour) for colour in palette)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", header), (b"PLTE", colours), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@contextmanager
def desk(browser: Browser, address: str, member: str, options: dict[str, Any]) -> Iterator[Page]:
    """A page in front of *member*."""
    context = browser.new_context(base_url=address, locale="en-GB", reduced_motion="reduce", **options)
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(f"{member}@lantern.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#live")).to_have_text("Live")
    yield page
    context.close()


def board(page: Page) -> None:
    """The board, as it opens."""
    expect(page.get_by_role("heading", name="Board")).to_be_visible()


def open_form(page: Page) -> None:
    """The board with a form open in a card."""
    page.goto("/board?show=mine")
    page.get_by_role("link", name="Complete…").first.click()
    expect(page.get_by_label("Note")).to_be_visible()


def cases(page: Page) -> None:
    """The list of cases."""
    page.goto("/cases")


def case(page: Page) -> None:
    """Abena's case."""
    page.goto("/cases")
    page.get_by_role("link", name=ABENA).click()
    expect(page.get_by_role("heading", name=ABENA)).to_be_visible()


def identity(page: Page) -> None:
    """Abena's case after somebody asked who she is."""
    case(page)
    page.get_by_role("button", name="Show who the child is").click()
    expect(page.get_by_text("Date of birth")).to_be_visible()


def wrong(page: Page) -> None:
    """A form that has to be corrected."""
    case(page)
    page.goto(f"{page.url}/do/record-sighting")
    page.get_by_label("What was seen").fill("A girl with a green scarf, alone")
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_role("alert").filter(has_text="Please check")).to_be_visible()


def task(page: Page) -> None:
    """The first task of one's own."""
    page.goto("/board?show=mine")
    page.get_by_role("heading", level=3).get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="About this task")).to_be_visible()


def missing(page: Page) -> None:
    """A case that does not exist, or that one may not see."""
    page.goto("/cases/none-of-these")


def audit(page: Page) -> None:
    """The trail of an auditor."""
    page.goto("/audit")


PICTURES: tuple[tuple[str, str, dict[str, Any], Callable[[Page], None]], ...] = (
    ("board", "police.fr", DESK, board),
    ("board-dark", "police.fr", DARK, board),
    ("board-phone", "police.fr", PHONE, board),
    ("board-offered", "guardian.se", DESK, board),
    ("board-form", "police.fr", DESK, open_form),
    ("cases", "police.fr", DESK, cases),
    ("case", "protection.se", DESK, case),
    ("case-dark", "protection.se", DARK, case),
    ("case-phone", "protection.se", PHONE, case),
    ("case-identity", "protection.se", DESK, identity),
    ("form-error", "hotline.se", DESK, wrong),
    ("task", "police.fr", DESK, task),
    ("task-phone", "police.fr", PHONE, task),
    ("not-there", "police.fr", DESK, missing),
    ("audit", "auditor.fr", DESK, audit),
)


def take(browser: Browser, address: str, folder: Path) -> None:
    """Take all pictures into *folder*."""
    blank = browser.new_page()
    outside = browser.new_page(base_url=address, **DESK)
    outside.goto("/sign-in")
    (folder / "sign-in.png").write_bytes(small(blank, outside.screenshot()))
    for name, member, options, go in PICTURES:
        with desk(browser, address, member, options) as page:
            go(page)
            page.evaluate("() => document.fonts.ready")
            taken = small(blank, page.screenshot())
            (folder / f"{name}.png").write_bytes(taken)
            print(f"{name}.png  {len(taken) // 1024} KB")


def main() -> int:
    """Take the pictures; 1 where there is no browser."""
    if chromium.find() is None:
        print(chromium.MISSING, file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        running(Path(data) / "demo") as demo,
        sync_playwright() as playwright,
    ):
        opened = playwright.chromium.launch(executable_path=chromium.find(), args=list(CHROMIUM))
        take(opened, demo.address, FOLDER)
        opened.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
