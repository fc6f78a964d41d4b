"""Reading the rules of how long records are kept: one TOML file for each country, checked as a whole at the start.

Invariant: each country has a rule for each class of records, with a source and a mark; all faults are told at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from domain.codes import Country
from domain.retention.codes import CountedFrom, RecordClass
from domain.retention.rules import Retention, RetentionRule, RulesOfCountry
from infra.tables import Table, refuse_faults


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What a file says before its rules."""

    country: Country
    version: str


def load_retention(folder: Path) -> Retention:
    """The rules in *folder*.

    Refuses (:class:`infra.tables.FilesRefused`) with every fault of every file, each with its file and line.
    """
    tables = [Table(path) for path in sorted(folder.glob("*.toml"))]
    found = [(table, _read(table)) for table in tables]
    whole = Table(folder, f"{folder.name}/", "")
    for country in Country:
        files = [table for table, rules in found if rules is not None and rules.country is country]
        if not files and not any(rules is None for _, rules in found):
            whole.fault(f"no file says how long records are kept in {country}")
        for table in files[1:]:
            table.fault(f"{files[0].name} says this for {country} already", key="country")
    refuse_faults(*tables, whole)
    return Retention([rules for _, rules in found if rules is not None])


def _read(table: Table) -> RulesOfCountry | None:
    rows = [table.convert(RetentionRule, row, "rule", place) for place, row in enumerate(table.rows("rule"))]
    rules = [(place, rule) for place, rule in enumerate(rows) if rule is not None]
    head = table.convert(Head, {key: value for key, value in table.data.items() if key != "rule"})
    for place, rule in rules:
        _check(table, place, rule)
    if len(rules) == len(rows):
        _check_classes(table, rules)
    if head is None or len(rules) < len(rows):
        return None
    return RulesOfCountry(country=head.country, version=head.version, rules=tuple(rule for _, rule in rules))


def _check(table: Table, place: int, rule: RetentionRule) -> None:
    if rule.of is RecordClass.CONSULTATIONS and rule.counted_from is not CountedFrom.CLOSED:
        table.fault("counted_from: a month of consultations is counted from its end", "rule", place, "counted_from")


def _check_classes(table: Table, rules: Sequence[tuple[int, RetentionRule]]) -> None:
    seen: set[RecordClass] = set()
    for place, rule in rules:
        if rule.of in seen:
            table.fault(f"class: another rule of this file is for {rule.of}", "rule", place, "class")
        seen.add(rule.of)
    for kind in RecordClass:
        if kind not in seen and table.data:
            table.fault(f"there is no rule for {kind}", "rule", 0)
