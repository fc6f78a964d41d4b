"""``lantern playbook diff``: what changes for people when one set of playbooks follows another.

Invariant: values are written as the files write them, and a file whose content changed under its old version is told
first, because a start refuses it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import msgspec

from domain.playbook.comparing import Change, Field, compare_heads, compare_rules
from domain.playbook.rules import Playbook, Playbooks, Rule

INDENT = "    "


def difference(before: Playbooks, after: Playbooks) -> Iterator[str]:
    """What differs between two sets of rules: playbook by playbook, rule by rule, key by key; and how much in all."""
    old, new = _by_id(before), _by_id(after)
    counted: dict[str, int] = {}
    for name in dict.fromkeys((*old, *new)):
        yield from _of_playbook(name, old.get(name), new.get(name), counted)
    told = ", ".join(f"{number} {kind}" for kind, number in counted.items())
    yield f"In all: {told}." if told else "Nothing differs."


def _by_id(playbooks: Playbooks) -> dict[str, Playbook]:
    return {book.id: book for book in playbooks.playbooks}


def _of_playbook(name: str, old: Playbook | None, new: Playbook | None, counted: dict[str, int]) -> Iterator[str]:
    if old == new:
        return
    yield f"{name}: version {old.version if old else 'none'} -> {new.version if new else 'none'}"
    if old and new and old.version == new.version:
        yield f"{INDENT}! Its content changed under its old version: a start refuses that. Give it a new version."
    heads = compare_heads(old, new) if old and new else ()
    yield from (line for field in heads for line in _field(field, INDENT))
    for change in compare_rules(_rules(old), _rules(new)):
        counted[change.kind] = counted.get(change.kind, 0) + 1
        yield from _of_rule(change)
    yield ""


def _rules(book: Playbook | None) -> dict[str, Rule]:
    return {} if book is None else {rule.id: rule for rule in book.rules}


def _of_rule(change: Change) -> Iterator[str]:
    sign = {"added": "+", "removed": "-", "changed": "~"}[change.kind]
    title = "".join(rule.title for rule in (change.after or change.before,) if rule is not None)
    yield f"  {sign} {change.name}: {title}"
    for field in change.fields:
        yield from _field(field, INDENT + "  ")


def _field(field: Field, indent: str) -> Iterator[str]:
    """A key with both values; of a table only the entries that differ, and of new languages only which."""
    if not isinstance(field.before, Mapping) and not isinstance(field.after, Mapping):
        yield from _values(field.name, field.before, field.after, indent)
        return
    old, new = field.before or {}, field.after or {}
    keys = [key for key in dict.fromkeys((*old, *new)) if old.get(key) != new.get(key)]
    if field.name == "titles" and (languages := [key for key in keys if key not in old]):
        yield f"{indent}titles: now also in {', '.join(languages)}"
        keys = [key for key in keys if key in old]
    for key in keys:
        yield from _values(f"{field.name}.{key}", old.get(key), new.get(key), indent)


def _values(name: str, before: Any, after: Any, indent: str) -> Iterator[str]:
    old, new = said(before), said(after)
    if len(indent) + len(name) + len(old) + len(new) <= 100:
        yield f"{indent}{name}: {old} -> {new}"
    else:
        yield from (f"{indent}{name}:", f"{indent}  was {old}", f"{indent}  is  {new}")


def said(value: Any) -> str:
    """*value*, a plain one, as a file writes it: 24h and not PT86400S."""
    match value:
        case None | () | [] | "":
            return "none"
        case bool():
            return "yes" if value else "no"
        case Mapping():
            return (
                "{ " + ", ".join(f"{key} = {said(each)}" for key, each in value.items() if said(each) != "none") + " }"
            )
        case str():
            return _span(value)
        case Sequence():
            return ", ".join(said(each) for each in value)
        case _:
            return str(value)


def _span(text: str) -> str:
    """A duration in days, hours and minutes; any other text as it is."""
    if not text.startswith("P") or not set(text) <= set("PDTHMS0123456789."):
        return text
    minutes = int(msgspec.convert(text, timedelta).total_seconds()) // 60
    parts = ((minutes // 1440, "d"), (minutes % 1440 // 60, "h"), (minutes % 60, "m"))
    return " ".join(f"{number}{unit}" for number, unit in parts if number) or "0m"
