"""What differs between two versions of a playbook, rule by rule and field by field.

Invariant: what is the same in both is not told, and what is not the same always is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from domain.playbook.rules import Playbook, Rule


class Field(msgspec.Struct, frozen=True):
    """One key of a rule or of the head of a playbook, as plain values; None where it is not given."""

    name: str
    before: Any
    after: Any


class Change(msgspec.Struct, frozen=True):
    """A rule that came (*before* is None), went (*after* is None), or says something else in these *fields*."""

    name: str
    before: Rule | None
    after: Rule | None
    fields: tuple[Field, ...] = ()

    @property
    def kind(self) -> str:
        """``added``, ``removed`` or ``changed``."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"


def compare_rules(before: Mapping[str, Rule], after: Mapping[str, Rule]) -> Iterator[Change]:
    """The rules that differ, by their name."""
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if old is None or new is None:
            yield Change(name, old, new)
        elif old != new:
            yield Change(name, old, new, tuple(_fields(old, new)))


def compare_heads(before: Playbook, after: Playbook) -> tuple[Field, ...]:
    """What differs beside the rules: title, agencies, office hours, validity, how agencies are brought in."""
    return tuple(field for field in _fields(before, after) if field.name not in {"rules", "version"})


def _fields(before: msgspec.Struct, after: msgspec.Struct) -> Iterator[Field]:
    old, new = msgspec.to_builtins(before), msgspec.to_builtins(after)
    return (Field(name, old[name], new[name]) for name in old if old[name] != new[name])
