"""At the end of a shift everything that is held is given on, accepted and refused; and all of it without script."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.people.desks import Desk
from tests.browser.people.office import PLACED, SCREEN, Office

Open = Callable[..., Desk]


def hold(office: Office, member: str) -> str:
    """A case whose two tasks *member* has claimed; its reference."""
    case, reference = office.placed_child()
    for title in (PLACED, SCREEN):
        office.do(member, f"/tasks/{office.task(member, case, title)['id']}/claim")
    return reference


def keep_the_rest(desk: Desk, reference: str) -> None:
    """Leave everything of other cases with who holds it."""
    expect(desk.heading("End of shift")).to_be_visible()
    for row in desk.page.locator(".shift__task").filter(has_not_text=reference).all():
        row.get_by_role("combobox").select_option("keep")


def test_a_shift_is_handed_over_accepted_and_refused(desk: Open, office: Office) -> None:
    reference = hold(office, "carer.gr")
    leaving, taking = desk("carer.gr", "/board/shift"), desk("carer2.gr", f"/board?case={reference}")
    keep_the_rest(leaving, reference)
    everything = leaving.page.get_by_role("group", name="For all of them")
    everything.get_by_label("Who takes over").select_option(label=office.ask("carer2.gr", "/me")["name"])
    everything.get_by_label("What they should know").fill("The interpreter comes at nine.")
    leaving.page.get_by_role("button", name="Hand them over").click()
    expect(leaving.page.get_by_text("Handed over 2 of 2 tasks")).to_be_visible()
    taking.card(reference, SCREEN).get_by_role("button", name="Accept").click()
    taking.card(reference, PLACED).get_by_role("link", name="Decline…").click()
    taking.card(reference, PLACED).get_by_label("Reason").fill("We are full.")
    taking.card(reference, PLACED).get_by_role("button", name="Decline").click()
    expect(taking.card(reference, PLACED).get_by_role("button", name="Accept")).to_have_count(0)
    given = leaving.go("/board/shift").locator("#given li").filter(has_text=reference)
    expect(given.filter(has_text=SCREEN)).to_contain_text("Accepted")
    expect(given.filter(has_text=PLACED)).to_contain_text("Declined")


def test_without_script_tasks_are_claimed_together_and_taken_back(plain: Desk, office: Office) -> None:
    _, reference = office.placed_child()
    page = plain.go(f"/board?case={reference}")
    for title in (PLACED, SCREEN):
        page.get_by_role("checkbox", name=f"Select {title}, {reference}").check()
    page.get_by_role("button", name="Claim the selected tasks").click()
    expect(page.get_by_text("Claimed 2 of 2 tasks")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Took back 2 of 2 tasks")).to_be_visible()
    expect(plain.card(reference, SCREEN).get_by_role("button", name="Claim")).to_be_visible()


def test_without_script_filters_columns_and_the_shift_work(plain: Desk, office: Office) -> None:
    reference = hold(office, "carer.gr")
    page = plain.go("/board")
    page.get_by_role("combobox", name="Case", exact=True).fill(reference)
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("link", name="Columns").click()
    expect(page.get_by_role("region", name="In progress").get_by_role("listitem")).to_have_count(2)
    page.get_by_role("link", name="End of shift").click()
    keep_the_rest(plain, reference)
    page.get_by_role("group", name="For all of them").get_by_label("Who takes over").select_option("team")
    page.get_by_role("button", name="Hand them over").click()
    expect(page.get_by_text("Handed over 2 of 2 tasks")).to_be_visible()
