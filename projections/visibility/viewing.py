"""On whose behalf somebody looks, and how far they see a case.

Invariant: nothing is seen without a part in the case, except by Lantern itself and by auditors of a country concerned;
who has been asked and has not accepted takes no part.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from datetime import datetime

import msgspec

from domain.auditing.events import OF_THE_AUDIT
from domain.case.audience import SUPERVISED, audience_of
from domain.case.codes import CASE_ROLES, PROTECTED_CIRCLE
from domain.codes import Country, Role
from domain.context import SYSTEM_AGENCY
from domain.envelope import Audience, AudienceKind
from projections.cases import Membership


class Viewer(msgspec.Struct, frozen=True):
    """On whose behalf somebody looks; an *officer* answers for the data protection of their agency."""

    agency: str
    role: Role | None
    country: Country | None
    officer: bool = False


LANTERN = Viewer(SYSTEM_AGENCY, None, None)


class Access(enum.Enum):
    """How far somebody sees a case."""

    NONE = "none"
    AUDIT = "audit"
    WORK = "work"
    ALL = "all"


def access(viewer: Viewer, agencies: Iterable[Membership], at: datetime | None = None) -> Access:
    """How far *viewer* sees the case of these *agencies*: now, or as it was *at* a moment."""
    if viewer.agency == SYSTEM_AGENCY:
        return Access.ALL
    if viewer.role is Role.AUDITOR:
        return Access.AUDIT if _concerns(viewer.country, agencies, at) else Access.NONE
    if viewer.role not in CASE_ROLES:
        return Access.NONE
    return Access.WORK if any(part.agency == viewer.agency and part.at(at) for part in agencies) else Access.NONE


def _concerns(country: Country | None, agencies: Iterable[Membership], at: datetime | None) -> bool:
    return any(part.country == country and (at is None or part.since <= at) for part in agencies)


def may_see(viewer: Viewer, seen: Access, audience: Audience, by: str | None = None, name: str = "") -> bool:
    """Whether a fact for *audience*, recorded *by* an agency, is for *viewer*, who has *seen* access to the case."""
    if seen is Access.ALL:
        return True
    if seen is Access.NONE:
        return False
    if seen is Access.AUDIT and name in SUPERVISED | OF_THE_AUDIT:
        return True
    audience = audience_of(name, audience)
    if audience.kind is AudienceKind.PROTECTED:
        return seen is Access.WORK and viewer.role in PROTECTED_CIRCLE
    if audience.kind is AudienceKind.NAMED:
        return seen is Access.WORK and viewer.agency in {*audience.agencies, by}
    return True


def insiders(audience: Audience, agencies: Iterable[Membership]) -> tuple[str, ...]:
    """Those of the *agencies* taking part that something for *audience* is for."""
    inside = (part for part in agencies if may_see(_eyes(part), Access.WORK, audience))
    return tuple(part.agency for part in inside)


def _eyes(part: Membership) -> Viewer:
    return Viewer(part.agency, part.role, part.country)


def works_on(viewer: Viewer, agencies: Iterable[Membership]) -> bool:
    """Whether *viewer* works on the case of these *agencies* rather than reading it."""
    return access(viewer, agencies) is Access.WORK


def may_be_told(
    viewer: Viewer, agencies: Iterable[Membership], audience: Audience, by: str | None = None, name: str = ""
) -> bool:
    """Whether *viewer* may be told that there is a fact for *audience*: in the news of a page, in a notice, in a count.

    The same as seeing it, and never more: that something happened is as telling as what.
    """
    return may_see(viewer, access(viewer, agencies), audience, by, name)
