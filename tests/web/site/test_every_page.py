"""Every page there is, got by everybody there is: each is found or not there, and none has a fault.

The browser of these tests looks at each page by itself (``tests/web/harness/rules.py``).
"""

from __future__ import annotations

import pytest
from litestar.enums import HttpMethod

from tests.web.conftest import Open
from tests.web.harness.reading import Page
from tests.web.harness.rules import faults
from tests.web.world import World
from web.forms import task_forms
from web.forms.case_forms import FORMS
from web.routes import PAGES

NO_PAGES = {"/live", "/session", "/audit/findings/copy"}
"""Streams, answers to script, and a file."""

NAMES = ("carer.be", "asylum.be", "police.fr", "auditor.be", "admin.be")


def routes() -> list[str]:
    """Every address of a page that somebody signed in may ask for."""
    found = {path for each in PAGES if HttpMethod.GET in each.http_methods for path in each.paths}
    return sorted(path.replace(":str", "") for path in found if path not in NO_PAGES)


def filled(route: str, case: str, task: str) -> list[str]:
    """The addresses of *route*: with this case and this task, and with every form there is."""
    slugs = {"{slug}": FORMS, "{action}": task_forms.FORMS}
    path = route.replace("{case_id}", case).replace("{task_id}", task).replace("{agency_id}", "carer-be")
    path = path.replace("{member_id}", "carer-be").replace("{step}", "roles").replace("{name}", "be")
    for name in (
        "{photo_id}",
        "{fact_id}",
        "{request_id}",
        "{invitation_id}",
        "{erasure_id}",
        "{conference_id}",
        "{remark_id}",
        "{sample_id}",
    ):
        path = path.replace(name, "nothing")
    if "/conferences/nothing/" in path:
        return [path.replace("{slug}", "take-decision")]
    for name, forms in slugs.items():
        if name in path:
            return [path.replace(name, slug) for slug in forms]
    return [path]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("route", routes())
async def test_a_page_is_there_or_not_and_has_no_fault(world: World, browser: Open, name: str, route: str) -> None:
    case = await world.case("carer.be", "asylum.be")
    task = await world.task(case, "carer.be")
    someone = await browser(name)

    # To those outside all forms are the same: not there.
    for address in filled(route, case, task)[: None if name == "carer.be" else 2]:
        assert "{" not in address
        answer = await someone.http.get(address, follow_redirects=True)
        assert answer.status_code in (200, 404)
        assert faults(Page(answer.text)) == []


WRONG = {
    '<a href="/x"></a>': "a /x without a name",
    '<a href="#gone">x</a>': "a link to #gone, which is not there",
    '<label for="gone">x</label>': "label for points to gone, which is not there",
    '<input name="n">': "input n without label",
    '<p tabindex="2">x</p>': "p jumps the queue of Tab",
    '<img src="/x">': "a picture without words",
    "<h3>x</h3>": "h3 'x' after h1",
    '<p onclick="x()">x</p>': "p with onclick=x()",
    '<p style="x:y">x</p>': "p with style=x:y",
    "<h1>x</h1>": "2 main headings",
    '<p id="main">x</p>': "id main 2 times",
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_no_page_may_have_is_noticed(wrong: str) -> None:
    head = '<!doctype html><html lang="en"><head><title>A – Lantern</title></head>'

    page = Page(f'{head}<body><main id="main"><h1>A</h1>{wrong}</main></body></html>')

    assert faults(page) == [WRONG[wrong]]
