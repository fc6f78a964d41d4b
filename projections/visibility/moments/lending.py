"""Through whose eyes somebody goes through what was shown of a case.

Invariant: it never shows more than who looks may see themselves: it is cut for both.
"""

from __future__ import annotations

from projections.cases import Case
from projections.visibility.viewing import Access, Viewer, access


def eyes_lent(viewer: Viewer, case: Case) -> tuple[str, ...]:
    """The agencies through whose eyes *viewer* goes through the record of *case*, in the order in which they came.

    Who works on a case looks back at what their own agency was shown; auditors, at what any agency was.
    """
    seen = access(viewer, case.agencies)
    agencies = tuple(dict.fromkeys(part.agency for part in case.agencies))
    if seen in {Access.AUDIT, Access.ALL}:
        return agencies
    return tuple(agency for agency in agencies if agency == viewer.agency) if seen is Access.WORK else ()
