"""Who looked into a case without any duty in it.

Invariant: a look is judged by the duties that were there when it happened, never by what its reason says; whose office
it is to look at what they have no duty in is left out by their role, and what an emergency opened is its own check.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import msgspec

from domain.codes import Role
from projections.findings.checks import LOOKED_AFTER, Check, Finding, anchored
from projections.findings.duties import AuditedDuty
from projections.findings.files import AuditedFile

BY_OFFICE = frozenset({Role.AUDITOR, Role.CHAIR})
"""They look at what others do: no duty of a case is theirs."""


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of an agency with a *role* opened something of a case, and had *said* why."""

    member: str
    agency: str
    role: Role | None
    at: datetime
    said: str


class Asked(msgspec.Struct, frozen=True):
    """An *agency* is asked to a conference about a case, *since* it was called *until* that is over; none while not."""

    agency: str
    since: datetime
    until: datetime | None


def looked_without_task(
    case: str,
    looks: Iterable[Look],
    duties: Sequence[AuditedDuty],
    file: AuditedFile | None,
    asked: Sequence[Asked] = (),
) -> list[Finding]:
    """One finding for each person and day on which they looked and their agency had no duty in the case.

    To be *asked* to a conference is a reason to look, like a duty.
    """
    days: dict[tuple[str, str, str], list[Look]] = {}
    for look in sorted(looks, key=lambda each: each.at):
        if look.role is None or look.role in BY_OFFICE or _on_duty(look, duties) or _in_emergency(look, file):
            continue
        if any(_to_be_there(look, each) for each in asked):
            continue
        days.setdefault((look.agency, look.member, f"{look.at.astimezone(UTC):%Y-%m-%d}"), []).append(look)
    return [_finding(case, day, some) for day, some in days.items()]


def _finding(case: str, day: tuple[str, str, str], looks: Sequence[Look]) -> Finding:
    return Finding(
        check=Check.LOOKED,
        anchor=anchored(case, *day),
        case=case,
        agency=looks[0].agency,
        since=looks[0].at,
        member=looks[0].member,
        times=len(looks),
        said=tuple(sorted({look.said for look in looks if look.said})),
    )


def _on_duty(look: Look, duties: Iterable[AuditedDuty]) -> bool:
    return any(_held(look, duty) for duty in duties)


def _held(look: Look, duty: AuditedDuty) -> bool:
    """Whether the agency had the duty, or was asked to take it, when it looked or not long before."""
    begun = [each.since for each in duty.held if each.agency == look.agency]
    if not begun or look.at < min(begun):
        return False
    gone = (each.since for each in duty.held if each.since > max(begun) and not each.offered)
    left = next(gone, None)
    ended = duty.turns[-1].ended
    ends = [at for at in (left, ended.at if ended else None) if at is not None]
    return not ends or look.at <= min(ends) + LOOKED_AFTER


def _to_be_there(look: Look, asked: Asked) -> bool:
    """Whether the agency was asked to a conference when it looked, or not long before."""
    over = asked.until is not None and look.at > asked.until + LOOKED_AFTER
    return look.agency == asked.agency and asked.since <= look.at and not over


def _in_emergency(look: Look, file: AuditedFile | None) -> bool:
    accesses = file.accesses if file else ()
    return any(each.agency == look.agency and each.taken.at <= look.at < each.until for each in accesses)
