"""Every word a person reads goes through gettext, and every name and code has its words."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract
from jinja2.ext import babel_extract

from domain import codes
from domain.case import codes as case_codes
from domain.case.risk.indicators import Indicator
from domain.deciding.refusals import Refused
from domain.events import REGISTER
from web.forms import task_forms
from web.forms.case_forms import FORMS
from web.texts import wording

WEB = Path(__file__).resolve().parents[3] / "web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
OURS = [path for path in TEMPLATES if "styleguide" not in str(path)]
ATTRIBUTE = re.compile(r'^ *(required|[a-z-]+="(true)?"?)$')
KEYWORDS = ("_", "gettext", "ngettext", "pgettext")
PLAIN = {"Lantern", "– Lantern", "narrow", "gate", "–", "·", "×", "↑", "↓", "(", ")", ":", ",", "/", ""}
"""What may stand in a template as it is: the name of the house, and signs."""


def code_lists() -> Iterator[type[enum.StrEnum]]:
    for module in (codes, case_codes):
        for each in vars(module).values():
            if isinstance(each, type) and issubclass(each, enum.StrEnum) and each not in (enum.StrEnum, codes.Urgency):
                yield each
    yield Indicator


@pytest.mark.parametrize("name", REGISTER)
def test_every_event_has_its_words(name: str) -> None:
    assert wording.event(name) != name


@pytest.mark.parametrize("name", REGISTER)
def test_every_field_of_an_event_has_a_label_or_is_hidden(name: str) -> None:
    fields = set(REGISTER[name].cls.__struct_fields__)

    assert fields - set(wording.FIELDS) - wording.HIDDEN - {"zone", "email", "roles"} == set()


@pytest.mark.parametrize("codes_of", list(code_lists()), ids=lambda each: each.__name__)
def test_every_code_has_its_words(codes_of: type[enum.StrEnum]) -> None:
    assert [each.value for each in codes_of if each.value not in wording.CODES] == []


def marked() -> set[str]:
    """Every text that the catalogues of translations are made from."""
    found: set[str] = set()
    for path in sorted(WEB.rglob("*.py")):
        for _line, message, _comments, _context in extract(
            "python",
            BytesIO(path.read_bytes()),
            keywords={"_": None, "mark": None, "gettext": None, "ngettext": (1, 2)},
        ):
            found |= {message} if isinstance(message, str) else {each for each in message if each}
    for path in OURS:
        for _line, _function, texts, _comments in babel_extract(BytesIO(path.read_bytes()), KEYWORDS, [], {}):
            found |= {texts} if isinstance(texts, str) else {each for each in texts or () if each}
    return found


def test_every_word_of_every_form_can_be_translated() -> None:
    shown = {
        text
        for form in (*FORMS.values(), *task_forms.FORMS.values())
        for text in (form.title, form.why, form.submit, *(t for f in form.fields for t in (f.label, f.hint)))
    }

    assert shown - marked() - {""} == set()


def test_every_word_for_an_event_a_field_and_a_code_can_be_translated() -> None:
    shown = {*wording.EVENTS.values(), *wording.FIELDS.values(), *wording.CODES.values()}

    assert shown - marked() == set()


def refusals(kind: type[Refused] = Refused) -> Iterator[type[Refused]]:
    for each in kind.__subclasses__():
        yield each
        yield from refusals(each)


def test_every_refusal_says_why_and_what_instead_in_whole_sentences() -> None:
    unfinished = [
        each.__name__
        for each in refusals()
        if not each.WHY.endswith(".") or not each.INSTEAD.endswith((".", "%(outcomes)s."))
    ]

    assert unfinished == []


def literal_words(template: str) -> set[str]:
    """The words of a template that stand in it as they are, outside of expressions, statements and tags."""
    text = re.sub(r"{#.*?#}|{{.*?}}|{%.*?%}", "\x00", template, flags=re.DOTALL)
    text = re.sub(r"<!doctype html>|<[^>]*>", "\x00", text, flags=re.DOTALL | re.IGNORECASE)
    return {
        part.strip() for part in text.split("\x00") if re.search(r"[A-Za-z]{2}", part) and not ATTRIBUTE.search(part)
    }


@pytest.mark.parametrize("path", OURS, ids=lambda each: f"{each.parent.name}/{each.name}")
def test_no_word_stands_in_a_template_as_it_is(path: Path) -> None:
    assert literal_words(path.read_text()) - PLAIN == set()


@pytest.mark.parametrize("path", OURS, ids=lambda each: f"{each.parent.name}/{each.name}")
def test_no_attribute_that_is_read_stands_in_a_template_as_it_is(path: Path) -> None:
    attributes = re.findall(r'\b(?:title|alt|placeholder|aria-label)="([^"{]+)"', path.read_text())

    assert attributes == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda each: f"{each.parent.name}/{each.name}")
def test_every_name_that_a_template_imports_is_used(path: Path) -> None:
    text = path.read_text()
    imports = re.findall(r"{%-?\s*from\s+\"[^\"]+\"\s+import\s+(.+?)\s+with context", text)
    names = [name.strip() for line in imports for name in line.split(",")]

    assert [name for name in names if len(re.findall(rf"\b{name}\b", text)) < 2] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda each: f"{each.parent.name}/{each.name}")
def test_no_template_calls_anything_safe_that_is_not(path: Path) -> None:
    assert "|safe" not in path.read_text().replace(" ", "")
