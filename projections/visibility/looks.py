"""How far somebody is told who looked.

Invariant: names are for who answers for them; administrators are told nothing of any case.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable

from domain.codes import Role
from domain.context import SYSTEM_AGENCY
from projections.cases import Membership
from projections.visibility.viewing import Access, Viewer, access


class Looks(enum.Enum):
    """How far somebody is told who looked."""

    NONE = "none"
    AGENCIES = "agencies"
    NAMES = "names"


def looks_seen(viewer: Viewer, by: Viewer, agencies: Iterable[Membership] | None = None) -> Looks:
    """How far *viewer* is told that somebody of *by* looked at the case of these *agencies*, or at none."""
    if viewer.agency == SYSTEM_AGENCY or (viewer.officer and viewer.agency == by.agency):
        return Looks.NAMES
    if agencies is None:
        return Looks.NAMES if viewer.role is Role.AUDITOR and viewer.country == by.country else Looks.NONE
    told = {Access.AUDIT: Looks.NAMES, Access.ALL: Looks.NAMES, Access.WORK: Looks.AGENCIES, Access.NONE: Looks.NONE}
    return told[access(viewer, agencies)]


def reads_looks(viewer: Viewer) -> bool:
    """Whether *viewer* reads the record of who looked across cases, and takes copies of it."""
    return viewer.role is Role.AUDITOR or viewer.officer or viewer.agency == SYSTEM_AGENCY
