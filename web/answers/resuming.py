"""A form that a session's end interrupted: what was typed, with labels, to be sent again.

Invariant: the typed text goes from the page to the page; it is stored nowhere in between, but for who signs in at a
provider: sealed for their browser, for a quarter of an hour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from web.forms import task_forms
from web.forms.case_forms import FORMS
from web.forms.fields import FormSpec
from web.texts.catalog import gettext as _

PREFIX = "resume:"
"""The prefix of fields that are carried through a sign-in."""

OUR_OWN = frozenset({"_csrf_token", "password", "again", "current", "code"})
"""Fields that are made anew, and secrets, which are typed anew. The version is not: what was seen before the
interruption is what was decided on."""


@dataclass(frozen=True)
class KeptField:
    """A field as it was typed; one without a label is not shown."""

    name: str
    value: str
    label: str | None


@dataclass(frozen=True)
class Kept:
    """An interrupted form: where it goes, what it is called, what was typed, and whether it can be shown again."""

    path: str
    title: str
    fields: Sequence[KeptField]
    shown_again: bool


def resumed(path: str, typed: Sequence[tuple[str, str]]) -> Kept:
    """The form that posts to *path*, with what was *typed*."""
    spec = _spec(path)
    labels = {field.name: _(field.label) for field in spec.fields} if spec else {}
    labels["occurred_at"] = _("When it happened")
    fields = [KeptField(name, value, labels.get(name)) for name, value in typed if name not in OUR_OWN]
    return Kept(path, _(spec.title) if spec else _("your step"), fields, spec is not None)


def _spec(path: str) -> FormSpec | None:
    slug = path.rsplit("/", 1)[-1]
    return FORMS.get(slug) if path.startswith("/cases/") else task_forms.FORMS.get(slug)
