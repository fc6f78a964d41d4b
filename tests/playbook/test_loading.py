"""Bad playbooks: every fault at once, each with its file and line."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from domain.codes import Country
from domain.playbook.counting import Hours, Night
from infra.playbooks import load_playbooks
from infra.tables import FilesRefused, duration
from tests.playbook.story import FOLDER

HEAD = """id = "common"
version = "1"
title = "A test"
"""
BRING_IN = """
[bring_in]
titles = { police = "Bring in the police" }
why = "Somebody has to."
within = "1h"
acknowledge_within = "30m"
escalate_to = ["protection"]
source = "a test"
mark = "D"
"""
RULE = """
[[rule]]
id = "look"
phase = "response"
on = "AbsenceNoticed"
role = "police"
code = "look"
title = "Look for the child"
why = "Somebody has to."
within = "1h"
closes_on = ["ChildLocated"]
source = "a test"
mark = "D"
"""

NIGHT = 'night = {{ begins = 22:00:00, ends = {:02}:00:00, within = "30m" }}'
SINCE = "since = 2026-03-01T00:00:00Z"


def faults(folder: Path, **files: str) -> list[str]:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FilesRefused) as refused:
        load_playbooks(folder)
    return str(refused.value).splitlines()


def test_a_good_playbook_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(HEAD + BRING_IN + RULE, encoding="utf-8")

    playbooks = load_playbooks(tmp_path)

    (rule,) = playbooks.on("AbsenceNoticed")
    assert rule.rule.within == timedelta(hours=1)
    assert rule.playbook.country is None


def test_what_holds_everywhere_comes_first_and_then_the_union_and_then_each_country() -> None:
    told = [(playbook.country, bool(playbook.countries)) for playbook in load_playbooks(FOLDER).playbooks]

    assert told == [(None, False), (None, True), *((country, False) for country in Country)]


@pytest.mark.parametrize(
    ("line", "instead", "fault"),
    [
        ('phase = "response"', 'phase = "later"', "Invalid enum value 'later'; choose from prevention, response"),
        ('on = "AbsenceNoticed"', 'on = "ChildLost"', "rule look: there is no event ChildLost"),
        ('role = "police"', 'rol = "police"', "there is no rol here; did you mean role?"),
        ('role = "police"', 'role = "auditor"', "rule look: a duty is never for the role auditor"),
        ('role = "police"', 'addressee = "lead"\nrole = "police"', "give either a role or an addressee"),
        ('role = "police"', "", "rule look: give either a role or an addressee"),
        ('role = "police"', 'addressee = "alert-issuer"', "say with alerts which kinds of alert are meant"),
        ('role = "police"', 'addressee = "lead"\nif_nobody = "skip"', "rule look: goes with a role only"),
        ('within = "1h"', 'within = "soon"', "within: 'soon' is not a duration such as 30m, 4h or 1d 12h"),
        ('within = "1h"', "within = 60", "within: 60 is not a duration such as 30m, 4h or 1d 12h"),
        ('within = "1h"', 'within = "0m"', "within: '0m' is no time at all"),
        ('closes_on = ["ChildLocated"]', "closes_on = []", "rule look: say what ends the reason for the duty"),
        ('source = "a test"', "", "source is missing"),
        ('mark = "D"', 'mark = "X"', "Invalid enum value 'X'; choose from S, K, D"),
        ('mark = "D"', 'mark = "D"\nescalate_to = ["boss"]', "boss is neither a role nor lead"),
        ('mark = "D"', 'mark = "D"\nescalate_to = ["lead", "lead"]', "comes back to somebody who already knows"),
        ('mark = "D"', 'mark = "D"\nescalate_to = ["police"]', "comes back to somebody who already knows"),
        ('mark = "D"', 'mark = "D"\nor_on = ["Rain"]', "rule look: there is no event Rain"),
        ('mark = "D"', 'mark = "D"\ninstead_of = ["x"]', "rule look: only a national playbook replaces rules"),
        ('role = "police"', 'role = "police"\nwhen = { risk = "high" }', "there is no risk here"),
        ('title = "Look for the child"', 'title = "Look', "Illegal character"),
        ('within = "1h"', 'counts = "working-days"', "rule look: says how its time is counted, and gives no time"),
        ('within = "1h"', 'within = "1h"\ncounts = "working-days"', "rule look: working days are whole days"),
        ('within = "1h"', 'within = "1h"\ncounts = "days"', "choose from hours, working-hours, working-days"),
        ('within = "1h"', 'within = "1h"\nnight = { begins = 22:00:00, within = "1h" }', "ends is missing"),
        (
            'within = "1h"',
            f'within = "1h"\n{NIGHT.format(6)}\ncounts = "working-hours"',
            "rule look: offices are closed",
        ),
        ('within = "1h"', f'within = "1h"\n{NIGHT.format(22)}', "the night ends at another hour than it begins"),
        ('mark = "D"', f'mark = "D"\n{SINCE}\nuntil = 2026-03-01T00:00:00Z', "rule look: a rule ends after it begins"),
        (
            'mark = "D"',
            'mark = "D"\npauses = ["court-awaited"]',
            "rule look: a clock that pauses says for which",
        ),
        ('mark = "D"', 'mark = "D"\npause_at_most = "2h"', "rule look: a clock that pauses says for which"),
        ('within = "1h"', 'pauses = ["x"]\npause_at_most = "2h"', "rule look: there is no clock to pause"),
        ('mark = "D"', 'mark = "D"\nacknowledge_within = "5m"', "say who is told where nobody acknowledges it"),
        ('mark = "D"', 'mark = "D"\ntitles = { fr = "Chercher" }', "rule look: fr is no language of this playbook"),
    ],
)
def test_a_fault_in_a_rule_is_named_with_its_line(tmp_path: Path, line: str, instead: str, fault: str) -> None:
    text = HEAD + BRING_IN + RULE
    assert line in RULE

    before, _, after = text.rpartition(line)
    text = before + instead + after
    (told, *more) = faults(tmp_path, a=text)

    assert fault in told
    assert more == []
    place, number, _ = told.split(":", 2)
    assert place == "a.toml"
    assert text.splitlines().index("[[rule]]") < int(number) <= len(text.splitlines())


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    bad = RULE.replace('"police"', '"dragon"').replace('"1h"', '"soon"')

    told = faults(tmp_path, a=HEAD + BRING_IN + bad, b="id = 1\n", c="= nothing")

    assert [line.rpartition(": ")[0].split(":")[0] for line in told] == ["a.toml"] * 2 + ["b.toml"] * 3 + ["c.toml"]
    assert told[0].startswith("a.toml:18: role: Invalid enum value 'dragon'")
    assert told[1].startswith("a.toml:22: within: 'soon'")


def test_what_two_files_say_together_is_checked(tmp_path: Path) -> None:
    national = HEAD + 'country = "it"\n' + BRING_IN + RULE.replace('mark = "D"', 'mark = "D"\ninstead_of = ["gone"]')

    told = faults(tmp_path, a=HEAD + BRING_IN + RULE + RULE, b=national)

    assert told == ["a.toml:28: rule look: another rule of this file has this id"]

    told = faults(tmp_path, a=HEAD + BRING_IN + RULE, b=national)

    assert told == [
        "a.toml:1: another file has the id common too",
        "a.toml:5: only one playbook can say how agencies are brought in",
        "b.toml:1: another file has the id common too",
        "b.toml:6: only one playbook can say how agencies are brought in",
        "b.toml:27: rule look: no common playbook has a rule gone",
    ]


def test_a_national_rule_never_bears_the_id_of_a_rule_that_it_replaces(tmp_path: Path) -> None:
    """Both would be left out by that name, and nobody would owe anything."""
    rule = RULE.replace('mark = "D"', 'mark = "D"\ninstead_of = ["look"]')
    national = HEAD.replace('"common"', '"it"') + 'country = "it"\n' + rule

    assert faults(tmp_path, a=HEAD + BRING_IN + RULE, b=national) == [
        "b.toml:18: rule look: a rule of this file is called look too and would be left out with it: give it another id"
    ]


def test_somebody_has_to_say_how_agencies_are_brought_in(tmp_path: Path) -> None:
    assert faults(tmp_path, a=HEAD + RULE) == [
        "a.toml:1: no playbook says with [bring_in] how a missing agency is brought in"
    ]


@pytest.mark.parametrize("section", ["rule = 3", "rule = [1]"])
def test_a_section_that_is_no_list_of_tables_is_refused(tmp_path: Path, section: str) -> None:
    assert faults(tmp_path, a=HEAD + section + BRING_IN) == ["a.toml:4: write [[rule]] above each of its entries"]


def test_a_folder_without_playbooks_is_refused(tmp_path: Path) -> None:
    (told,) = faults(tmp_path)

    assert told.endswith("there is no playbook here")


def test_a_file_that_cannot_be_read_or_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")

    told = faults(tmp_path)

    assert told == ["bytes.toml:1: is not UTF-8 text", "folder.toml:1: cannot be read: Is a directory"]


def test_a_long_text_hides_no_line(tmp_path: Path) -> None:
    long = RULE.replace('why = "Somebody has to."', 'why = """\nwithin = "5h"\n"""').replace('"1h"', '"soon"')

    (told,) = faults(tmp_path, a=HEAD + BRING_IN + long)

    assert told.startswith("a.toml:24: within")


def test_durations_are_read_as_people_write_them() -> None:
    assert duration("1d 12h") == timedelta(hours=36)
    assert duration("90m") == timedelta(hours=1, minutes=30)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('languages = ["fr"]', "a.toml:8: rule look: the title in fr is missing"),
        ("valid_from = 2026-03-01\nvalid_to = 2026-03-01", "a.toml:5: valid_to: a playbook ends after it begins"),
        ("office = { begins = 17:00:00, ends = 09:00:00 }", "a.toml:4: office: office hours end after they begin"),
    ],
)
def test_a_fault_in_what_holds_for_all_rules_is_named(tmp_path: Path, line: str, fault: str) -> None:
    (told,) = faults(tmp_path, a=HEAD + line + RULE, b=HEAD.replace("common", "other") + BRING_IN)

    assert told.startswith(fault) or told.split(": ", 1)[1] in fault


def test_all_of_the_format_is_read(tmp_path: Path) -> None:
    head = HEAD + 'languages = ["fr"]\nvalid_from = 2026-03-01\noffice = { begins = 08:00:00, ends = 16:00:00 }\n'
    more = f'titles = {{ fr = "Chercher" }}\nwhen = {{ worrying = true }}\n{SINCE}\n{NIGHT.format(6)}\n'
    (tmp_path / "a.toml").write_text(head + BRING_IN + RULE + more, encoding="utf-8")

    (playbook,) = load_playbooks(tmp_path).playbooks

    (rule,) = playbook.rules
    assert (playbook.valid_from, playbook.office) == (date(2026, 3, 1), Hours(time(8), time(16)))
    assert (rule.titles, rule.when.worrying) == ({"fr": "Chercher"}, True)
    assert rule.night == Night(time(22), time(6), timedelta(minutes=30))
