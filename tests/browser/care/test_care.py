"""The risk assessed, a report with much missing, a return interview, and a task waived with its reason."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.people.desks import Desk
from tests.browser.people.office import SCREEN, Office

Open = Callable[..., Desk]

MEDICINE, DEBT = "Needs medicine or treatment", "Debt to repay"


def answer(page: Page, sign: str, word: str) -> None:
    page.get_by_role("radiogroup", name=sign).get_by_role("radio", name=word, exact=True).check()


def test_signs_are_weighed_before_somebody_stands_for_a_level(desk: Open, office: Office) -> None:
    case, _ = office.placed_child()
    page = desk("carer.gr", f"/cases/{case}/do/assess-risk").page
    expect(page.get_by_role("radiogroup", name=DEBT).get_by_role("radio", name="Unknown")).to_be_checked()
    answer(page, DEBT, "No")
    page.get_by_role("button", name="See what the signs speak for").click()
    expect(page.get_by_role("heading", name="The signs speak for Medium risk")).to_be_visible()
    page.get_by_text("Change the answers").click()
    answer(page, MEDICINE, "Yes")
    page.get_by_role("button", name="See again").click()
    expect(page.get_by_role("heading", name="The signs speak for High risk")).to_be_visible()
    page.get_by_label("The level you stand for").select_option("High")
    page.get_by_role("button", name="Confirm and record").click()
    expect(page.locator("#risk")).to_contain_text("A sign that is worrying by itself")


def test_a_report_is_sent_with_much_missing_and_completed_later(desk: Open, office: Office) -> None:
    case, _ = office.placed_child()
    office.join(case, "police.gr")
    office.notice_absence(case)
    page = desk("carer.gr", f"/cases/{case}/do/report-disappearance").page
    expect(page.locator("#beside")).to_contain_text("Photo not older than six months")
    page.get_by_label("Police", exact=True).select_option(index=1)
    page.get_by_label("How you told them").select_option("By phone")
    page.get_by_role("button", name="Report to the police").click()
    missing = page.locator("#report")
    expect(missing).to_contain_text("Who reports")
    missing.get_by_role("link", name="Who reports").click()
    page.get_by_label("Who reports, and how they know the child").fill("The night carer")
    page.get_by_role("button", name="Add to the report").click()
    expect(missing.get_by_role("link", name="Medical needs")).to_be_visible()
    expect(missing.get_by_role("link", name="Who reports")).to_have_count(0)


def test_a_return_interview_is_held_in_sections_by_somebody_independent(desk: Open, office: Office) -> None:
    case, _ = office.placed_child()
    office.join(case, "protection.gr")
    office.notice_absence(case)
    office.do("carer.gr", f"/cases/{case}/locate-child", country="gr", place="A station", how="returned")
    interviewer = office.agency("protection.gr")
    office.do("carer.gr", f"/cases/{case}/offer-return-interview", interviewer=interviewer)
    page = desk("protection.gr", f"/cases/{case}/do/hold-return-interview").page
    expect(page.locator("#beside")).to_contain_text("does not care for the child")
    page.get_by_label("What happened").fill("Two nights away.")
    page.get_by_label("What would help them to stay").fill("A telephone.")
    page.get_by_label("What may be told to whom").fill("Not to the uncle.")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.locator("#interview")).to_contain_text("Held")


def test_a_task_is_waived_with_the_reason(desk: Open, office: Office) -> None:
    case, reference = office.placed_child()
    worker = desk("carer.gr", f"/tasks/{office.task('carer.gr', case, SCREEN)['id']}")
    page = worker.page
    page.locator("summary", has_text="Waive").click()
    waiving = page.locator("form[action$='/waive']")
    waiving.get_by_label("Reason").fill("The child moves on today.")
    waiving.get_by_role("button", name="Waive").click()
    expect(page.get_by_text("The child moves on today.")).to_have_count(1)
    worker.go(f"/board?case={reference}")
    expect(worker.card(reference, SCREEN)).to_have_count(0)
