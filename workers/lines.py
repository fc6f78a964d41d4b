"""How agencies are reached now, read from the directory view.

Invariant: a member who is suspended is not reached. A time zone that this machine does not know is taken for UTC.
"""

from __future__ import annotations

from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.directory.codes import MemberRole
from domain.directory.reaching import Line
from projections import directory
from projections.views import Documents


class DirectoryLines:
    """Implements :data:`domain.directory.reaching.Lines`."""

    def __init__(self, documents: Documents) -> None:
        """Read the directory in *documents*."""
        self._documents = documents

    def __call__(self, agency: str) -> Line | None:
        """How *agency* is reached; nothing for what is no registered agency, such as a role."""
        found = self._documents.get(directory.VIEW, agency)
        if found is None:
            return None
        active = {member.id for member in found.members if not member.suspended}
        return Line(
            agency=found.id,
            zone=_zone(found.zone),
            hours=found.hours,
            fallback=found.fallback,
            shifts=tuple(shift for shift in found.shifts if shift.member in active),
            on_duty=tuple(m.id for m in found.members if m.id in active and MemberRole.DUTY in m.roles),
        )


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
