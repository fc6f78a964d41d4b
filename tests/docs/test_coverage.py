"""The page that says which rule carries which duty: complete, and about rules that there are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infra.data import PLAYBOOKS
from infra.playbooks import load_playbooks
from tests.docs.markdown import DOCS

PAGE = (DOCS / "coverage.md").read_text(encoding="utf-8")
RULES = {f"{book.id}/{rule.id}" for book in load_playbooks(PLAYBOOKS).playbooks for rule in book.rules}


def rows() -> Iterator[tuple[str, set[str], str]]:
    """Each fact, the rules that carry it, and why none does."""
    for line in PAGE.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if re.fullmatch(r"[A-Z]\d+", cells[0]):
            yield cells[0], set(re.findall(r"`([a-z-]+/[a-z0-9-]+)`", cells[3])), cells[4]


def test_every_rule_carries_something_and_everything_named_is_a_rule() -> None:
    named = {rule for _, rules, _ in rows() for rule in rules}

    assert named == RULES


def test_every_fact_is_carried_or_says_why_not() -> None:
    assert [fact for fact, rules, why in rows() if not rules and not why] == []


def test_no_deadline_and_no_gap_is_left_out() -> None:
    facts = [fact for fact, _, _ in rows()]

    assert len(facts) == len(set(facts))
    for letter, last in (("C", 39), ("G", 22), ("P", 12), ("R", 10), ("F", 10), ("S", 6)):
        assert [fact for fact in facts if fact[0] == letter] == [f"{letter}{number}" for number in range(1, last + 1)]
