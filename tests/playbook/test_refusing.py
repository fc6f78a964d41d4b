"""What the check refuses, each with its place, and all of it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.playbooks import load_playbooks
from tests.playbook.test_loading import BRING_IN, HEAD, RULE, faults

OTHER = HEAD.replace('"common"', '"other"')
LINE = (HEAD + BRING_IN + RULE).splitlines().index
ITALY = 'country = "it"\n'


def at(text: str) -> int:
    """The line on which *text* stands in a file of head, bring-in and one rule."""
    return LINE(text) + 1


BEGIN, END = at("[[rule]]"), len((HEAD + BRING_IN + RULE).splitlines())


@pytest.mark.parametrize(
    ("line", "instead", "fault"),
    [
        ('on = "AbsenceNoticed"', 'on = "ChildLost"', "there is no event ChildLost"),
        ('closes_on = ["ChildLocated"]', 'closes_on = ["Found"]', "there is no event Found"),
        ('closes_on = ["ChildLocated"]', "closes_on = []", "say what ends the reason for the duty"),
        ('source = "a test"', 'source = ""', "source: Expected `str` of length >= 1"),
    ],
)
def test_each_is_named_with_its_place(tmp_path: Path, line: str, instead: str, fault: str) -> None:
    head, _, rest = (HEAD + BRING_IN + RULE).rpartition(line)

    (told,) = faults(tmp_path, a=head + instead + rest)

    assert told.startswith(f"a.toml:{BEGIN + RULE.strip().splitlines().index(line)}: ")
    assert fault in told


def test_a_rule_without_a_source_is_named_where_it_begins(tmp_path: Path) -> None:
    (told,) = faults(tmp_path, a=HEAD + BRING_IN + RULE.replace('source = "a test"\n', ""))

    assert told == f"a.toml:{BEGIN}: source is missing"


@pytest.mark.parametrize(
    ("who", "chain"),
    [
        ('role = "police"', ["police"]),
        ('role = "police"', ["protection", "police"]),
        ('role = "police"', ["protection", "guardian", "protection"]),
        ('addressee = "lead"', ["protection", "lead"]),
    ],
)
def test_a_chain_of_escalation_never_comes_back_to_who_knows_already(
    tmp_path: Path, who: str, chain: list[str]
) -> None:
    rule = RULE.replace('role = "police"', who) + f"escalate_to = {chain}\n"

    (told,) = faults(tmp_path, a=HEAD + BRING_IN + rule)

    assert told == f"a.toml:{END + 1}: rule look: the chain of escalation comes back to somebody who already knows"


@pytest.mark.parametrize(
    ("chain", "fault"),
    [
        ('["lead", "lead"]', "a.toml:10: bring_in: the chain of escalation comes back to somebody who already knows"),
        ('["boss"]', "a.toml:10: bring_in: boss is neither a role nor lead"),
        ("[]", "a.toml:10: bring_in: say who is told where nobody acknowledges it in time"),
    ],
)
def test_so_it_is_with_the_chain_of_who_brings_somebody_in(tmp_path: Path, chain: str, fault: str) -> None:
    bring_in = BRING_IN.replace('escalate_to = ["protection"]', f"escalate_to = {chain}")

    assert faults(tmp_path, a=HEAD + bring_in + RULE) == [fault]


def test_a_missing_translation_is_named_at_its_titles_or_where_its_rule_begins(tmp_path: Path) -> None:
    inline, table = RULE + 'titles = { fr = "Chercher" }\n', RULE + '[rule.titles]\nfr = "Chercher"\nde = "Suchen"\n'
    other = table.replace('id = "look"', 'id = "look-again"')

    told = faults(tmp_path, a=HEAD + 'languages = ["fr", "nl"]\n' + BRING_IN + inline + other)

    assert told == [
        f"a.toml:{END + 2}: rule look: the title in nl is missing",
        f"a.toml:{END + 16}: rule look-again: the title in nl is missing",
        f"a.toml:{END + 18}: rule look-again: de is no language of this playbook",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", ""),
        ("valid_to = 2027-01-01", "valid_from = 2026-12-31"),
        ("valid_from = 2027-01-01", "valid_from = 2028-01-01"),
    ],
)
def test_two_playbooks_of_one_country_are_never_valid_on_the_same_day(tmp_path: Path, one: str, other: str) -> None:
    newer = OTHER.replace("other", "newer")
    line = 5 if one else 4

    told = faults(tmp_path, a=HEAD + BRING_IN, it=OTHER + ITALY + one, new=newer + ITALY + other)

    assert told == [
        f"{name}.toml:{line}: on days of its validity the playbook {theirs} holds for the same country: "
        "say with valid_from and valid_to which follows which"
        for name, theirs in (("it", "newer"), ("new", "other"))
    ]


def test_a_playbook_of_a_country_may_follow_another(tmp_path: Path) -> None:
    newer = OTHER.replace("other", "newer")
    (tmp_path / "a.toml").write_text(HEAD + BRING_IN)
    (tmp_path / "it.toml").write_text(OTHER + ITALY + "valid_to = 2027-01-01\n")
    (tmp_path / "new.toml").write_text(newer + ITALY + "valid_from = 2027-01-01\n")

    assert [one.id for one in load_playbooks(tmp_path).playbooks] == ["common", "newer", "other"]


def test_a_playbook_is_for_one_country_or_for_some(tmp_path: Path) -> None:
    told = faults(tmp_path, a=HEAD + ITALY + 'countries = ["it", "fr"]\n' + BRING_IN + RULE)

    assert told == ["a.toml:5: countries: a playbook of one country has no list of countries"]


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    bad = RULE.replace("AbsenceNoticed", "ChildLost").replace('role = "police"', 'role = "police"\nnote_for = ["lost"]')
    worse = RULE.replace('"look"', '"again"').replace('["ChildLocated"]', "[]").replace("within", "repeats")

    told = faults(tmp_path, a=HEAD + 'languages = ["fr"]\n' + BRING_IN + bad + worse, b=OTHER + ITALY + RULE)

    assert [line.split(": ", 2)[-1] for line in told] == [
        "the title in fr is missing",
        "there is no event ChildLost",
        "lost is none of its outcomes",
        "the title in fr is missing",
        "what comes back has a clock: say with within when it is due first",
        "say what ends the reason for the duty",
    ]
