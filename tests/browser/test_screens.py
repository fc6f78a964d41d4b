"""The same work on a phone in the hand and on a screen for the room."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.people.desks import Desk
from tests.browser.people.office import SCREEN, SEARCH, Office

Open = Callable[..., Desk]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}
ALONE, COLLEAGUE = "carer.se", "carer2.se"
"""Of an agency with little else to do, so that what it has to do is on its wall."""

FITS = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def test_on_a_phone_a_task_is_claimed_and_completed_with_a_thumb(desk: Open, office: Office) -> None:
    _, reference = office.placed_child()
    worker = desk("carer.gr", **PHONE)
    card = worker.card(reference, SCREEN)
    card.get_by_role("button", name="Claim").tap()
    expect(card.get_by_text("You", exact=True)).to_be_visible()
    card.get_by_role("link", name="Complete…").tap()
    card.get_by_text("Screened", exact=True).tap()
    card.get_by_label("Note").fill("Low for now.")
    assert worker.page.evaluate(FITS) is True
    card.get_by_role("button", name="Complete").tap()
    expect(card.get_by_text("You", exact=True)).to_have_count(0)
    worker.go("/board?show=done")
    expect(worker.card(reference, SCREEN).get_by_text("Done")).to_be_visible()


def test_on_the_wall_of_a_room_the_claim_of_a_colleague_appears_by_itself(desk: Open, office: Office) -> None:
    case, reference = office.placed_child(ALONE)
    office.notice_absence(case, ALONE)
    task = office.task(ALONE, case, SEARCH)
    wall = desk(ALONE, "/board/wall", **PROJECTOR)
    wall.live()
    unseen = wall.page.locator(f"#loud-{task['id']}").filter(has_text="Not acknowledged")
    expect(unseen.get_by_text(reference)).to_be_in_viewport()
    loads: list[str] = []
    wall.page.on("load", lambda page: loads.append(page.url))
    office.do(COLLEAGUE, f"/tasks/{task['id']}/claim")
    # What somebody has is less loud: it says who, or gives its place to what nobody has.
    expect(unseen).to_have_count(0)
    expect(wall.page.get_by_text("no longer up to date")).to_be_hidden()
    assert loads == []
