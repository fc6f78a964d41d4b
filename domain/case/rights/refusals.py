"""Why a right of the child cannot be exercised like this.

Invariant: each names what would be possible; none tells an agency what it may not know.
"""

from __future__ import annotations

from domain.deciding.refusals import Conflict, Forbidden, Malformed


class OnlyWhoRecordedCorrects(Forbidden):
    """Each agency answers for what it recorded."""

    SLUG = "only-who-recorded-corrects"
    WHY = "Another agency recorded this, and answers for it."
    INSTEAD = "Put down that it is said to be wrong; that agency looks into it."


class NoSuchText(Malformed):
    """Only words can be replaced by words."""

    SLUG = "no-such-text"
    WHY = "There is no text in this place that could be corrected like this."
    INSTEAD = "Choose one of the texts that are shown, or put down that the fact is said to be wrong."


class NoSuchDispute(Malformed):
    """Nothing was put down under that identifier."""

    SLUG = "no-such-dispute"
    WHY = "There is no such dispute in this case."
    INSTEAD = "Choose one of those that wait for an answer."


class DisputeAnsweredAlready(Conflict):
    """A dispute is answered once."""

    SLUG = "dispute-answered-already"
    WHY = "This has been answered."
    INSTEAD = "Read the answer in the timeline, or put down a new dispute."


class NoSuchSubjectAccess(Malformed):
    """Nobody asked under that identifier, or asked another agency."""

    SLUG = "no-such-subject-access"
    WHY = "Your agency was asked for no such thing in this case."
    INSTEAD = "Choose one of the requests that were put to your agency."


class SubjectAccessDecided(Conflict):
    """A request is decided once."""

    SLUG = "subject-access-decided"
    WHY = "This request has been decided."
    INSTEAD = "Read the decision, or put down a new request."


class OnlyTheOfficerDecides(Forbidden):
    """Who answers for data protection decides what is handed out."""

    SLUG = "only-the-officer-decides"
    WHY = "The data protection officer of your agency decides this."
    INSTEAD = "Tell them that it waits for them."
