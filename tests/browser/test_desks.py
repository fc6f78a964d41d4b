"""The watch over every page: it has to notice what must not happen."""

import pytest

from tests.browser.people.desks import Desks

INLINE = "() => document.head.append(Object.assign(document.createElement('script'), {textContent: '1'}))"
MISSING = "() => fetch('/static/none-of-these.css')"
THROWN = "() => setTimeout(() => { throw new Error('thrown on purpose') })"


@pytest.mark.parametrize(
    ("mischief", "told"), [(INLINE, "content policy: script-src"), (MISSING, "404"), (THROWN, "thrown on purpose")]
)
def test_what_goes_wrong_on_a_page_is_trouble(desks: Desks, mischief: str, told: str) -> None:
    desk = desks.of("carer.gr")
    desk.page.evaluate(mischief)
    desk.go("/cases")
    assert [trouble for trouble in desk.troubles if told in trouble] != []
    desk.troubles.clear()
