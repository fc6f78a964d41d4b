"""A spot is pointed at on a map instead of typed, and stands on the map of the case."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.people.desks import Desk
from tests.browser.people.office import Office

Open = Callable[..., Desk]


def test_what_is_pointed_at_is_written_down_as_degrees_and_stands_on_the_map(desk: Open, office: Office) -> None:
    case, _ = office.placed_child()
    page = desk("carer.gr", f"/cases/{case}/do/record-sighting").page
    page.get_by_label("Where").fill("a harbour")
    page.get_by_text("Point at it on a map").click()

    page.locator(".point-map__map").click()
    page.get_by_role("button", name="Closer").click()
    field = page.get_by_label("On the map")
    expect(field).to_have_value(re.compile(r"51\.3\d\d, 15\.0\d\d"))
    page.get_by_role("button", name="Record", exact=True).click()

    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.get_by_role("row", name="a harbour")).to_contain_text("km from Liberec, Czechia; within 2 km")
