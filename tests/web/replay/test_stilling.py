"""Whatever a screen holds, nothing on a replayed one works."""

from __future__ import annotations

import pytest

from tests.web.harness.reading import Page
from web.replay.stilling import NotStill, still

SVG = '<svg viewBox="0 0 1 1"><a href="/cases/x" xlink:href="/cases/x"><circle cx="1" r="1"/></a><rect x="1"/></svg>'
LIVE = """<form class="a" action="/cases/x/do/y" method="post" hx-post="/z" id="f">
<input type="hidden" name="key" value="k">
<label for="n">N</label><input id="n" name="note" value="a > b" required><select name="s"><option>1</option></select>
<textarea name="t">words</textarea><button class="button" type="submit" name="go" data-card="1" autofocus>Go</button>
</form><a class="q" href="/tasks/1" hx-get="/tasks/1" data-press="j">Task</a> <a href="#below">Below</a>
<a href="javascript:alert(1)">x</a><img src="//elsewhere/x.png" alt="x" onerror="alert(1)">
<details id="below" open><summary>More</summary>inside</details>"""


def page(html: str = LIVE) -> Page:
    return Page(still(html), fragment=True)


def test_no_form_is_left_and_every_control_is_dead() -> None:
    found = page()

    assert not found.all("form")
    assert {each.get("disabled") for each in found.all("input", "select", "option", "textarea", "button")} == {""}
    assert [each.get("type") for each in found.all("input")] == [None]


def test_no_address_is_left_but_one_on_the_page_itself() -> None:
    found = page()
    addresses = ("href", "src", "action", "xlink:href")

    assert [each.get(name) for each in found.root.iter() for name in addresses if each.get(name)] == ["#below"]


def test_nothing_is_left_that_a_script_takes_hold_of() -> None:
    names = {name for each in page().root.iter() for name in each.keys()}  # noqa: SIM118  an element holds its children

    assert not [name for name in names if name.startswith(("hx-", "on", "data-")) or name in {"name", "autofocus"}]


def test_what_is_read_stays_and_can_be_opened() -> None:
    found = page()

    assert found.words() == "N 1 words Go Task Below x More inside"
    assert found.with_id("n").get("value") == "a > b"
    assert found.with_id("below").get("open") == ""


def test_a_picture_stays_whole_and_leads_nowhere() -> None:
    assert still(SVG) == '<svg viewBox="0 0 1 1"><a><circle cx="1" r="1"/></a><rect x="1"/></svg>'


@pytest.mark.parametrize(
    "strange", ["<script>x</script>", "<iframe></iframe>", "a < b", "<!-- x -->", "<style></style>", '<a href="'],
)  # fmt: skip
def test_what_our_templates_do_not_write_is_refused(strange: str) -> None:
    with pytest.raises(NotStill):
        still(f"<p>{strange}</p>")
