"""In which cases and tasks somebody looks at all: for lists, boards, counts and the search.

Invariant: what is asked of the views names the reader's own from the start, so that neither an answer, nor a count, nor
the time it takes tells of anything else; a list holds no private text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.case.codes import CASE_ROLES
from domain.codes import Role
from domain.context import SYSTEM_AGENCY
from projections.cases import Case
from projections.cases.emptying import without_private
from projections.views import Value
from projections.visibility.viewing import Access, Viewer, access

Where = Mapping[str, Value | Sequence[Value]]


def listed(viewer: Viewer, case: Case) -> Case | None:
    """The case document as a list may show it to *viewer*: what the whole case knows in codes and times, or None."""
    return None if access(viewer, case.agencies) is Access.NONE else without_private(case)


def parts_of(viewer: Viewer) -> Where | None:
    """The parts in cases that make these cases ones that *viewer* sees, as a question to the participations.

    None for who sees no case, not even how many there are: an administrator runs the house.
    """
    if viewer.role in CASE_ROLES:
        return own_parts(viewer)
    if viewer.role is Role.AUDITOR and viewer.country is not None:
        return {"country": viewer.country.value}
    return None


def own_parts(viewer: Viewer) -> Where:
    """The parts that the agency of *viewer* has in cases now."""
    return {"agency": viewer.agency, "joined": True}


def own_invitations(viewer: Viewer, *, answered: bool = False) -> Where | None:
    """The invitations of the agency of *viewer* that wait, which nobody else sees; with those it *answered*."""
    own = {"agency": viewer.agency}
    return None if viewer.role not in CASE_ROLES else own if answered else {**own, "waiting": True}


def parts_ended(viewer: Viewer) -> Where | None:
    """The parts that the agency of *viewer* once had in cases; of these it sees that it took part, and no more."""
    return {"agency": viewer.agency, "joined": False} if viewer.role in CASE_ROLES else None


def own_tasks(viewer: Viewer, *, running: bool = True) -> Sequence[Where]:
    """The tasks of the agency of *viewer*, and those offered to it, as questions to the board."""
    if viewer.role not in CASE_ROLES:
        return ()
    own: list[Where] = [{"agency": viewer.agency, "running": running}]
    return [*own, {"offered_to": viewer.agency, "running": True}] if running else own


def names_on_call(viewer: Viewer, agency: str, *, together: bool) -> bool:
    """Whether *viewer* is told by name who is on call for *agency*: their own, or one they work *together* with."""
    return viewer.agency == agency or (together and viewer.role in CASE_ROLES)


def counts_rules(viewer: Viewer) -> bool:
    """Whether *viewer* is told how many cases go by a version of the rules: of the cases that they may see."""
    return viewer.role is Role.AUDITOR or viewer.agency == SYSTEM_AGENCY


def reads_periods(viewer: Viewer) -> bool:
    """Whether *viewer* takes copies of what was recorded in a month in all cases that they see."""
    return viewer.role is Role.AUDITOR or viewer.agency == SYSTEM_AGENCY


def counts_work(viewer: Viewer) -> bool:
    """Whether *viewer* is told how the duties of a month were kept, over all cases that they see."""
    return viewer.role in {Role.AUDITOR, Role.CHAIR} or viewer.agency == SYSTEM_AGENCY


def sees_members(viewer: Viewer, agency: str) -> bool:
    """Whether *viewer* may know who works for *agency* without having met them in a case."""
    return viewer.agency in {agency, SYSTEM_AGENCY}
