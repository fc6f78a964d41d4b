"""Why something cannot be done for the child after they were found.

Invariant: each names what would be possible; none tells an agency what it may not know.
"""

from __future__ import annotations

from domain.deciding.refusals import Conflict, Forbidden, NotPossible


class NotFoundYet(NotPossible):
    """There is nobody to talk with yet."""

    SLUG = "not-found-yet"
    WHY = "The child has not been found."
    INSTEAD = "Record first where the child was located."


class NoInterviewOffered(NotPossible):
    """An interview is offered before it is held or declined."""

    SLUG = "no-interview-offered"
    WHY = "No return interview was offered after this episode."
    INSTEAD = "Offer the interview first, and say who holds it."


class NotTheInterviewer(Forbidden):
    """Another agency was chosen to talk with the child."""

    SLUG = "not-the-interviewer"
    WHY = "Another agency was chosen to hold this interview."
    INSTEAD = "Leave it with them, or offer the interview anew with your agency."


class InterviewHeld(Conflict):
    """A child is not asked twice."""

    SLUG = "interview-held"
    WHY = "The return interview of this episode has been held."
    INSTEAD = "Make a referral for what the child needs."
