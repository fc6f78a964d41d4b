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
