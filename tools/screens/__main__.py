"""Takes the pictures: ``python -m tools.screens``, or of some only: ``python -m tools.screens board case-dark``.

Invariant: what is not among the pictures any more does not stay behind in their folder.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tools import browser as chromium
from tools.demonstration import CHROMIUM, ROOT, running
from tools.screens.looks import PICTURES, Picture
from tools.screens.small import small

FOLDER = ROOT / "docs" / "screens"
PASSWORD = "lantern-demo"  # noqa: S105  everybody knows it: the demo prints it


@contextmanager
def window(browser: Browser, address: str, member: str, screen: dict[str, Any]) -> Iterator[Page]:
    """A page in front of *member*, or of nobody."""
    context = browser.new_context(base_url=address, locale="en-GB", reduced_motion="reduce", **screen)
    page = context.new_page()
    if member:
        page.goto("/sign-in")
        page.get_by_label("E-mail address").fill(f"{member}@lantern.example")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    yield page
    context.close()


def take(browser: Browser, address: str, pictures: Sequence[Picture], folder: Path) -> None:
    """Take *pictures* into *folder*."""
    blank = browser.new_page()
    for picture in pictures:
        with window(browser, address, picture.member, picture.screen) as page:
            picture.go(page)
            page.evaluate("() => document.fonts.ready")
            taken = small(blank, page.screenshot())
            (folder / f"{picture.name}.png").write_bytes(taken)
            print(f"{picture.name}.png  {len(taken) // 1024} KB", flush=True)


def main(wanted: Sequence[str]) -> int:
    """Take the *wanted* pictures, all of them where none is named; 1 where there is no browser."""
    if chromium.find() is None:
        print(chromium.MISSING, file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    names = {picture.name for picture in PICTURES}
    for old in FOLDER.glob("*.png"):
        if old.stem not in names:
            old.unlink()
    with (
        tempfile.TemporaryDirectory() as data,
        running(Path(data) / "demo") as demo,
        sync_playwright() as playwright,
    ):
        opened = playwright.chromium.launch(executable_path=chromium.find(), args=list(CHROMIUM))
        take(opened, demo.address, [each for each in PICTURES if not wanted or each.name in wanted], FOLDER)
        opened.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
