"""Pages that nobody is signed in to, and pages with something open: every colour, phone, projector and paper."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.people.desks import Desk, Desks

Open = Callable[..., Desk]

AXE = (Path(__file__).parents[2] / "vendor" / "axe-4.14.1.min.js").read_text()
RUN = """() => axe.run(document, {resultTypes: ["violations"]}).then(found => found.violations.map(
  each => each.id + ": " + each.nodes.map(node => node.target.join(" ")).slice(0, 3).join(", ")))"""

THEMES: tuple[dict[str, Any], ...] = (
    {"color_scheme": "light", "forced_colors": "none"},
    {"color_scheme": "dark", "forced_colors": "none"},
    {"color_scheme": "dark", "forced_colors": "active"},
)
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def case_address(desk: Desk, reference: str = "IT-2026-0417") -> str:
    page = desk.go("/cases")
    return str(page.get_by_role("link", name=reference).get_attribute("href"))


def task_address(desk: Desk, show: str) -> str:
    page = desk.go(f"/board?show={show}")
    return str(page.get_by_role("heading", level=3).get_by_role("link").first.get_attribute("href"))


def faults(page: Page) -> list[str]:
    """What axe has to say about the page as it stands."""
    page.evaluate(AXE)
    return [f"{page.url} {fault}" for fault in page.evaluate(RUN)]


def test_axe_finds_nothing_where_somebody_could_not_be_signed_in(desks: Desks) -> None:
    stranger = desks.stranger()
    stranger.expect_status(422)
    stranger.page.get_by_role("button", name="Sign in").click()
    expect(stranger.page.get_by_role("alert").get_by_role("listitem")).to_be_visible()
    found = []
    for theme in THEMES:
        stranger.page.emulate_media(reduced_motion="reduce", **theme)
        found += faults(stranger.page)
    assert found == []


def test_axe_finds_nothing_while_forms_are_open_and_refused(desk: Open) -> None:
    worker = desk("police.fr", "/board?show=mine")
    worker.expect_status(422)
    page = worker.page
    first = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Hand over…")).first
    first.get_by_role("link", name="Hand over…").click()
    first.get_by_role("button", name="Offer the hand-over").click()
    expect(first.get_by_role("alert")).to_be_visible()
    found = faults(page)
    page.goto(f"{case_address(worker)}/do/record-sighting")
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_role("alert").filter(has_text="Please check")).to_be_visible()
    assert found + faults(page) == []


def test_no_page_scrolls_sideways_under_a_thumb(desk: Open) -> None:
    working = desk("police.fr", **PHONE)
    case = case_address(working)
    pages = ("/board", f"{case}?timeline=all", f"{case}/do/assess-risk", task_address(working, "mine"), "/styleguide")
    wide = {address: working.go(address).evaluate(TOO_WIDE) for address in pages}
    assert {address: width for address, width in wide.items() if width > 0} == {}


def test_on_paper_a_case_shows_its_record_and_no_controls(desk: Open) -> None:
    reader = desk("police.fr")
    page = reader.go(case_address(reader))
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Timeline")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for control in (page.get_by_role("button"), page.get_by_role("navigation"), page.get_by_role("link", name="Claim")):
        expect(control.filter(visible=True)).to_have_count(0)
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgba(0, 0, 0, 0)"


def test_the_chosen_theme_stays_and_nothing_is_kept_in_the_browser(desk: Open) -> None:
    worker = desk("police.fr", color_scheme="light")
    worker.page.locator("summary", has_text="You, and what you can choose").click()
    worker.page.get_by_role("button", name="Dark").click()
    expect(worker.page.locator("html")).to_have_attribute("data-theme", "dark")
    page = worker.go(case_address(worker))
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    kept = page.evaluate("() => [{...localStorage}, {...sessionStorage}]")
    assert kept == [{}, {}]
