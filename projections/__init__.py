"""Facts in, documents out: everything a screen shows is folded from the log in here.

Invariant of the ring: an evolve function depends on the document so far and the fact, and on nothing else, so that a
view rebuilt from the log equals the view that followed it live. One module, ``visibility``, cuts what an agency sees.
"""

from __future__ import annotations

from typing import Any

from projections import audit, auditing, board, cases, conferences, directory, findings, playbooks, retention, timeline
from projections.cases import participation
from projections.standing import inviting
from projections.views import View

VIEWS: tuple[View[Any], ...] = (
    board.VIEW,
    cases.VIEW,
    conferences.VIEW,
    participation.VIEW,
    inviting.VIEW,
    timeline.VIEW,
    directory.VIEW,
    audit.VIEW,
    playbooks.VIEW,
    retention.VIEW,
    *auditing.VIEWS,
    *findings.VIEWS,
)
"""Every view that screens ask. The clocks of tasks have one more, for the loop that watches them: ``deadlines``."""
