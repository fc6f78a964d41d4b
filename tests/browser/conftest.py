"""A running demo, a Chromium that drives it, and desks to sit down at.

Invariant: a page that told of an error, of a broken content policy or of a failed request fails its test, unless the
test said beforehand that this would come.
"""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.people.desks import Desk, Desks, sign_in
from tests.browser.people.office import Office
from tools import browser as chromium
from tools.demonstration import CHROMIUM, Demonstration

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # A module has a browser of its own, and starting one takes longer than most journeys.
            item.add_marker(pytest.mark.xdist_group(item.path.relative_to(HERE).as_posix()))
            if chromium.find() is None:
                item.add_marker(pytest.mark.skip(reason=chromium.MISSING))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        allowed = f"http://127.0.0.1:{free.getsockname()[1]}"
    running = Demonstration(tmp_path_factory.mktemp("demo") / "data", LANTERN_PROVIDERS=allowed)
    running.start()
    yield running
    assert running.stop() == 0


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # For each module anew: its event loop would be in the way of the asynchronous tests of other modules.
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium.find(), args=list(CHROMIUM))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def known() -> dict[str, object]:
    """Who has signed in already, with their cookies: signing in is not what most journeys are about."""
    return {}


@pytest.fixture
def desks(browser: Browser, demo: Demonstration, known: dict[str, object]) -> Iterator[Desks]:
    """Everybody's desks; all of them have to be without trouble in the end."""
    found = Desks(browser, demo.address, known)
    yield found
    troubles = found.close()
    assert troubles == []


@pytest.fixture
def desk(desks: Desks) -> Callable[..., Desk]:
    """A desk of somebody: ``desk("police.be")``."""
    return desks.of


@pytest.fixture
def plain(desks: Desks) -> Desk:
    """A desk without script, signed in by hand."""
    found = desks.stranger(java_script_enabled=False)
    sign_in(found.page, "carer.gr")
    expect(found.heading("Board")).to_be_visible()
    return found


@pytest.fixture
def office(demo: Demonstration) -> Iterator[Office]:
    """What others do out of sight, through the API."""
    with Office(demo.address) as found:
        yield found
