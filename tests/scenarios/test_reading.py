"""Reading scenarios and the demo's people: what is right, and every fault with its line."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.case.commands import JoinAgency, NoticeAbsence
from domain.codes import Country, Role
from infra.scenarios import load_people, load_scenarios
from infra.tables import FilesRefused
from tests.scenarios.small import FOLDER, PEOPLE, STORY, read

WORKING = ("police", "guardian", "carer", "protection", "hotline", "asylum")
START = datetime(2026, 3, 2, tzinfo=UTC)


def test_everybody_who_can_sign_in_to_the_demo_is_there() -> None:
    expected = {f"{role}{second}.{country}" for role in WORKING for second in ("", "2") for country in Country}
    expected |= {f"{role}.{country}" for role in ("chair", "auditor", "admin") for country in Country}

    assert set(PEOPLE.accounts) == expected
    assert set(PEOPLE.agencies) == {f"{role}.{country}" for role in Role for country in Country}
    assert PEOPLE.accounts["police2.be"].email == "police2.be@lantern.example"
    assert PEOPLE.accounts["police2.be"].agency == PEOPLE.accounts["police.be"].agency == PEOPLE.agencies["police.be"]


def test_every_name_of_the_demo_is_given_once() -> None:
    names = Counter(getattr(command, "name", "") for _, _, command in PEOPLE.commands)

    assert names.most_common(1)[0][1] == 1


def test_the_shipped_scenarios_are_read() -> None:
    assert [scenario.id for scenario in load_scenarios(FOLDER, PEOPLE)] == ["abena", "background", "qiro"]


def test_a_step_is_a_command_with_everything_pointed_to(tmp_path: Path) -> None:
    (story,) = read(tmp_path)
    absence, _, joining = story.steps[1:]

    noticed, join = absence.command(PEOPLE, START), joining.command(PEOPLE, START)

    assert isinstance(noticed, NoticeAbsence)
    assert noticed.last_seen_at == START + timedelta(hours=1)
    assert join == JoinAgency(agency=PEOPLE.agencies["police.it"], role=Role.POLICE, country=Country.IT)
    assert (absence.occurred, absence.at) == (timedelta(hours=2), timedelta(hours=2, minutes=10))
    assert story.until == 2
    assert absence.where == "small.toml:12"


def test_identifiers_stay_the_same_from_one_reading_to_the_next(tmp_path: Path) -> None:
    assert read(tmp_path) == read(tmp_path)


def test_identifiers_of_unrelated_steps_stay_when_a_step_is_added(tmp_path: Path) -> None:
    (before,) = read(tmp_path)
    (after,) = read(tmp_path, STORY + '[[step]]\nat = "+1d 03:00"\nby = "carer.it"\nas = "accept-lead"\n')

    assert [step.command_id for step in after.steps[:4]] == [step.command_id for step in before.steps]


@pytest.mark.parametrize(
    ("line", "instead", "fault"),
    [
        ('as = "open-case"', 'as = "open-box"', "9: there is no command open-box for a case or a task"),
        ('as = "open-case"', 'as = "add-member"', "9: there is no command add-member for a case or a task"),
        ('at = "+0d 00:00"', 'at = "noon"', "7: at: 'noon' is not a time since the start such as +2d 21:40"),
        ('at = "+0d 00:00"', "", "6: at is missing"),
        ('at = "+1d 02:20"', 'at = "+0d 02:05"', "24: at: this step comes before the one above it"),
        ('occurred = "+0d 02:00"', 'occurred = "+0d 02:11"', "14: occurred: it is recorded before it has happened"),
        ('occurred = "+0d 02:00"', 'occurred = "2 am"', "14: occurred: '2 am' is not a time since the start"),
        ('by = "carer2.it"', 'by = "baker.it"', "15: there is nobody with the account baker.it"),
        ('name = "absent"', 'name = "gone"', "4: no step has the name absent"),
        ('country = "it"\nlast', 'country = "xx"\nlast', "20: country: Invalid enum value 'xx'; choose from be, fr"),
        ('country = "it"\nlast', "last", "18: country is missing"),
        ("last_seen_at", "last_seen", "21: there is no last_seen here; did you mean last_seen_at?"),
        ("time:+0d 01:00", "time:dawn", "18: 'dawn' is not a time since the start"),
        ("agency:police.it", "agency:fire.it", "33: there is no agency fire.it"),
        ("agency:police.it", "member:fire.it", "33: there is no member fire.it"),
        ('task = "search-site"', "", "26: say with task which task is meant"),
        ('task = "search-site"', 'task = "search-site"\nof = "fire.it"', "28: there is no agency fire.it"),
        ('as = "open-case"', 'as = "open-case"\ntask = "x"', "10: open-case is not done to a task"),
        ('task = "search-site"', 'task = "search-site"\nname = "absent"', "28: another step has the name absent"),
        ('title = "A small story"', "", "1: title is missing"),
    ],
)
def test_a_fault_is_told_with_file_and_line(tmp_path: Path, line: str, instead: str, fault: str) -> None:
    assert line in STORY

    with pytest.raises(FilesRefused) as refused:
        read(tmp_path, STORY.replace(line, instead, 1))

    assert f"small.toml:{fault}" in str(refused.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    spoilt = STORY.replace("carer.it", "baker.it").replace("+0d 00:00", "noon")

    with pytest.raises(FilesRefused) as refused:
        read(tmp_path, spoilt)

    assert [(fault.line, fault.what.split(":")[0]) for fault in refused.value.faults] == [
        (7, "at"),
        (8, "there is nobody with the account baker.it"),
        (25, "there is nobody with the account baker.it"),
        (31, "there is nobody with the account baker.it"),
    ]


COURSE = """id = "week"
title = "A week"
about = "The same in two countries."

