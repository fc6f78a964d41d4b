"""Why something cannot be done with the file of a child.

Invariant: each names what would be possible; none tells an agency what it may not know.
"""

from __future__ import annotations

from domain.deciding.refusals import Conflict, Forbidden, Malformed, NotPossible


class CaseAlreadyOpened(Conflict):
    """That identifier is taken."""

    SLUG = "case-already-opened"
    WHY = "A case has already been opened under this identifier."
    INSTEAD = "Go to that case, or open another one."


class RoleTakesNoPart(Forbidden):
    """Some roles read cases or run the house, and do not work on cases."""

    SLUG = "role-takes-no-part"
    WHY = "An agency with this role does not take part in cases."
    INSTEAD = "Let an agency that works with children or searches for them do this."


class IdentityAlreadyRecorded(Conflict):
    """What is written down is corrected, not written over."""

    SLUG = "identity-already-recorded"
    WHY = "Who the child is has already been recorded."
    INSTEAD = "Correct it, with a reason, if something is wrong or missing."


class NothingToCorrect(NotPossible):
    """There is no identity yet."""

    SLUG = "nothing-to-correct"
    WHY = "Nobody has recorded yet who the child is."
    INSTEAD = "Record what is known."


class NoSuchDate(Malformed):
    """The calendar does not have that day."""

    SLUG = "no-such-date"
    WHY = "The calendar has no such date."
    INSTEAD = "Give a year, a year and a month, or a full date such as 2011-04-30."


class EpisodeStillOpen(NotPossible):
    """A child is missing, or was just found."""

    SLUG = "episode-still-open"
    WHY = "A disappearance in this case is still open."
    INSTEAD = "Close the episode, or resolve the absence, first."


class AlertStillIssued(NotPossible):
    """An alert that stays when the case is closed stops a child for nothing."""

    SLUG = "alert-still-issued"
    WHY = "An alert about this child is still issued."
    INSTEAD = "Ask the police agency that issued it to withdraw it first."


class ReturnInterviewFirst(NotPossible):
    """A child who came back is offered to talk."""

    SLUG = "return-interview-first"
    WHY = "The child was found, and nobody has held a return interview or recorded that the child declined it."
    INSTEAD = "Offer and hold the interview, or say why this case can be closed without it."


class OnlyTheLeadCloses(Forbidden):
    """Whoever leads answers for the end."""

    SLUG = "only-the-lead-closes"
    WHY = "Another agency leads this case."
    INSTEAD = "Ask the leading agency to close the case, or to offer you the lead."


class CaseIsOpen(NotPossible):
    """Only a closed case can be taken up again."""

    SLUG = "case-is-open"
    WHY = "This case is open."
    INSTEAD = "Record what is new in it."
