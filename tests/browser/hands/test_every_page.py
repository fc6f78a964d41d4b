"""Every page there is, for whoever it is for: nothing to fault in any colours, at any width, for any hand."""

from __future__ import annotations

import pytest

from tests.browser.hands.conftest import Walkers
from tests.browser.hands.walking import (
    AXE,
    FAULTS,
    NO_PAGES,
    NOBODY,
    OF_COLOURS,
    SMALL,
    TOO_WIDE,
    WALKS,
    routes,
    seen_by_axe,
    walks,
)

COLOURS = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
WIDTHS = (1920, 1440, 640, 320)
"""A projector; a desk; a desk at 200 %; the narrowest that WCAG 1.4.10 asks for."""


def test_every_route_is_walked_over_or_said_to_be_no_page() -> None:
    known = {*WALKS, *NO_PAGES}

    assert [route for route in routes() if "{" in route and route not in known] == []
    assert known - set(routes()) == set()


@pytest.mark.parametrize(("member", "template"), list(walks()), ids=lambda each: each or "nobody")
def test_a_page_has_nothing_to_fault(walkers: Walkers, member: str, template: str) -> None:
    address = walkers.address(template)
    window = walkers.window(member)
    window.expect_status(*(status for path, status in FAULTS.items() if path == template))
    page = window.go(address)
    page.evaluate(AXE)
    found = {}
    for name, colours in COLOURS.items():
        # What moves from one colour to the next has for a moment neither.
        page.emulate_media(reduced_motion="reduce", **colours)  # type: ignore[arg-type]
        found[name] = seen_by_axe(page, () if name == "light" else OF_COLOURS)
    found["small targets"] = page.evaluate(SMALL)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found[f"wider than {width}"] = [str(by) for by in [page.evaluate(TOO_WIDE)] if by > 0]
    page.set_viewport_size({"width": 1280, "height": 720})
    found["troubles"] = walkers.troubles(member)
    assert {what: faults for what, faults in found.items() if faults} == {}


def test_the_window_of_nobody_is_one_in_which_nobody_is_signed_in(walkers: Walkers) -> None:
    page = walkers.window(NOBODY).go("/sign-in")

    assert page.get_by_role("button", name="Sign in").count() == 1
