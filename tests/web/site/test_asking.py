"""Every form says why it asks, and every field that could harm a child in the wrong hands says so too."""

from __future__ import annotations

import pytest

from domain.case import events
from domain.events import REGISTER
from domain.privacy import Purpose
from tests.web.conftest import Open
from tests.web.world import World
from web.forms import asking, task_forms
from web.forms.case_forms import FORMS

HARMFUL = {
    field
    for kind in REGISTER.values()
    if kind.cls.__module__.startswith(events.__package__ or "")
    for field, purpose in kind.private.items()
    if purpose in (Purpose.IDENTITY, Purpose.LOCATION, Purpose.HEALTH)
} - {"note", "reason"}
"""Fields of facts of a case; a note and a reason are about health in one of them each, which has its sentence."""

ASKED = [(slug, field.name) for slug, form in FORMS.items() for field in form.fields if field.name in HARMFUL]


def test_every_form_says_why_it_asks() -> None:
    assert [form.slug for form in (*FORMS.values(), *task_forms.FORMS.values()) if not form.why.endswith(".")] == []


@pytest.mark.parametrize(("slug", "field"), ASKED)
def test_every_field_that_could_harm_says_why_it_is_asked(slug: str, field: str) -> None:
    assert asking.why(slug, field).endswith(".")


def test_no_sentence_stands_there_for_a_field_that_is_not_asked() -> None:
    names = {field.name for form in FORMS.values() for field in form.fields}
    whole = {f"{slug}.{field.name}" for slug, form in FORMS.items() for field in form.fields}

    assert set(asking.WHY) - names - whole == set()


async def test_the_sentence_stands_beside_the_field_and_is_read_with_it(world: World, browser: Open) -> None:
    case = await world.case("carer.be")
    carer = await browser("carer.be")

    page = await carer.get(f"/cases/{case}/do/record-identity")

    control = page.with_id("record-identity-marks")
    hint = page.words(page.with_id(str(control.get("aria-describedby"))))
    assert hint == "Scars, tattoos, birthmarks. They tell this child from another without doubt."
