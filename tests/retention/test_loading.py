"""The files of how long records are kept: whole for every country, and refused with every fault at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.codes import Country
from domain.retention.codes import RecordClass
from infra.data import RETENTION
from infra.retention import load_retention
from infra.tables import FilesRefused


def faults(folder: Path) -> list[str]:
    with pytest.raises(FilesRefused) as refused:
        load_retention(folder)
    return str(refused.value).splitlines()


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """The files of the repository, to be damaged."""
    for file in RETENTION.glob("*.toml"):
        (tmp_path / file.name).write_text(file.read_text())
    return tmp_path


def damage(folder: Path, *pairs: tuple[str, str], name: str = "be.toml") -> None:
    text = (folder / name).read_text()
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after, 1)
    (folder / name).write_text(text)


def test_every_country_has_a_rule_with_a_source_for_every_class() -> None:
    countries = load_retention(RETENTION).countries

    assert set(countries) == set(Country)
    for rules in countries.values():
        assert [rules.of(kind).of for kind in RecordClass] == list(RecordClass)
        assert all(rule.source for rule in rules.rules)


def test_a_number_that_no_law_gave_is_marked_as_one_of_the_installation() -> None:
    countries = load_retention(RETENTION).countries

    assert countries[Country.BE].of(RecordClass.CASE_FILE).is_default
    assert not countries[Country.UK].of(RecordClass.CASE_FILE).is_default


def test_all_faults_of_all_files_are_told_at_once_with_their_lines(folder: Path) -> None:
    damage(folder, ("months = 120", "months = 0"), ('mark = "D"', 'mark = "X"'), ('"places"', '"placess"'))
    damage(folder, ("source =", "sauce ="), name="fr.toml")

    told = faults(folder)

    assert [line.split(": ", 2)[:2] for line in told] == [
        ["be.toml:11", "months"],
        ["be.toml:14", "mark"],
        ["be.toml:26", "class"],
        ["fr.toml:9", "source is missing"],
        ["fr.toml:13", "there is no sauce here; did you mean source?"],
    ]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('class = "places"', 'class = "case-file"', "be.toml:26: class: another rule of this file is for case-file"),
        ('class = "places"', 'class = "case-file"', "be.toml:9: there is no rule for places"),
        ('country = "be"', 'country = "fr"', "fr.toml:6: be.toml says this for fr already"),
        ('country = "be"', 'country = "fr"', "retention/:1: no file says how long records are kept in be"),
    ],
)
def test_what_is_double_or_missing_is_a_fault(folder: Path, before: str, after: str, told: str) -> None:
    damage(folder, (before, after))

    assert told.replace("retention/", f"{folder.name}/") in faults(folder)


def test_a_month_of_consultations_is_counted_from_its_end(folder: Path) -> None:
    text = (folder / "be.toml").read_text()
    (folder / "be.toml").write_text('counted_from = "birth"'.join(text.rsplit('counted_from = "closed"', 1)))

    assert faults(folder) == ["be.toml:36: counted_from: a month of consultations is counted from its end"]
