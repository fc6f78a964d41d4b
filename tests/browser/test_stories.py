"""The demo's two stories, worked to their end by those who take part, each at their own desk.

The steps are those of scenarios/*.toml after the moment at which the demo stops; the board, the case and its forms are
all that anybody uses.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.people.desks import Desk

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

Open = Callable[..., Desk]


@dataclass(frozen=True)
class Record:
    """*by* records something in the case: the form called *form*, which becomes the fact *told*."""

    by: str
    form: str
    told: str
    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Finish:
    """*by* completes a task of the board, with *outcome* or with the one that is offered first."""

    by: str
    task: str
    outcome: str = ""


@dataclass(frozen=True)
class Accept:
    """*by* accepts a task that somebody offers."""

    by: str
    task: str


Step = Record | Finish | Accept

ALERT = "Record that an alert was withdrawn"
SAFE_PLACE = "Find a safe place, a health check, an interpreter and somebody who speaks for the child"
TWELVE_HOURS = "Decide with child protection on a safe place"
GUARDIANS = "Agree the hand-over from guardian to guardian, with the child where possible"
REFERRAL = "Decide on a referral to the National Referral Mechanism and tell the guardian service"
OFFERED = {"Interviewing agency": "municipality, Sweden"}
INTERVIEW = {"What happened": "Nobody said when she could look for her brother.", "In the child's own words": "Yonas."}


def withdrawn(by: str, kind: str, whose: str) -> Record:
    return Record(by, ALERT, "Alert withdrawn", {"Alert": f"{kind} · {whose}", "Reason": "Located in a safe place."})


ABENA: tuple[Step, ...] = (
    Record("protection.se", "Accept the lead", "Lead accepted"),
    Accept("guardian.se", GUARDIANS),
    Finish("protection.se", SAFE_PLACE, "Safe place"),
    Finish("police2.se", TWELVE_HOURS, "Safe place"),
    withdrawn("police.fr", "Schengen Information System", "Judicial police, France"),
    withdrawn("police.fr", "National file", "Judicial police, France"),
    withdrawn("police.it", "National file", "Police office, Italy"),
    Record("protection.se", "Offer a return interview", "Return interview offered", OFFERED),
    Record(
        "asylum.se",
        "Answer a question",
        "Information given",
        {"Question": "Aide sociale", "Answer": "Registered in Gothenburg.", "Legal basis": "Vital interests"},
    ),
    Record("protection.se", "Record the return interview", "Return interview held", INTERVIEW),
    Record("protection.se", "Refer the child to a service", "Referral made", {"Service": "Family tracing"}),
    Record(
        "police.se",
        "Propose a lower risk level",
        "Lower risk proposed",
        {"Lower level": "Medium", "Reason": "Safe, brother found."},
    ),
    Record("protection.se", "Confirm the lower risk level", "Risk lowered", {"Level you confirm": "Medium"}),
    Record("protection.se", "Close the disappearance", "Disappearance closed", {"Outcome": "At a new place"}),
    Record("protection.se", "Close the case", "Case closed", {"Outcome": "With family"}),
)

TALKED = {"What happened": "He owed four thousand for the way.", "What the child needs": "Debt advice, a lawyer."}
QIRO: tuple[Step, ...] = (
    Accept("guardian.uk", GUARDIANS),
    Finish("protection.uk", REFERRAL),
    Record(
        "protection.uk", "Refer the child to a service", "Referral made", {"Service": "National referral mechanism"}
    ),
    Record("protection.be", "Offer the lead", "Lead offered", {"Agency": "Local authority"}),
    Record("protection.uk", "Accept the lead", "Lead accepted"),
    withdrawn("police.be", "Schengen Information System", "Local police"),
    withdrawn("police.be", "Interpol", "Local police"),
    withdrawn("police.gr", "Schengen Information System", "Hellenic Police"),
    withdrawn("police.gr", "National file", "Hellenic Police"),
    Record(
        "protection.uk",
        "Offer a return interview",
        "Return interview offered",
        {"Interviewing agency": "Independent Child"},
    ),
    Record("guardian.uk", "Record the return interview", "Return interview held", TALKED),
    Record("protection.uk", "Close the disappearance", "Disappearance closed", {"Outcome": "At a new place"}),
    Record("protection.uk", "Close the case", "Case closed", {"Outcome": "Settled"}),
)


def answer(asked: Locator, value: str) -> None:
    """Type *value*, or choose what contains it."""
    if asked.evaluate("each => each.localName") == "select":
        asked.select_option(asked.get_by_role("option").filter(has_text=value).first.inner_text())
    else:
        asked.fill(value)


def open_case(page: Page, reference: str) -> None:
    page.get_by_role("link", name="Cases", exact=True).click()
    page.get_by_role("link", name=reference).click()
    expect(page.get_by_role("heading", level=1, name=reference)).to_be_visible()


def record(desk: Desk, reference: str, step: Record) -> None:
    """Find the form on the page of the case, fill it in, and read in the timeline what became of it."""
    page = desk.page
    open_case(page, reference)
    form = page.get_by_role("link", name=step.form)
    if not form.first.is_visible():
        page.get_by_text("Something else").click()
    form.first.click()
    expect(desk.heading(step.form)).to_be_visible()
    for label, value in step.typed.items():
        answer(page.get_by_role("main").get_by_label(label).first, value)
    page.get_by_role("main").get_by_role("button").first.click()
    expect(desk.heading(reference)).to_be_visible()
    expect(page.get_by_role("heading", name=step.told).first).to_be_visible()


def finish(desk: Desk, reference: str, step: Finish) -> None:
    """Complete the task on the board; it leaves the board."""
    card = desk.card(reference, step.task)
    if card.get_by_role("button", name="Claim").is_visible():
        card.get_by_role("button", name="Claim").click()
    card.get_by_role("link", name="Complete…").click()
    card.get_by_role("radio", name=step.outcome).first.check()
    card.get_by_role("button", name="Complete", exact=True).click()
    expect(card.get_by_text("In progress")).to_have_count(0)
    expect(card.get_by_role("link", name="Complete…")).to_have_count(0)


def accept(desk: Desk, reference: str, step: Accept) -> None:
    card = desk.card(reference, step.task)
    card.get_by_role("button", name="Accept").click()
    expect(card.get_by_text("You", exact=True)).to_be_visible()


def work(desk: Open, reference: str, steps: tuple[Step, ...]) -> None:
    """Do all *steps*, everybody at their own desk, which stays open."""
    people = {by: desk(by) for by in sorted({step.by for step in steps})}
    for step in steps:
        at = people[step.by]
        if not isinstance(step, Record):
            at.page.get_by_role("link", name="Board", exact=True).click()
        match step:
            case Record():
                record(at, reference, step)
            case Finish():
                finish(at, reference, step)
            case Accept():
                accept(at, reference, step)


@pytest.mark.parametrize(
    ("reference", "steps", "watcher"),
    [("IT-2026-0417", ABENA, "guardian.it"), ("GR-2026-1182", QIRO, "guardian.gr")],
)
def test_the_story_is_worked_to_its_end_in_the_browser(
    desk: Open, reference: str, steps: tuple[Step, ...], watcher: str
) -> None:
    work(desk, reference, steps)
    page = desk(watcher).page
    open_case(page, reference)
    stands = page.get_by_role("list", name="Where the case stands")
    expect(stands.locator("[aria-current]")).to_have_text("Closed")
    expect(page.get_by_text("issued", exact=True)).to_have_count(0)
    expect(page.get_by_role("link", name="Reopen the case")).to_be_visible()
