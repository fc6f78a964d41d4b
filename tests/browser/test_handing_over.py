"""A task goes from one person to another, inside an agency and between two."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.people.desks import Desk
from tests.browser.people.office import SCREEN, Office

Open = Callable[..., Desk]


def offer(desk: Desk, reference: str, to: str, whom: str) -> None:
    """Claim the task and offer it to *whom*, all on the board."""
    card = desk.card(reference, SCREEN)
    card.get_by_role("button", name="Claim").click()
    card.get_by_role("link", name="Hand over…").click()
    choice = card.get_by_label(to)
    choice.select_option(choice.get_by_role("option", name=whom).inner_text())
    card.get_by_label("What they should know").fill("The interpreter comes at nine.")
    card.get_by_role("button", name="Offer the hand-over").click()


def test_a_colleague_accepts_a_task(desk: Open, office: Office) -> None:
    _, reference = office.placed_child()
    giving, taking = desk("carer.gr", f"/board?case={reference}"), desk("carer2.gr", f"/board?case={reference}")
    taking.live()
    giver, taker = (office.ask(member, "/me")["name"] for member in ("carer.gr", "carer2.gr"))
    offer(giving, reference, "To a colleague", taker)
    expect(giving.card(reference, SCREEN).get_by_text(f"Offered to {taker}")).to_be_visible()
    theirs = taking.card(reference, SCREEN)
    expect(theirs.get_by_text(f"Offered by {giver}")).to_be_visible()
    theirs.get_by_role("button", name="Accept").click()
    expect(theirs.get_by_text("You", exact=True)).to_be_visible()
    expect(giving.card(reference, SCREEN).get_by_text(taker, exact=True)).to_be_visible()


def test_another_agency_accepts_a_task_and_it_leaves_the_board(desk: Open, office: Office) -> None:
    case, reference = office.placed_child()
    office.join(case, "protection.gr")
    giving, taking = desk("carer.gr", f"/board?case={reference}"), desk("protection.gr", f"/board?case={reference}")
    for each in (giving, taking):
        each.live()
    offer(giving, reference, "Or to another agency", office.ask("protection.gr", "/me")["agency_name"])
    theirs = taking.card(reference, SCREEN)
    theirs.get_by_role("link", name=SCREEN).first.click()
    expect(taking.page.get_by_text("The interpreter comes at nine.").first).to_be_visible()
    taking.page.get_by_role("button", name="Accept the hand-over").click()
    expect(taking.page.get_by_text("In progress")).to_be_visible()
    expect(giving.card(reference, SCREEN)).to_have_count(0)


def test_another_agency_refuses_a_task_and_the_reason_is_read(desk: Open, office: Office) -> None:
    case, reference = office.placed_child()
    office.join(case, "protection.gr")
    giving, taking = desk("carer.gr", f"/board?case={reference}"), desk("protection.gr", f"/board?case={reference}")
    taking.live()
    offer(giving, reference, "Or to another agency", office.ask("protection.gr", "/me")["agency_name"])
    theirs = taking.card(reference, SCREEN)
    theirs.get_by_role("link", name="Decline…").click()
    theirs.get_by_label("Reason").fill("She is not with us yet.")
    theirs.get_by_role("button", name="Decline").click()
    expect(taking.card(reference, SCREEN)).to_have_count(0)
    giving.card(reference, SCREEN).get_by_role("link", name=SCREEN).first.click()
    declined = giving.page.get_by_role("listitem").filter(has_text="Hand-over declined")
    declined.get_by_text("Details").click()
    expect(declined.get_by_text("She is not with us yet.")).to_be_visible()
