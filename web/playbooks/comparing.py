"""The difference between two versions of a playbook, in words.

Invariant: it tells all that :mod:`domain.playbook.comparing` finds; it puts values into words and never weighs them.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import msgspec

from domain.events import REGISTER
from domain.playbook.comparing import Change, Field, compare_heads, compare_rules
from domain.playbook.counting import Hours, Night
from domain.playbook.rules import Mark, Playbook, Rule, When
from web.playbooks import words
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.catalog import mark
from web.texts.times import duration

KINDS = {"added": mark("New rule"), "removed": mark("Rule that went"), "changed": mark("Rule that changed")}

FIELDS: Mapping[str, str] = {
    "id": mark("Name"),
    "phase": mark("Phase"),
    "on": mark("Trigger"),
    "or_on": mark("Other triggers"),
    "when": mark("Conditions"),
    "role": mark("Role"),
    "addressee": mark("Addressee"),
    "scope": mark("Where the agencies are"),
    "if_nobody": mark("Where nobody has the role"),
    "once_per": mark("How often it arises"),
    "code": mark("Code"),
    "title": mark("Title"),
    "titles": mark("Titles in other languages"),
    "why": mark("Why"),
    "within": mark("Within"),
    "counts": mark("What of the time counts"),
    "night": mark("At night"),
    "starts": mark("Clock starts when it"),
    "acknowledge_within": mark("To be acknowledged within"),
    "escalate_to": mark("Told next"),
    "outcomes": mark("Outcomes"),
    "note_for": mark("Outcomes that need a note"),
    "repeats": mark("Comes back after"),
    "closes_on": mark("What ends the reason"),
    "lapses": mark("Withdrawn where nobody has taken it"),
    "instead_of": mark("Instead of"),
    "pauses": mark("Reasons to pause"),
    "pause_at_most": mark("Paused at most"),
    "since": mark("Since"),
    "until": mark("Until"),
    "source": mark("Source"),
    "mark": mark("Mark"),
    "country": mark("Country"),
    "countries": mark("Countries"),
    "languages": mark("Languages"),
    "agencies": mark("Who has which role"),
    "office": mark("Office hours"),
    "valid_from": mark("Valid from"),
    "valid_to": mark("Valid to"),
    "bring_in": mark("How an agency is brought in"),
}


@dataclass(frozen=True)
class ShownField:
    """One thing that differs: what it is called, and what it was and is; empty where it was not said."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class ShownChange:
    """A rule that came, went or says something else."""

    name: str
    title: str
    kind: str
    kind_name: str
    fields: Sequence[ShownField]


@dataclass(frozen=True)
class Comparison:
    """All that differs; *head* is what stands beside the rules."""

    head: Sequence[ShownField]
    changes: Sequence[ShownChange]
    same: int


def compared(before: Playbook, after: Playbook) -> Comparison:
    """What differs between two versions of a playbook."""
    old, new = {rule.id: rule for rule in before.rules}, {rule.id: rule for rule in after.rules}
    changes = [_change(change) for change in compare_rules(old, new)]
    head = [_field(field, before, after) for field in compare_heads(before, after)]
    same = sum(old[name] == rule for name, rule in new.items() if name in old)
    return Comparison(head, changes, same)


def _change(change: Change) -> ShownChange:
    rule = change.after or change.before
    title = words.title_of(rule).text if rule is not None else change.name
    return ShownChange(change.name, title, change.kind, _(KINDS[change.kind]), _fields(change))


def _fields(change: Change) -> Sequence[ShownField]:
    if change.before is not None and change.after is not None:
        return [_field(field, change.before, change.after) for field in change.fields]
    rule = change.after or change.before
    return [] if rule is None else [_alone(name, rule, change.after is not None) for name in _ALONE]


_ALONE = ("on", "role", "addressee", "within", "source", "mark")
"""What is told of a rule that came or went."""


def _alone(name: str, rule: Rule, new: bool) -> ShownField:  # noqa: FBT001  it came or it went
    said = in_words(getattr(rule, name))
    return ShownField(_(FIELDS[name]), "" if new else said, said if new else "")


def _field(field: Field, before: msgspec.Struct, after: msgspec.Struct) -> ShownField:
    label = _(FIELDS.get(field.name, field.name))
    return ShownField(label, in_words(getattr(before, field.name)), in_words(getattr(after, field.name)))


NOT_SAID: tuple[object, ...] = (None, (), {})


def in_words(value: Any) -> str:  # noqa: ANN401  whatever a rule can hold
    """A value of a rule as people read it; empty where there is none."""
    match value:
        case None | ():
            return ""
        case bool():
            return _("yes") if value else _("no")
        case timedelta():
            return duration(value)
        case date():
            return value.isoformat()
        case Night(begins=begins, ends=ends, within=within):
            return f"{duration(within)}, {begins:%H:%M}–{ends:%H:%M}"
        case Hours(begins=begins, ends=ends):
            return f"{begins:%H:%M}–{ends:%H:%M}"
        case tuple():
            return ", ".join(map(in_words, value))
        case dict():
            return "; ".join(f"{in_words(key)}: {in_words(each)}" for key, each in value.items())
        case When():
            return "; ".join(words.of_when(value))
        case msgspec.Struct():
            said = {name: getattr(value, name) for name in value.__struct_fields__}
            return "; ".join(
                f"{_(FIELDS.get(name, name))}: {in_words(each)}" for name, each in said.items() if each not in NOT_SAID
            )
        case Mark():
            return f"{value.value}: {_(words.MARKS[value])}"
        case enum.Enum():
            return wording.code(str(value.value))
        case str() if value in REGISTER:
            return wording.event(value)
        case _:
            return str(value)