[[course]]
id = "c"
countries = ["it", "fr"]
stagger = "7m"

[[course.step]]
at = "+0d 00:00"
by = "carer.here"
as = "open-case"
data = { reference = "HERE-2026-001", country = "here" }

[[course.step]]
at = "+0d 01:00"
by = "carer.here"
as = "join-agency"
data = { agency = "agency:police.here" }
"""


def test_a_course_is_told_once_and_runs_in_every_country(tmp_path: Path) -> None:
    (week,) = read(tmp_path, COURSE)

    told = [(step.at, step.by.name, step.case) for step in week.steps]

    assert told == [
        (timedelta(0), "carer.it", "week/c-it"),
        (timedelta(minutes=7), "carer.fr", "week/c-fr"),
        (timedelta(hours=1), "carer.it", "week/c-it"),
        (timedelta(hours=1, minutes=7), "carer.fr", "week/c-fr"),
    ]
    assert getattr(week.steps[1].command(PEOPLE, START), "reference", "") == "FR-2026-001"


@pytest.mark.parametrize(
    ("line", "instead", "fault"),
    [
        ('as = "join-agency"', 'as = "hop"', "19: there is no command hop for a case or a task"),
        ('stagger = "7m"', 'stagger = "later"', "8: stagger: 'later' is not a duration"),
        ('by = "carer.here"', 'by = "cook.here"', "12: there is nobody with the account cook.it"),
    ],
)
def test_a_fault_in_a_course_is_told_with_its_line(tmp_path: Path, line: str, instead: str, fault: str) -> None:
    with pytest.raises(FilesRefused) as refused:
        read(tmp_path, COURSE.replace(line, instead, 1))

    assert f"small.toml:{fault}" in str(refused.value)


PEOPLE_FILE = """
[[agency]]
key = "police.be"
name = "Police"

[[member]]
account = "police.be"
agency = "police.be"
name = "Somebody"
"""


@pytest.mark.parametrize(
    ("line", "instead", "fault"),
    [
        ('key = "police.be"', 'key = "fire.be"', "3: fire.be is not a role and a country such as police.be"),
        ('key = "police.be"', 'key = "police"', "3: police is not a role and a country such as police.be"),
        ('key = "police.be"', "", "2: key is missing"),
        ('agency = "police.be"', 'agency = "police.fr"', "8: there is no agency police.fr"),
        ('name = "Somebody"', 'nam = "Somebody"', "9: there is no nam here; did you mean name?"),
        ('name = "Somebody"', 'name = "Somebody"\nroles = ["boss"]', "10: roles: Invalid enum value 'boss'"),
    ],
)
def test_a_fault_in_the_directory_is_told_with_its_line(tmp_path: Path, line: str, instead: str, fault: str) -> None:
    (tmp_path / "directory.toml").write_text(PEOPLE_FILE.replace(line, instead, 1), encoding="utf-8")

    with pytest.raises(FilesRefused) as refused:
        load_people(tmp_path / "directory.toml")

    assert f"directory.toml:{fault}" in str(refused.value)


def test_agencies_and_accounts_are_named_once(tmp_path: Path) -> None:
    (tmp_path / "directory.toml").write_text(PEOPLE_FILE * 2, encoding="utf-8")

    with pytest.raises(FilesRefused) as refused:
        load_people(tmp_path / "directory.toml")

    assert str(refused.value).splitlines() == [
        "directory.toml:12: another agency has the key police.be",
        "directory.toml:16: somebody else has the account police.be",
    ]
