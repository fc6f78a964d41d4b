"""How long the record of who looked is kept: for each country so many months, and a month goes as a whole.

Invariant: what a consultation is kept for is decided when it is written, and no two of one country and month go at
different times; nothing that still has to be kept is touched when others go.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from domain.codes import Country

MONTHS_OF_A_YEAR = 12

KEPT_MONTHS: Mapping[str, int] = {
    Country.BE: 36,
    Country.FR: 36,
    Country.GR: 36,
    Country.IT: 36,
    Country.SE: 36,
    Country.UK: 36,
}
"""After the month of the consultation. Three years are what Article 12 of Regulation (EU) 2018/1862 gives the logs of
the Schengen Information System; no country here has told us another number, and one that does gets it in this table."""

ELSEWHERE = "zz"
"""Stands for the country where an agency has none; kept as long as the longest."""


def place_of(country: str, at: datetime) -> str:
    """Where consultations by agencies of *country* in the month of *at* stand: the first tokens of their subject."""
    return f"{country if country in KEPT_MONTHS else ELSEWHERE}.{at.astimezone(UTC):%Y-%m}"


def seconds_kept(country: str, at: datetime) -> int:
    """How long a consultation *at* a moment is kept: to the end of its month, and the months of *country* after it."""
    months = KEPT_MONTHS.get(country) or max(KEPT_MONTHS.values())
    moment = at.astimezone(UTC)
    year, month = divmod(moment.year * MONTHS_OF_A_YEAR + moment.month + months, MONTHS_OF_A_YEAR)
    gone = datetime(year, month + 1, 1, tzinfo=UTC)
    return int((gone - moment).total_seconds())
