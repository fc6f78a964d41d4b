"""Why something cannot be done about a disappearance.

Invariant: each names what would be possible; none tells an agency what it may not know.
"""

from __future__ import annotations

from domain.deciding.refusals import Conflict, Forbidden, Malformed, NotPossible


class EpisodeOpen(Conflict):
    """A child disappears once at a time."""

    SLUG = "episode-open"
    WHY = "An absence of this child has already been noticed, and that episode is still open."
    INSTEAD = "Record what is new in the open episode, or close it first if the child was found and has left again."


class NoAbsenceNoticed(NotPossible):
    """The rest of an episode follows from its beginning."""

    SLUG = "no-absence-noticed"
    WHY = "No episode of this child is open."
    INSTEAD = "Notice the absence first, or reopen the last episode if it was not over."


class NoEpisodeYet(NotPossible):
    """The child has never been missing."""

    SLUG = "no-episode-yet"
    WHY = "There has been no episode in this case."
    INSTEAD = "Notice the absence if the child is missing."


class AlreadyLocated(Conflict):
    """It is known where the child is."""

    SLUG = "already-located"
    WHY = "The child has already been located in this episode."
    INSTEAD = "Check that the child is safe and well. If it was another child, close the episode and reopen it."


class NotLocatedYet(NotPossible):
    """Nobody knows where the child is."""

    SLUG = "not-located-yet"
    WHY = "The child has not been located in this episode."
    INSTEAD = "Record first where the child was located."


class ReportToPolice(Malformed):
    """A report reaches those who search."""

    SLUG = "report-to-police"
    WHY = "The agency chosen is not a police agency."
    INSTEAD = "Choose a police agency that takes part in the case, or bring one in first."


class AlreadyReported(Conflict):
    """What the police were told is not taken back in passing."""

    SLUG = "already-reported"
    WHY = "The disappearance has been reported to the police."
    INSTEAD = "Record that the child was located, check that they are safe and well, and close the episode."


class AlreadyReportedThere(Conflict):
    """That agency has the report."""

    SLUG = "already-reported-there"
    WHY = "The disappearance has already been reported to this agency."
    INSTEAD = "Record what is new as a sighting, or correct the identity of the child."


class NotReportedYet(NotPossible):
    """There is nothing to add to."""

    SLUG = "not-reported-yet"
    WHY = "The disappearance has not been reported to the police."
    INSTEAD = "Report it, with what you know now."


class NothingToAdd(Malformed):
    """An empty addition tells the police nothing."""

    SLUG = "nothing-to-add"
    WHY = "Not one of the questions has an answer."
    INSTEAD = "Answer at least one. Write “none” where you asked and there is nothing."


class NoReportToYou(Forbidden):
    """Only who was told can refuse."""

    SLUG = "no-report-to-you"
    WHY = "No report to your agency is waiting in this episode."
    INSTEAD = "Leave the answer to the agency that the report was made to."


class SafeAndWellFirst(NotPossible):
    """Somebody has to have seen the child."""

    SLUG = "safe-and-well-first"
    WHY = "Nobody has checked and recorded that the child is safe and well."
    INSTEAD = "Record the check, or say why the episode has to be closed without it."


class EpisodeNotClosed(NotPossible):
    """Only an episode that has ended can be taken up again."""

    SLUG = "episode-not-closed"
    WHY = "This episode is still open."
    INSTEAD = "Record what is new in it."
