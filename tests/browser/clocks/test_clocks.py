"""Clocks that people trust: paused by who holds the duty, asked why, and answered by somebody at night."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.people.desks import Desk, Desks, sign_in
from tests.browser.people.office import Office

Open = Callable[..., Desk]
SIGNS = "Go through all signs of going missing and of exploitation with those who know the child"


TOO_LONG = re.compile("cannot be paused until then. Choose a moment after now")
UNREADABLE = re.compile("These hours cannot be read")


def held(office: Office) -> tuple[str, str]:
    """A task of protection.gr whose clock may wait for an interpreter; its identifier and the reference of its case."""
    case, reference = office.placed_child()
    office.join(case, "protection.gr")
    task = office.task("protection.gr", case, SIGNS)["id"]
    office.do("protection.gr", f"/tasks/{task}/claim")
    return task, reference


def ahead(days: int) -> str:
    """So many days from now, as a field in Athens holds it."""
    return (datetime.now(ZoneInfo("Europe/Athens")) + timedelta(days=days, hours=-1)).strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_clock_is_paused_and_runs_on(desks: Desks, office: Office, script: bool) -> None:  # noqa: FBT001
    task, reference = held(office)
    desk = desks.stranger(java_script_enabled=script)
    desk.expect_status(422)
    sign_in(desk.page, "protection.gr")
    expect(desk.heading("Board")).to_be_visible()
    page = desk.go(f"/tasks/{task}")
    form = page.locator(f"#pause-clock-{task}")
    page.locator("summary").get_by_text("Pause the clock").click()
    form.get_by_label("Until").fill(ahead(5))
    form.get_by_role("button", name="Pause the clock").click()
    expect(form.get_by_label("Until")).to_have_accessible_description(TOO_LONG)
    form.get_by_label("Until").fill(ahead(1))
    form.get_by_role("button", name="Pause the clock").click()
    expect(page.locator(".task-clock")).to_contain_text("Paused until")
    desk.go(f"/board?case={reference}")
    expect(desk.card(reference, SIGNS)).to_contain_text("Waiting for an interpreter")
    desk.go(f"/tasks/{task}").get_by_role("button", name="Resume the clock").click()
    expect(page.locator(".task-clock")).to_contain_text("Due in")


def test_a_duty_is_one_click_away_from_why_and_that_from_what_opened_it(desk: Open, office: Office) -> None:
    case, reference = office.placed_child()
    office.notice_absence(case)
    title = office.task("carer.gr", case, "Report at the nearest police station, at any hour")["title"]
    carer = desk("carer.gr", f"/board?case={reference}")
    carer.card(reference, title).get_by_role("link", name="Why?").click()
    why = carer.page.locator("#why-here")
    expect(why).to_be_in_viewport()
    expect(why.get_by_text("Every hour counts, by day and night and on every day.")).to_be_visible()
    link = why.get_by_role("link", name="Absence noticed")
    place = str(link.get_attribute("href")).partition("#")[2]
    link.click()
    expect(carer.page.locator(f"#{place}")).to_contain_text("Absence noticed")


def test_a_duty_officer_says_when_somebody_answers_and_who_is_on_call(desk: Open, office: Office) -> None:
    officer = desk("hotline.se", "/agency")
    officer.expect_status(422)
    page, colleague = officer.page, office.ask("hotline2.se", "/me")["name"]
    page.get_by_text("Change when somebody answers").click()
    page.get_by_label("In these hours:").check()
    page.get_by_label("Monday").fill("from eight")
    page.get_by_role("button", name="Save the hours").click()
    expect(page.get_by_label("Monday")).to_have_accessible_description(UNREADABLE)
    page.get_by_label("Monday").fill("00:00-24:00")
    page.get_by_label("Or which other line").fill("116 000, day and night")
    page.get_by_role("button", name="Save the hours").click()
    expect(page.locator("#hours")).to_contain_text("116 000, day and night")
    page.get_by_text("Name who is on call", exact=True).click()
    page.get_by_label("Who", exact=True).select_option(label=colleague)
    page.get_by_role("button", name="Name them").click()
    expect(page.locator("#reached")).to_contain_text(f"On call: {colleague}")
