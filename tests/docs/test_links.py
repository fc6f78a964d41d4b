"""Whoever follows a link in the documentation gets somewhere, and nothing in it leads to one machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.markdown import PAGES, anchors, links, name_of

ROOT = Path(__file__).parents[2]
TESTS = re.compile(r"(?<![\w/])tests/[\w/]+\.py")
ONE_MACHINE = re.compile(r"(?<![\w.…])/(?:work|tmp|opt|root|home|Users|mnt)/\S*", re.IGNORECASE)
REGISTRY = re.compile(r"[\w.-]*(?:pypi|pythonhosted|npmjs|artifactory|nexus)[\w-]*\.[a-z]{2,}", re.IGNORECASE)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_resolves(page: Path) -> None:
    dead = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(link)

    assert dead == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_page_names_a_registry_or_a_path_of_one_machine(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert REGISTRY.findall(text) == []
    assert ONE_MACHINE.findall(text) == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_test_that_a_page_names_is_there(page: Path) -> None:
    named = TESTS.findall(page.read_text(encoding="utf-8"))

    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_page_of_the_docs_can_be_reached_from_the_readme() -> None:
    by_path = {page: page for page in PAGES}
    reached, waiting = set(), [page for page in PAGES if page.name == "README.md" and page.parent.name != "adr"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        targets = [(page.parent / link.partition("#")[0]).resolve() for link in links(page)]
        targets += [target / "README.md" for target in targets]
        waiting += [by_path[target] for target in targets if target in by_path and target not in reached]

    assert {name_of(page) for page in set(PAGES) - reached if page.parent.name in ("docs", "adr")} == set()
