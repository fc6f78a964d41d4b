"""Who sits at the table of a conference.

Invariant: nobody sits there who was not asked, and nobody who does not take part in the case now.
"""

from __future__ import annotations

from projections import cases, conferences
from web.room.presenting import Table


def table_of(conference: conferences.Conference, case: cases.Case) -> Table:
    """The agencies that were asked to *conference* and take part in *case* now."""
    steering = frozenset({conference.chair, conference.called_by})
    asked = steering | {each.agency for each in conference.invited}
    return Table(steering, frozenset(asked & {part.agency for part in case.taking_part}))
