"""The guide shows every component there is, and every component says what its parameters are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.web.conftest import Open

TEMPLATES = Path(__file__).resolve().parents[3] / "web" / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
GUIDE = [TEMPLATES / "pages" / "styleguide.html", *sorted((TEMPLATES / "partials" / "styleguide").glob("*.html"))]
FRAME = [TEMPLATES / "layouts" / "base.html"]
MACRO = re.compile(r"{%-? macro (\w+)\(([^)]*(?:\([^)]*\))?[^)]*)\) -?%}(.*?){%-? endmacro", re.DOTALL)


def macros() -> dict[str, tuple[Path, str, str]]:
    """Every macro of the components: where it stands, its parameters, its body."""
    found = {}
    for path in COMPONENTS:
        for name, parameters, body in MACRO.findall(path.read_text()):
            found[name] = (path, parameters, body)
    return found


def called(text: str, names: set[str]) -> set[str]:
    return {name for name in names if re.search(rf"(?<![\w.]){name}\(", text)}


def test_every_component_is_shown() -> None:
    known = macros()
    shown = called("".join(path.read_text() for path in (*GUIDE, *FRAME)), set(known))
    while more := {inner for name in shown for inner in called(known[name][2], set(known))} - shown:
        shown |= more

    assert set(known) - shown == set()


@pytest.mark.parametrize("name", macros())
def test_every_parameter_of_a_component_is_explained(name: str) -> None:
    path, parameters, _body = macros()[name]
    named = [each.split("=")[0].strip() for each in re.sub(r"\(\)", "", parameters).split(",") if each.strip()]
    remarks = " ".join(re.findall(r"{#.*?#}", path.read_text(), re.DOTALL))

    assert [each for each in named if not re.search(rf"\b{each}\b", remarks)] == []


async def test_the_guide_is_a_page_like_any_other(browser: Open) -> None:
    page = await (await browser("police.be")).get("/styleguide")

    targets = [link.removeprefix("#") for link in page.links() if link.startswith("#") and link != "#main"]
    assert [target for target in targets if not page.has_id(target)] == []


STYLES = TEMPLATES.parent / "static" / "css"
BY_HAND = re.compile(r"(?<!is\():(?:hover|active|focus-visible)\b")
POINTED = re.compile(r"\.?([\w-]+)(?::where\([^{]*\))?:is\(:(?:hover|active)")
HANDS = {"hover", "focus"}
STATES = {
    "a": HANDS,
    "button": HANDS | {"pressed", "disabled", "aria-disabled"},
    "button--primary": HANDS | {"pressed", "disabled", "aria-disabled"},
    "button--bare": HANDS | {"pressed", "disabled", "aria-disabled"},
    "choice-link": HANDS | {"aria-current"},
    "segmented__part": HANDS | {"aria-current"},
    "filter-tag": HANDS,
    "summary": HANDS,
    "input": HANDS | {"checked", "disabled", "aria-invalid"},
    "select": HANDS | {"disabled", "aria-invalid"},
    "switch": HANDS | {"checked", "disabled"},
    "task": {"hover"},
}
NOT_WORKED = {"tr", "task--critical"}
"""What a pointer marks, though there is nothing in it to press, or that it leaves as it is."""


@pytest.mark.parametrize("sheet", sorted(STYLES.glob("*.css")), ids=lambda sheet: sheet.stem)
def test_what_a_hand_changes_can_be_shown_without_one(sheet: Path) -> None:
    assert BY_HAND.findall(sheet.read_text()) == []


def test_whatever_changes_under_a_pointer_has_its_states_in_the_guide() -> None:
    sheets = ("base", "components", "forms", "board")
    styled = {name for sheet in sheets for name in POINTED.findall((STYLES / f"{sheet}.css").read_text())}

    assert styled - NOT_WORKED <= set(STATES)
    assert len(styled) > len(NOT_WORKED)


@pytest.mark.parametrize("part", STATES)
async def test_each_part_is_shown_in_each_of_its_states(browser: Open, part: str) -> None:
    page = await (await browser("police.be")).get("/styleguide")
    samples = [each for each in page.with_id("states").iter() if part in (each.tag, *each.get("class", "").split())]

    assert STATES[part] <= {word for each in samples for word in (each.get("data-shown"), *each.keys())}
