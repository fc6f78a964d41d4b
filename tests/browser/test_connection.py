"""The connection comes and goes; nobody loses anything by it, and the page says how it stands."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.people.desks import Desk, Desks
from tests.browser.people.office import SCREEN, Office
from tools.demonstration import running

Open = Callable[..., Desk]


def test_being_offline_is_told_and_what_was_missed_is_caught_up(desk: Open, office: Office) -> None:
    case, reference = office.placed_child()
    worker = desk("carer.gr", f"/board?case={reference}")
    worker.live()
    task = office.task("carer2.gr", case, SCREEN)
    with worker.away():
        worker.page.context.set_offline(True)
        expect(worker.page.get_by_text("Offline since").first).to_be_visible()
        office.do("carer2.gr", f"/tasks/{task['id']}/claim")
        expect(worker.card(reference, SCREEN).get_by_role("button", name="Claim")).to_be_visible()
        worker.page.context.set_offline(False)
        expect(worker.card(reference, SCREEN).get_by_role("button", name="Claim")).to_have_count(0)
    worker.live()


def test_a_form_sent_while_offline_says_so_and_goes_out_once_the_connection_is_back(desk: Open, office: Office) -> None:
    case, _ = office.placed_child()
    worker = desk("carer.gr", f"/cases/{case}/do/record-sighting")
    page = worker.page
    worker.live()
    page.get_by_label("Where").fill("Station of Patras")
    with worker.away():
        page.context.set_offline(True)
        page.get_by_role("button", name="Record").click()
        expect(page.get_by_role("alert").get_by_text("You are offline. Nothing you typed is lost")).to_be_visible()
        page.context.set_offline(False)
        worker.live()
    expect(page.get_by_label("Where")).to_have_value("Station of Patras")
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_role("heading", name="Sighting recorded")).to_be_visible()


@pytest.mark.slow
def test_a_killed_server_comes_back_and_nothing_typed_is_lost(browser: Browser, tmp_path: Path) -> None:
    with running(tmp_path / "data") as demo, Office(demo.address) as office:
        case, _ = office.placed_child()
        own = Desks(browser, demo.address, {})
        worker = own.of("carer.gr", f"/cases/{case}/do/record-sighting")
        page = worker.page
        worker.live()
        page.get_by_label("Where").fill("Station of Patras")
        with worker.away():
            demo.kill()
            expect(page.get_by_text("Reconnecting").or_(page.get_by_text("Offline since")).first).to_be_visible()
            demo.start()
            expect(page.locator("#live")).to_have_text("Live", timeout=60_000)
        page.get_by_role("button", name="Record").click()
        expect(page.get_by_role("heading", name="Sighting recorded")).to_be_visible()
        assert own.close() == []
        assert demo.stop() == 0
