"""The rules of how long things are kept, and when the time of a case is over.

Invariant: pure functions of the rules and of facts in clear. Where several rules hold, because agencies of several
countries took part, the one that keeps longest counts; where an age is in doubt, the younger one does.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Literal

import msgspec

from domain.codes import AgeBand, Country
from domain.retention.codes import OF_A_CASE, CountedFrom, RecordClass

MONTHS_OF_A_YEAR = 12

YOUNGEST: Mapping[AgeBand, int] = {
    AgeBand.UNKNOWN: 0,
    AgeBand.UNDER_13: 0,
    AgeBand.FROM_13: 13,
    AgeBand.FROM_16: 16,
}
"""How old a child of an age group was at least when it was written down."""

Mark = Literal["S", "K", "D"]
"""How sure a number is: read in its *source*, known without having been read, or decided by this installation."""

Months = Annotated[int, msgspec.Meta(ge=1, le=1200)]
"""Up to a hundred years: what is longer is a slip of the finger."""

Words = Annotated[str, msgspec.Meta(min_length=1)]


class RetentionRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"of": "class"}):
    """How long the records of one class are kept under the law of one country, and who says so."""

    of: RecordClass
    months: Months
    counted_from: CountedFrom = CountedFrom.CLOSED
    source: Words
    mark: Mark
    why: str = ""

    @property
    def is_default(self) -> bool:
        """Whether no law was found that gives the number, and this installation chose it."""
        return self.mark == "D"


class RulesOfCountry(msgspec.Struct, frozen=True, kw_only=True):
    """What holds in one country, as of a *version* of its file."""

    country: Country
    version: str
    rules: tuple[RetentionRule, ...]

    def of(self, kind: RecordClass) -> RetentionRule:
        """The rule for the records of that *kind*; a country has one for each."""
        return next(rule for rule in self.rules if rule.of is kind)

    def name(self, kind: RecordClass) -> str:
        """What the rule is called for ever: country, class and version of the file."""
        return f"{self.country}.{kind} {self.version}"


class Over(msgspec.Struct, frozen=True, kw_only=True):
    """A case that is over: *closed_at*, agencies of which *countries* took part, and the child's *age* group."""

    closed_at: datetime
    countries: tuple[Country, ...]
    age: AgeBand = AgeBand.UNKNOWN


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """When the records of one class of a case need not be kept any more, and the rule that says so."""

    of: RecordClass
    at: datetime
    name: str
    country: Country
    rule: RetentionRule


class Retention:
    """The rules of all countries."""

    def __init__(self, countries: Iterable[RulesOfCountry]) -> None:
        """Use these; each country once, with a rule for each class."""
        self.countries: Mapping[Country, RulesOfCountry] = {each.country: each for each in countries}

    def due(self, case: Over) -> Sequence[Due]:
        """When each class of *case* is due, the longest rule of its countries counting."""
        return [max(self._due(case, kind), key=lambda due: (due.at, due.name)) for kind in OF_A_CASE]

    def _due(self, case: Over, kind: RecordClass) -> Iterable[Due]:
        for country in case.countries:
            rules = self.countries[country]
            rule = rules.of(kind)
            lived = YOUNGEST[case.age] * MONTHS_OF_A_YEAR if rule.counted_from is CountedFrom.BIRTH else 0
            at = months_after(case.closed_at, max(0, rule.months - lived))
            yield Due(of=kind, at=at, name=rules.name(kind), country=country, rule=rule)


def months_after(moment: datetime, months: int) -> datetime:
    """The same day so many *months* later, the last of the month where it has no such day."""
    at = moment.astimezone(UTC)
    years, month = divmod(at.month - 1 + months, MONTHS_OF_A_YEAR)
    year = at.year + years
    return at.replace(year=year, month=month + 1, day=min(at.day, calendar.monthrange(year, month + 1)[1]))
