"""On paper: the record and who printed it when, and nothing that one can press."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people.desks import Desk

Open = Callable[..., Desk]

CONTROLS = "button, input, select, textarea, nav, dialog, [role=search]"
LONGEST_TASK = 64
"""Pixels: a title of two lines and its tags. What is a card on the screen would be a hundred."""


@pytest.fixture(name="paper")
def _paper(desk: Open) -> Callable[[str], Page]:
    def printed(path: str) -> Page:
        reader = desk("police.it", color_scheme="dark", viewport={"width": 718, "height": 1000})
        page = reader.page
        if path == "case":
            reader.go("/cases")
            path = str(page.get_by_role("link", name="IT-2026-0417").get_attribute("href"))
        reader.go(path)
        page.emulate_media(media="print")
        return page

    return printed


@pytest.mark.parametrize("path", ["/board", "case", "/cases", "/people"])
def test_nothing_that_one_can_press_is_printed(paper: Callable[[str], Page], path: str) -> None:
    page = paper(path)

    expect(page.locator(CONTROLS).filter(visible=True)).to_have_count(0)
    expect(page.get_by_text("Printed by Marta Ferri")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.emulate_media(media="screen")
    expect(page.get_by_text("Printed by Marta Ferri")).not_to_be_visible()


def test_a_task_takes_a_line_or_two_and_says_what_its_colours_say(paper: Callable[[str], Page]) -> None:
    page = paper("/board")
    tasks = page.locator("[data-card]")

    heights = [box["height"] for task in tasks.all() if (box := task.bounding_box())]

    assert len(heights) == tasks.count() > 0
    assert max(heights) < LONGEST_TASK
    expect(tasks.filter(has_text="Not acknowledged").first).to_be_visible()
    expect(tasks.filter(has_text="Overdue").first).to_be_visible()


def test_what_is_folded_on_the_screen_is_open_on_paper(paper: Callable[[str], Page]) -> None:
    page = paper("case")

    folded = page.locator(".entry details:not([open]) dd").first

    expect(folded).to_be_visible()


def test_a_page_prints_black_on_white_also_from_the_dark(paper: Callable[[str], Page]) -> None:
    page = paper("/board")

    colours = page.evaluate(
        "() => [document.body, document.documentElement].map(e => getComputedStyle(e))"
        ".map(style => [style.color, style.backgroundColor])"
    )

    assert colours == [["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"]] * 2
