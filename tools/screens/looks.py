"""The pictures that are taken: under which name, in front of whom, on what kind of screen, and how to get there.

Invariant: how to get somewhere waits for what is to be seen there, never for a time.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from playwright.sync_api import Page, expect

ABENA = "IT-2026-0417"
QIRO = "GR-2026-1182"

DESK: dict[str, Any] = {"viewport": {"width": 1360, "height": 850}}
DARK: dict[str, Any] = DESK | {"color_scheme": "dark"}
FORCED: dict[str, Any] = DESK | {"color_scheme": "dark", "forced_colors": "active"}
WIDE: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PROJECTOR: dict[str, Any] = {"viewport": {"width": 1600, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 1,
}


def decline_tour(page: Page) -> None:
    """Say that one needs no tour, where it is offered."""
    decline = page.get_by_role("complementary", name="First time here").get_by_role("button", name="Not now")
    if decline.count():
        decline.click()
        expect(decline).to_have_count(0)


def say_why(page: Page) -> None:
    """Say that it is one's work, where one is asked why one looks at a case."""
    answers = page.locator("form.why").get_by_role("button")
    if answers.count():
        answers.first.click()
        expect(answers).to_have_count(0)


def at(path: str) -> Callable[[Page], None]:
    """A page at its address."""

    def go(page: Page) -> None:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        decline_tour(page)

    return go


def board(page: Page) -> None:
    """The board, as it opens."""
    page.goto("/board")
    decline_tour(page)
    expect(page.locator("#live")).to_have_text("Live")


def first_run(page: Page) -> None:
    """The board, with the tour beside it."""
    page.goto("/board")
    page.get_by_role("complementary", name="First time here").get_by_role("link").click()
    expect(page.get_by_role("dialog", name="How Lantern works").get_by_role("heading")).to_be_focused()


def open_form(page: Page) -> None:
    """The board with a form open in a card."""
    board(page)
    page.get_by_role("link", name="Complete…").first.click()
    expect(page.get_by_role("textbox", name="Note")).to_be_visible()


def palette(page: Page) -> None:
    """The palette over a board, with something found."""
    board(page)
    page.keyboard.press("Control+k")
    page.locator("#palette-field").fill("0417")
    expect(page.locator("#palette-found").get_by_role("option").first).to_be_visible()


def on_paper(go: Callable[[Page], None]) -> Callable[[Page], None]:
    """A page as it is printed."""

    def printed(page: Page) -> None:
        go(page)
        page.emulate_media(media="print")

    return printed


def case_of(reference: str) -> Callable[[Page], None]:
    """The page of a case."""

    def go(page: Page) -> None:
        page.goto("/cases")
        page.get_by_role("link", name=reference).click()
        expect(page.get_by_role("heading", name=reference)).to_be_visible()
        say_why(page)
        expect(page.locator("#live")).to_have_text("Live")

    return go


case = case_of(ABENA)


def lanes(page: Page) -> None:
    """The timeline of a case as lanes by agency, with its clocks."""
    case(page)
    page.get_by_role("link", name="By agency").click()
    expect(page.get_by_role("region", name="Lanes by agency")).to_be_visible()


def of_case(rest: str) -> Callable[[Page], None]:
    """Another page of Abena's case."""

    def go(page: Page) -> None:
        case(page)
        page.goto(f"{page.url.partition('?')[0]}/{rest}")
        expect(page.get_by_role("heading", level=1)).to_contain_text(ABENA)

    return go


def beside(rest: str, title: str) -> Callable[[Page], None]:
    """One of the pages that stand beside Abena's case, called *title*."""

    def go(page: Page) -> None:
        case(page)
        page.goto(f"{page.url.partition('?')[0]}/{rest}")
        expect(page.get_by_role("heading", level=1)).to_contain_text(title)

    return go


def conference(which: str) -> Callable[[Page], None]:
    """A conference about Abena, the one that is *which*."""

    def go(page: Page) -> None:
        beside("conferences", "Conferences")(page)
        page.get_by_role("row").filter(has_text=which).get_by_role("link").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Conference of")

    return go


def room(page: Page) -> None:
    """The room of the conference to come, as a wall shows it."""
    conference("Called")(page)
    page.get_by_role("link", name="Open the room").click()
    page.get_by_role("link", name="Show on a wall or projector").click()
    expect(page.get_by_role("link", name="Leave the wall")).to_be_visible()


def replay(page: Page) -> None:
    """Abena's case on the screens of somebody, once a fact in its middle had come."""
    case(page)
    page.goto(f"{page.url.partition('?')[0]}/replay?step=120")
    expect(page.locator(".replay__screen")).to_be_visible()


