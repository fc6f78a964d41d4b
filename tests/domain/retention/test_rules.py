"""When the time of a case is over: counted from the closing or the birth, by the rule that keeps longest."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.codes import AgeBand, Country
from domain.retention.codes import CountedFrom, RecordClass
from domain.retention.rules import Over, Retention, RetentionRule, RulesOfCountry, months_after

CLOSED = datetime(2026, 3, 31, 20, tzinfo=UTC)


def rules(country: Country, months: int, counted: CountedFrom = CountedFrom.CLOSED) -> RulesOfCountry:
    made = [
        RetentionRule(of=kind, months=months, counted_from=counted, source="-", mark="D" if months < 600 else "S")
        for kind in RecordClass
    ]
    return RulesOfCountry(country=country, version="1", rules=tuple(made))


RETENTION = Retention([rules(Country.BE, 120), rules(Country.UK, 900, CountedFrom.BIRTH)])


@pytest.mark.parametrize(
    ("months", "day"), [(0, "2026-03-31"), (1, "2026-04-30"), (11, "2027-02-28"), (23, "2028-02-29")]
)
def test_months_end_on_the_same_day_or_the_last_there_is(months: int, day: str) -> None:
    assert months_after(CLOSED, months).date().isoformat() == day


def test_each_class_is_due_by_the_rule_of_its_country() -> None:
    due = RETENTION.due(Over(closed_at=CLOSED, countries=(Country.BE,)))

    assert [(each.of, each.at.year, each.name) for each in due] == [
        (kind, 2036, f"be.{kind} 1") for kind in (RecordClass.CASE_FILE, RecordClass.HEALTH, RecordClass.PLACES)
    ]


def test_of_several_countries_the_one_that_keeps_longest_counts() -> None:
    due = RETENTION.due(Over(closed_at=CLOSED, countries=(Country.BE, Country.UK)))

    assert {(each.country, each.at.year) for each in due} == {(Country.UK, 2101)}


@pytest.mark.parametrize(
    ("age", "year"),
    [(AgeBand.UNKNOWN, 2101), (AgeBand.UNDER_13, 2101), (AgeBand.FROM_13, 2088), (AgeBand.FROM_16, 2085)],
)
def test_what_counts_from_birth_takes_the_youngest_of_the_age_group(age: AgeBand, year: int) -> None:
    due = RETENTION.due(Over(closed_at=CLOSED, countries=(Country.UK,), age=age))

    assert {each.at.year for each in due} == {year}


def test_a_number_of_the_installation_is_told_from_one_of_the_law() -> None:
    ours = RETENTION.countries[Country.BE].of(RecordClass.PLACES)

    assert ours.is_default
    assert not RETENTION.countries[Country.UK].of(RecordClass.PLACES).is_default
