"""What somebody has asked their device for: stillness, more contrast, compact pages, large letters."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.hands.walking import AXE, OF_COLOURS, SMALL, TOO_WIDE, seen_by_axe
from tests.browser.people.desks import Desk

Open = Callable[..., Desk]

MOVING = """() => [...document.querySelectorAll("*")].filter(each => [null, "::before", "::after"].some(part => {
  const style = getComputedStyle(each, part);
  const seconds = (style.transitionDuration + "," + style.animationDuration).split(",").map(parseFloat);
  const named = style.animationName !== "none" || style.transitionProperty !== "none";
  return named && seconds.some(each => each > 0);
})).map(each => each.className || each.tagName)"""

INKS = "() => [...new Set([...document.querySelectorAll('.quiet, .count')].map(each => getComputedStyle(each).color))]"
HIGH = "() => document.getElementById('main').getBoundingClientRect().height"
FULL = "() => getComputedStyle(document.body).color"


def test_who_wants_no_motion_sees_none(desk: Open) -> None:
    page = desk("police.it", reduced_motion="reduce").page
    page.keyboard.press("?")

    assert page.evaluate(MOVING) == []


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_who_wants_more_contrast_reads_all_words_in_full_ink(desk: Open, colours: str) -> None:
    page = desk("police.it", "/cases", contrast="more", color_scheme=colours, reduced_motion="reduce").page
    page.evaluate(AXE)

    assert page.evaluate(INKS) == [page.evaluate(FULL)]
    assert seen_by_axe(page, OF_COLOURS) == []


@pytest.mark.parametrize("path", ["/board", "/cases", "/desk"])
def test_a_compact_page_shows_more_and_keeps_its_targets(desk: Open, path: str) -> None:
    page = desk("police.it", path).page
    before = page.evaluate(HIGH)

    page.evaluate("() => { document.documentElement.dataset.density = 'compact'; }")

    assert page.evaluate(HIGH) < before
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("path", ["/board", "/cases", "/desk", "/help"])
def test_with_letters_of_twice_the_size_nothing_is_cut_off_sideways(desk: Open, path: str) -> None:
    page = desk("police.it", path, viewport={"width": 1280, "height": 900}).page

    page.evaluate("() => document.documentElement.classList.add('twice')")
    page.evaluate(
        "() => { const sheet = new CSSStyleSheet(); sheet.replaceSync('.twice { font-size: 200% }');"
        "document.adoptedStyleSheets.push(sheet); }"
    )

    assert page.evaluate(TOO_WIDE) <= 0
