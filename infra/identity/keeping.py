"""How long the record of who looked is kept: for each country so many months, and a month goes as a whole.

Invariant: what a consultation is kept for is decided when it is written, and no two of one country and month go at
different times; nothing that still has to be kept is touched when others go.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache

from domain.retention.codes import RecordClass
from infra.data import RETENTION
from infra.retention import load_retention

MONTHS_OF_A_YEAR = 12


@cache
def kept_months() -> Mapping[str, int]:
    """How many months after the month of a consultation it is kept, by country, as the retention rules say."""
    rules = load_retention(RETENTION).countries
    return {country: each.of(RecordClass.CONSULTATIONS).months for country, each in rules.items()}


ELSEWHERE = "zz"
"""Stands for the country where an agency has none; kept as long as the longest."""


def place_of(country: str, at: datetime) -> str:
    """Where consultations by agencies of *country* in the month of *at* stand: the first tokens of their subject."""
    return f"{country if country in kept_months() else ELSEWHERE}.{at.astimezone(UTC):%Y-%m}"


def seconds_kept(country: str, at: datetime) -> int:
    """How long a consultation *at* a moment is kept: to the end of its month, and the months of *country* after it."""
    months = kept_months().get(country) or max(kept_months().values())
    moment = at.astimezone(UTC)
    year, month = divmod(moment.year * MONTHS_OF_A_YEAR + moment.month + months, MONTHS_OF_A_YEAR)
    gone = datetime(year, month + 1, 1, tzinfo=UTC)
    return int((gone - moment).total_seconds())
