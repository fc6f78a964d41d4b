"""How an agency is reached, as its document says: on holidays, and with the line that is no agency."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, cast
from zoneinfo import ZoneInfo

from domain.codes import Country, Role
from domain.directory.reaching import Line, OpenHours, is_open
from infra.calendars import PublicHolidays
from projections import directory
from projections.lines import DirectoryLines, line_of

ATHENS = ZoneInfo("Europe/Athens")
NERM = directory.Agency(
    id="nerm",
    name="National Mechanism",
    role=Role.HOTLINE,
    country=Country.GR,
    zone="Europe/Athens",
    hours=(OpenHours((1, 2, 3, 4, 5, 6, 7), time(8), time(22)),),
    line="116 000, day and night",
    closed_on_holidays=True,
)
INDEPENDENCE = datetime(2026, 3, 25, 12, tzinfo=ATHENS)


class Shelf:
    """One document."""

    def get(self, _: object, key: str) -> directory.Agency | None:
        return NERM if key == NERM.id else None


def test_an_agency_that_closes_on_holidays_is_closed_on_those_of_its_country() -> None:
    line = DirectoryLines(cast("Any", Shelf()), PublicHolidays().is_holiday)("nerm")

    assert isinstance(line, Line)
    assert not is_open(line, INDEPENDENCE)
    assert is_open(line, INDEPENDENCE.replace(day=26))
    assert line.other == "116 000, day and night"


def test_where_no_holidays_are_known_the_line_is_open_on_all_days() -> None:
    assert is_open(line_of(NERM), INDEPENDENCE)


def test_a_holiday_at_a_weekend_is_one_too_and_no_country_has_none() -> None:
    christmas = date(2027, 12, 25)  # a Saturday

    assert PublicHolidays().is_holiday(christmas, Country.GR)
    assert not PublicHolidays().is_holiday(christmas, None)