def sample(page: Page) -> None:
    """Cases that were drawn by nobody's choice."""
    page.goto("/audit/samples")
    page.get_by_role("button", name="Announce and draw").click()
    expect(page.get_by_role("heading", name="How it was drawn")).to_be_visible()


def identity(page: Page) -> None:
    """Abena's case after somebody asked who she is."""
    case(page)
    page.get_by_role("button", name="Show who the child is").click()
    expect(page.get_by_text("Date of birth")).to_be_visible()


def wrong(page: Page) -> None:
    """A form that has to be corrected."""
    case(page)
    page.goto(f"{page.url.partition('?')[0]}/do/record-sighting")
    page.get_by_label("What was seen").fill("A girl with a green scarf, alone")
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_role("alert").filter(has_text="Please check")).to_be_visible()
    page.locator("h1").evaluate("it => window.scrollTo(0, 0)")


def task(page: Page) -> None:
    """The first task of one's own."""
    page.goto("/board?show=mine")
    page.get_by_role("heading", level=3).get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="About this task")).to_be_visible()


class Picture(NamedTuple):
    """One picture: its *name*, the member it is of (none for nobody), the screen, the way there."""

    name: str
    member: str
    screen: dict[str, Any]
    go: Callable[[Page], None]


PICTURES: tuple[Picture, ...] = tuple(
    Picture(*each)
    for each in (
        ("sign-in", "", DESK, at("/sign-in")),
        ("sign-in-phone", "", PHONE, at("/sign-in")),
        ("first-run", "police.fr", DESK, first_run),
        ("tour-phone", "police.fr", PHONE, at("/tour")),
        ("board", "police.fr", DESK, board),
        ("board-dark", "police.fr", DARK, board),
        ("board-forced-colours", "police.fr", FORCED, board),
        ("board-phone", "police.fr", PHONE, board),
        ("board-columns", "police.fr", DESK, at("/board?view=columns")),
        ("board-form", "police.fr", DESK, open_form),
        ("board-print", "police.fr", DESK, on_paper(board)),
        ("wall", "police.fr", PROJECTOR, at("/board/wall")),
        ("palette", "police.fr", DESK, palette),
        ("case", "protection.se", DESK, case),
        ("case-dark", "protection.se", DARK, case),
        ("case-phone", "protection.se", PHONE, case),
        ("case-lanes", "protection.se", DESK, lanes),
        ("case-lanes-phone", "protection.se", PHONE, lanes),
        ("case-print", "protection.se", DESK, on_paper(case)),
        ("case-flowchart", "protection.se", WIDE, of_case("playbook")),
        ("case-checklist-print", "protection.se", DESK, on_paper(of_case("checklist?phase=found"))),
        ("case-two-zones", "guardian.gr", DESK, case_of(QIRO)),
        ("case-identity", "protection.se", DESK, identity),
        ("form-error", "hotline.se", DESK, wrong),
        ("cases", "police.fr", DESK, at("/cases")),
        ("task", "police.fr", DESK, task),
        ("task-phone", "police.fr", PHONE, task),
        ("home-chair", "chair.it", DESK, at("/home")),
        ("home-chair-phone", "chair.it", PHONE, at("/home")),
        ("home-auditor", "auditor.se", DESK, at("/home")),
        ("case-then", "protection.se", DESK, beside("then", "What was known")),
        ("case-map", "police.fr", DESK, beside("places", "Where the child was seen")),
        ("conferences", "chair.it", DESK, beside("conferences", "Conferences")),
        ("conference", "chair.it", DESK, conference("Ended")),
        ("room-wall", "chair.it", PROJECTOR, room),
        ("proof", "admin.be", DESK, at("/proof")),
        ("replay", "auditor.it", DESK, replay),
        ("findings", "auditor.it", DESK, at("/audit/findings")),
        ("sample", "auditor.it", DESK, sample),
        ("who-looked", "auditor.se", DESK, at("/audit/looked")),
        ("audit", "auditor.fr", DESK, at("/audit")),
        ("playbooks", "admin.be", DESK, at("/playbooks")),
        ("playbook", "auditor.fr", DESK, at("/playbooks/fr")),
        ("installation", "admin.be", DESK, at("/installation")),
        ("settings", "police.fr", DESK, at("/desk")),
        ("not-there", "police.fr", DESK, at("/cases/none-of-these")),
        ("styleguide", "police.fr", DESK, at("/styleguide")),
    )
)
