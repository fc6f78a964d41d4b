"""Why something cannot be done about who looks after the child.

Invariant: each names what would be possible; none tells an agency what it may not know.
"""

from __future__ import annotations

from domain.deciding.refusals import Conflict, Malformed


class PlacementOpen(Conflict):
    """A child lives at one place at a time."""

    SLUG = "placement-open"
    WHY = "The child already has a placement."
    INSTEAD = "End that placement first."


class NoSuchPlacement(Malformed):
    """No placement started under that identifier."""

    SLUG = "no-such-placement"
    WHY = "There is no such placement in this case."
    INSTEAD = "Choose the placement the child has now."
