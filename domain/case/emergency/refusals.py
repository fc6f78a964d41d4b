"""Why emergency access cannot be taken or reviewed.

Invariant: each names what would be possible; none tells an agency what it may not know.
"""

from __future__ import annotations

from domain.deciding.refusals import Conflict, Forbidden, Malformed


class TakesPartAlready(Conflict):
    """Who takes part reads the case anyway."""

    SLUG = "takes-part-already"
    WHY = "Your agency takes part in this case."
    INSTEAD = "Open it from your list of cases."


class NoSuchAccess(Malformed):
    """Nothing was taken under that identifier."""

    SLUG = "no-such-access"
    WHY = "There is no such emergency access in this case."
    INSTEAD = "Choose one of those that wait for a review."


class ReviewedAlready(Conflict):
    """A review is closed once."""

    SLUG = "reviewed-already"
    WHY = "This emergency access has been reviewed."
    INSTEAD = "Read the finding in the timeline."


class ReviewedBySomebodyElse(Forbidden):
    """Nobody judges what they or their agency did."""

    SLUG = "reviewed-by-somebody-else"
    WHY = "The access was taken by you or by somebody of your agency."
    INSTEAD = "Ask another agency of the case to review it."
