"""Two people at the same tasks at the same time."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.browser.people.desks import Desk
from tests.browser.people.office import PLACED, SCREEN, Office

Open = Callable[..., Desk]


def name_of(office: Office, member: str) -> str:
    return str(office.ask(member, "/me")["name"])


def claim(desk: Desk, reference: str, title: str = SCREEN) -> None:
    desk.card(reference, title).get_by_role("button", name="Claim").click()


@pytest.mark.parametrize("watching", ["carer2.gr", "protection.gr"])
def test_a_claim_appears_on_another_desk_without_reload(desk: Open, office: Office, watching: str) -> None:
    case, reference = office.placed_child()
    office.join(case, "protection.gr")
    watcher, worker = desk(watching, f"/cases/{case}"), desk("carer.gr", f"/board?case={reference}")
    watcher.live()
    # What is another agency's is folded where one has tasks of one's own.
    watcher.page.locator("details:has([data-card])").evaluate_all("all => all.forEach(each => { each.open = true; })")
    theirs = watcher.page.locator("[data-card]").filter(has_text=SCREEN)
    expect(theirs.get_by_text("Not acknowledged")).to_be_visible()
    loads: list[str] = []
    watcher.page.on("load", lambda page: loads.append(page.url))
    claim(worker, reference)
    expect(theirs.filter(has_text=name_of(office, "carer.gr"))).to_be_visible()
    assert loads == []


def test_a_colleagues_claim_appears_on_the_board_of_the_agency(desk: Open, office: Office) -> None:
    _, reference = office.placed_child()
    watcher, worker = desk("carer2.gr", f"/board?case={reference}"), desk("carer.gr", f"/board?case={reference}")
    watcher.live()
    claim(worker, reference)
    mine, theirs = worker.card(reference, SCREEN), watcher.card(reference, SCREEN)
    expect(mine.get_by_text("You", exact=True)).to_be_visible()
    expect(theirs.get_by_text(name_of(office, "carer.gr"))).to_be_visible()
    expect(theirs.get_by_role("button", name="Claim")).to_have_count(0)


def hold_claims(desk: Desk) -> list[Route]:
    """Keep the claims of *desk* on their way, until they are told to go on."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    desk.page.route("**/claim", keep)
    return held


def test_who_loses_the_race_reads_who_won_and_sees_the_fresh_card(desk: Open, office: Office) -> None:
    _, reference = office.placed_child()
    slow, fast = desk("carer.gr", f"/board?case={reference}"), desk("carer2.gr", f"/board?case={reference}")
    slow.expect_status(409)
    held = hold_claims(slow)
    with slow.page.expect_request("**/claim"):
        claim(slow, reference)
    claim(fast, reference)
    expect(fast.card(reference, SCREEN).get_by_text("You", exact=True)).to_be_visible()
    held[0].continue_()
    winner = name_of(office, "carer2.gr")
    lost = slow.card(reference, SCREEN)
    expect(lost.get_by_role("alert").get_by_text(f"{winner} (")).to_be_visible()
    expect(lost.get_by_text("The task is shown as it is now.")).to_be_visible()
    expect(lost.get_by_text(winner, exact=True)).to_be_visible()
    expect(lost.get_by_role("button", name="Claim")).to_have_count(0)


def test_a_double_click_claims_once(desk: Open, office: Office) -> None:
    _, reference = office.placed_child()
    worker = desk("carer.gr", f"/board?case={reference}")
    worker.card(reference, SCREEN).get_by_role("button", name="Claim").dblclick()
    expect(worker.card(reference, SCREEN).get_by_text("You", exact=True)).to_be_visible()
    worker.card(reference, SCREEN).get_by_role("link", name=SCREEN).first.click()
    expect(worker.page.get_by_role("heading", name="Task claimed")).to_have_count(1)


def test_what_somebody_types_survives_a_change_of_the_same_card(desk: Open, office: Office) -> None:
    case, reference = office.placed_child()
    worker = desk("carer.gr", f"/board?case={reference}")
    worker.live()
    claim(worker, reference)
    card = worker.card(reference, SCREEN)
    card.get_by_role("link", name="Complete…").click()
    note = card.get_by_label("Note")
    note.press_sequentially("She hides a second tele")
    task = office.task("carer2.gr", case, SCREEN)
    office.do("carer2.gr", f"/tasks/{task['id']}/note", note="I will call her.")
    expect(card.get_by_text("Somebody changed this task while you were writing.")).to_be_visible()
    expect(note).to_be_focused()
    note.press_sequentially("phone")
    expect(note).to_have_value("She hides a second telephone")


@pytest.mark.parametrize("where", ["/board?case={reference}", "/cases/{case}"])
def test_what_somebody_types_stays_to_copy_when_the_task_is_finished_elsewhere(
    desk: Open, office: Office, where: str
) -> None:
    case, reference = office.placed_child()
    worker = desk("carer.gr", f"/board?case={reference}")
    claim(worker, reference)
    expect(worker.card(reference, SCREEN).get_by_role("link", name="Complete…")).to_be_visible()
    worker.go(where.format(case=case, reference=reference))
    worker.live()
    card = worker.page.get_by_role("listitem").filter(has=worker.page.get_by_role("textbox", name="Note"))
    mine = worker.page.get_by_role("listitem").filter(has_text=SCREEN).filter(has_text="You")
    (mine.filter(has_text=reference) if where.startswith("/board") else mine).get_by_role(
        "link", name="Complete…"
    ).click()
    card.get_by_role("textbox", name="Note").fill("Half a sentence")
    office.finish("carer2.gr", case, PLACED, "partly")
    office.finish("carer.gr", case, SCREEN, "screened")
    expect(card.get_by_text("This task has left your board while you were writing.")).to_be_visible()
    expect(card.get_by_role("textbox", name="Note")).to_have_value("Half a sentence")


def test_a_form_stays_open_while_another_task_changes(desk: Open, office: Office) -> None:
    case, reference = office.placed_child()
    worker = desk("carer.gr", f"/board?case={reference}")
    worker.live()
    claim(worker, reference)
    worker.card(reference, SCREEN).get_by_role("link", name="Complete…").click()
    note = worker.card(reference, SCREEN).get_by_label("Note")
    note.fill("Half a sentence")
    task = office.task("carer2.gr", case, PLACED)
    office.do("carer2.gr", f"/tasks/{task['id']}/claim")
    expect(worker.card(reference, PLACED).get_by_text(name_of(office, "carer2.gr"))).to_be_visible()
    expect(note).to_have_value("Half a sentence")
    expect(note).to_be_focused()
