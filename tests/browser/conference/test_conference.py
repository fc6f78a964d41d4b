"""A conference of two agencies, in two browsers at once: from the call to minutes that both have approved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

from tests.browser.hands.walking import AXE, OF_COLOURS, TOO_WIDE, seen_by_axe
from tests.browser.people.desks import Desk
from tests.browser.people.office import Office

Open = Callable[..., Desk]

DECIDED = "Ask the port for its pictures of the night."


def call(page: Page, case: str, chair: str, agency: str) -> str:
    """Call a conference of *chair* and *agency* about the search, for tomorrow; the address of its page."""
    page.goto(f"/cases/{case}/conferences/call")
    tomorrow = datetime.now(ZoneInfo("Europe/Athens")) + timedelta(days=1)
    page.get_by_label("When it begins").fill(tomorrow.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_label("In the chair").select_option(chair)
    page.locator(f"input[name=invited][value='{agency}']").check()
    page.get_by_label("The search").check()
    page.get_by_role("button", name="Call the conference").click()
    expect(page.get_by_role("link", name="Open the room")).to_be_visible()
    return page.url


def step(page: Page, address: str, slug: str, **fields: str) -> None:
    """One step in the conference as a form, with *fields* filled in; back to its page."""
    page.goto(f"{address}/do/{slug}")
    form = page.locator("main form.form")
    for name, value in fields.items():
        field = form.locator(f"[name={name}]")
        if field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    form.locator("button[type=submit]").last.click()
    page.wait_for_url(address)


def stage(desk: Desk) -> Locator:
    return desk.page.locator("#stage-title")


def lead(desk: Desk, place: str) -> None:
    desk.page.locator("#places").get_by_role("button", name=place, exact=True).click()


def has_nothing_to_fault(page: Page) -> dict[str, object]:
    """What is wrong with the page as it stands, in light and dark, wide and narrow."""
    page.evaluate(AXE)
    found: dict[str, object] = {}
    found["light"] = seen_by_axe(page)
    page.emulate_media(reduced_motion="reduce", color_scheme="dark")
    found["dark"] = seen_by_axe(page, OF_COLOURS)
    page.set_viewport_size({"width": 320, "height": 900})
    found["too wide"] = max(0, page.evaluate(TOO_WIDE))
    page.set_viewport_size({"width": 1280, "height": 720})
    return {what: faults for what, faults in found.items() if faults}


def test_two_agencies_meet_decide_and_approve_what_was_written_down(desk: Open, office: Office) -> None:
    case, _ = office.placed_child()
    office.join(case, "police.gr")
    carer, police = desk("carer.gr", f"/cases/{case}"), desk("police.gr")
    home, station = office.agency("carer.gr"), office.agency("police.gr")
    address = call(carer.page, case, home, station)
    for agency in (home, station):
        step(carer.page, address, "record-attendance", agency=agency)
    step(carer.page, address, "begin-conference")
    carer.go(f"{address}/room").get_by_role("button", name="Present", exact=True).click()
    police.go(f"{address}/room")
    police.live()
    follow_and_come_back(carer, police)
    assert has_nothing_to_fault(police.page) == {}
    decide_and_approve(carer, police, address, station)


def follow_and_come_back(carer: Desk, police: Desk) -> None:
    """One leads, the other follows without a reload, looks elsewhere, and comes back; the arrow keys lead too."""
    loads: list[str] = []
    police.page.on("load", lambda page: loads.append(page.url))
    lead(carer, "The search")
    expect(stage(police)).to_have_text("The search")
    assert loads == []
    police.page.get_by_role("link", name="What is on record", exact=True).click()
    expect(stage(police)).to_have_text("What is on record")
    carer.page.locator("body").press("ArrowRight")
    expect(police.page.locator("#leading")).to_contain_text("presents: Decisions")
    expect(stage(police)).to_have_text("What is on record")
    police.page.get_by_role("link", name="Come back to the others").click()
    expect(stage(police)).to_have_text("Decisions")
    police.live()


def decide_and_approve(carer: Desk, police: Desk, address: str, owner: str) -> None:
    """What is decided stands before the other at once and becomes their task; then both approve the minutes."""
    step(carer.page, address, "take-decision", topic="search", decided=DECIDED, owner=owner)
    expect(police.page.locator("#stage")).to_contain_text(DECIDED)
    expect(police.page.locator("#stage").get_by_role("link", name="The task")).to_be_visible()
    step(carer.page, address, "end-conference")
    expect(police.page.locator("#leading")).to_contain_text("The conference is over.")
    step(carer.page, address, "draft-minutes", added="Both were of one mind.")
    step(carer.page, address, "approve-minutes")
    police.go(address)
    step(police.page, address, "approve-minutes")
    expect(police.page.locator("#minutes")).to_contain_text("Approved by all who were there")
