"""Two versions of the same thing: what somebody typed, and what others recorded meanwhile, field by field.

What was typed is compared with what stood there when the form was opened, which the log still knows. So a field that
somebody did not touch takes over what the others recorded, and only what both changed is left for a person to decide.

Invariant: nothing typed is dropped, and nothing is recorded by comparing; what the others recorded is shown as far as
the asker may see it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from web.answers.racing import Winner
from web.forms.fields import FormSpec, ShownField, ShownForm
from web.people import People
from web.texts import wording
from web.texts.catalog import gettext as _

Values = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Both:
    """One field in both versions, in words; *differs* where both have changed it.

    *language* is that of yours, where these are your own words and you say in which you write.
    """

    name: str
    label: str
    yours: str
    theirs: str
    differs: bool = True
    language: str | None = None


@dataclass(frozen=True)
class Who:
    """Who was faster, with what, when; no names where it was the asker, in another tab."""

    name: str
    agency: str
    did: str
    at: datetime


@dataclass(frozen=True)
class Overtaken:
    """What a page of a conflict shows: who, both versions, and the *note* that what was typed could become."""

    who: Who | None
    both: Sequence[Both]
    note: str = ""
    yourself: bool = False


def who_won(people: People, first: Winner) -> Who:
    """*first* in words."""
    return Who(people.member_name(first.member), people.agency_name(first.agency), wording.event(first.did), first.at)


def merged(
    spec: FormSpec, base: Values, typed: Values, standing: Values
) -> tuple[dict[str, Sequence[str]], frozenset[str], frozenset[str]]:
    """What the form goes on with; the fields it took over from *standing*, and those that both sides changed."""
    result, taken, both = dict(typed), set[str](), set[str]()
    for field in spec.fields:
        was, mine, theirs = (_one(values, field.name) for values in (base, typed, standing))
        if field.name not in standing or theirs in (mine, was):
            continue
        if mine == was:
            result[field.name] = [theirs]
            taken.add(field.name)
        else:
            both.add(field.name)
    return result, frozenset(taken), frozenset(both)


def compared(
    form: ShownForm, typed: Values, standing: Values, taken: frozenset[str], both: frozenset[str]
) -> list[Both]:
    """The fields of *form* that the others changed, what both changed first."""
    rows = [
        Both(
            field.name,
            field.label,
            _words(field, _one(typed, field.name)),
            _words(field, _one(standing, field.name)),
            differs=field.name in both,
        )
        for field in form.fields
        if field.name in taken | both
    ]
    return sorted(rows, key=lambda row: not row.differs)


def of_task(
    spec: FormSpec, labels: Mapping[str, str], typed: Values, theirs: Values, writes: str | None = None
) -> list[Both]:
    """What was typed into a step of a task, with what the others recorded in the same field; *labels* of choices.

    *writes* is the language that words were typed in.
    """
    mine = {field: _one(typed, field.name) for field in spec.fields}
    return [
        Both(
            field.name,
            _(field.label),
            labels.get(value, value),
            _one(theirs, field.name),
            differs=field.name in theirs,
            language=None if value in labels else writes,
        )
        for field, value in mine.items()
        if value
    ]


def _one(values: Values, name: str) -> str:
    return next(iter(values.get(name, ())), "").replace("\r\n", "\n").strip()


def _words(field: ShownField, value: str) -> str:
    return dict(field.options).get(value, value) or _("nothing")
