"""Two people change the same thing: who comes second sees both versions and decides, with everything still there."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.people.desks import Desk
from tests.browser.people.office import SCREEN, Office

Open = Callable[..., Desk]


def corrected_by_two(desk: Open, office: Office) -> Page:
    """The page of somebody whose correction of a name came second."""
    case, _ = office.placed_child()
    worker = desk("carer.gr", f"/cases/{case}/do/correct-identity")
    worker.expect_status(409)
    page = worker.page
    page.locator("[name=names]").fill("Anna Sampel")
    page.locator("[name=reason]").fill("She wrote it down")
    office.do("carer2.gr", f"/cases/{case}/correct-identity", names="Anna-Maria Sample", reason="passport")
    page.locator("#correct-identity").get_by_role("button").first.click()
    return page


def test_who_comes_second_with_a_correction_sees_both_and_takes_over_theirs(desk: Open, office: Office) -> None:
    page = corrected_by_two(desk, office)
    versions = page.get_by_role("table", name="Both versions")
    expect(versions.get_by_role("row", name="Names")).to_contain_text("Anna Sampel")
    expect(versions.get_by_role("row", name="Names")).to_contain_text("Anna-Maria Sample")
    versions.get_by_role("button", name="Take over Names").click()
    expect(page.locator("[name=names]")).to_have_value("Anna-Maria Sample")
    expect(page.locator("[name=reason]")).to_have_value("She wrote it down")


def test_who_comes_second_records_on_top_what_they_decide(desk: Open, office: Office) -> None:
    page = corrected_by_two(desk, office)
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.get_by_role("button", name="Record mine as it stands below").click()
    expect(page.get_by_role("heading", name="Identity corrected")).to_have_count(2)


def test_what_was_typed_for_a_task_that_went_to_somebody_else_becomes_a_note(desk: Open, office: Office) -> None:
    case, _ = office.placed_child()
    task = f"/tasks/{office.task('carer.gr', case, SCREEN)['id']}"
    office.do("carer.gr", f"{task}/claim")
    worker = desk("carer.gr", task)
    worker.expect_status(409)
    page = worker.page
    page.get_by_role("textbox", name="Note").first.fill("She is calm.")
    page.get_by_role("radio", name="Screened").check()
    office.do("carer.gr", f"{task}/release")
    office.do("carer2.gr", f"{task}/claim")
    page.get_by_role("button", name="Complete", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="was faster")).to_be_visible()
    page.get_by_role("button", name="Keep my text as a note").click()
    expect(page.get_by_role("heading", name="Note on a task")).to_be_visible()
    expect(page.get_by_text("She is calm.")).to_have_count(1)
