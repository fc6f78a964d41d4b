"""Time zones and public holidays of the countries that take part.

Invariant: what is a holiday comes from the ``holidays`` package in its pinned version; a deadline that was written down
once is never computed again, so a newer version moves no deadline that runs.
"""

from datetime import UTC, date, tzinfo
from zoneinfo import ZoneInfo

import holidays

from domain.codes import Country

ZONES = {
    Country.BE: "Europe/Brussels",
    Country.FR: "Europe/Paris",
    Country.GR: "Europe/Athens",
    Country.IT: "Europe/Rome",
    Country.SE: "Europe/Stockholm",
    Country.UK: "Europe/London",
}
CODES = {country: country.value.upper() for country in Country} | {Country.UK: "GB"}
"""ISO 3166 says GB where everybody says UK."""

PARTS = {Country.UK: "ENG"}
"""The part of a country whose holidays count where the parts differ."""

SATURDAY = 5


class PublicHolidays:
    """Implements :class:`domain.playbook.counting.Calendar`."""

    def __init__(self) -> None:
        """Know every country; a year is worked out when it is first asked for."""
        self._zones = {country: ZoneInfo(name) for country, name in ZONES.items()}
        self._days = {country: holidays.country_holidays(CODES[country], PARTS.get(country)) for country in Country}

    def zone(self, country: Country | None) -> tzinfo:
        """The time zone of *country*; UTC for none."""
        return UTC if country is None else self._zones[country]

    def is_working_day(self, day: date, country: Country | None) -> bool:
        """Whether *day* is neither at a weekend nor a public holiday of *country*."""
        return day.weekday() < SATURDAY and (country is None or day not in self._days[country])

    def is_holiday(self, day: date, country: Country | None) -> bool:
        """Whether *day* is a public holiday of *country*, at a weekend too."""
        return country is not None and day in self._days[country]
