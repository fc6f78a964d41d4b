"""What of a tally may be told: small numbers are hidden, the others rounded, so that no difference gives one back.

Invariant: a number from 1 to 7 is never told, and no other but 0 exactly; there are no sums. See ADR 84 for why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from web.statistics.tallies import Group, Tally

SMALL = 7
"""The largest number that is hidden."""

BASE = 5
"""To the nearest multiple of this the others are rounded."""


@dataclass(frozen=True)
class Shown:
    """A tally as it is told. None is a small number; *to_claim* is in whole minutes, none for too few."""

    group: Group
    title: str
    opened: int | None
    late: int | None
    in_time: int | None
    to_claim: timedelta | None


def rounded(number: int) -> int | None:
    """*number* as it is told: none at all, hidden, or rounded to the nearest multiple of five."""
    if 0 < number <= SMALL:
        return None
    return (number + BASE // 2) // BASE * BASE


def shown(tallies: Iterable[Tally]) -> list[Shown]:
    """*tallies* as they are told; of a group that is small itself, nothing but that there is one."""
    return [_shown(each) for each in tallies]


def _shown(each: Tally) -> Shown:
    opened = rounded(each.opened)
    if opened is None:
        return Shown(each.group, each.title, None, None, None, None)
    enough = len(each.until_claimed) > SMALL
    return Shown(
        group=each.group,
        title=each.title,
        opened=opened,
        late=rounded(each.late),
        in_time=rounded(each.in_time),
        to_claim=_minutes(each.to_claim) if enough else None,
    )


def _minutes(span: timedelta | None) -> timedelta | None:
    return None if span is None else timedelta(minutes=round(span / timedelta(minutes=1)))
