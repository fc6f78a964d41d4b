"""Why something cannot be done with a task.

Invariant: each names what would be possible; none tells an agency what it may not know.
"""

from __future__ import annotations

from datetime import datetime

from domain.deciding.refusals import Conflict, Forbidden, Malformed, NotPossible


class NoSuchTask(NotPossible):
    """Nothing was opened under that identifier."""

    SLUG = "no-such-task"
    WHY = "There is no such task."
    INSTEAD = "Go back to the board and choose a task there."


class NotYourTask(Forbidden):
    """The duty lies with another agency."""

    SLUG = "not-your-task"
    WHY = "This task lies with another agency."
    INSTEAD = "Ask them on the case page, or wait until they offer a hand-over."


class TaskAlreadyClaimed(Conflict):
    """Somebody else was first."""

    SLUG = "task-already-claimed"
    WHY = "A colleague has already claimed this task."
    INSTEAD = "Leave it with them, or ask them to hand it over or release it."

    def __init__(self, member: str, agency: str, at: datetime) -> None:
        """Remember the winner."""
        super().__init__()
        self.member = member
        self.agency = agency
        self.at = at


class TaskNotClaimedByYou(Conflict):
    """Only who has claimed the duty may do this."""

    SLUG = "task-not-claimed-by-you"
    WHY = "You have not claimed this task."
    INSTEAD = "Claim it first."


class TaskAlreadyEnded(Conflict):
    """The duty was completed or waived."""

    SLUG = "task-already-ended"
    WHY = "This task has already been completed or waived."
    INSTEAD = "Reopen it, with a reason, if it turned out not to be done."


class TaskNotEnded(NotPossible):
    """Only a finished duty can be taken up again."""

    SLUG = "task-not-ended"
    WHY = "This task is still open."
    INSTEAD = "Claim it, or note what is new."


class UnknownOutcome(Malformed):
    """The rule lists how the duty can end."""

    SLUG = "unknown-outcome"
    WHY = "This task cannot end with that outcome."
    INSTEAD = "Choose one of: %(outcomes)s."


class NoteNeeded(Malformed):
    """Some outcomes say nothing without the reason for them."""

    SLUG = "note-needed"
    WHY = "With that outcome the task needs a note."
    INSTEAD = "Write down what led to it, so that whoever reads it later need not ask."


class ClockCannotPause(NotPossible):
    """Some deadlines hold whatever comes in between, and one that has passed is passed."""

    SLUG = "clock-cannot-pause"
    WHY = "The clock of this task cannot be paused."
    INSTEAD = "Note what keeps you from it, hand it over, or waive it with a reason."


class UnknownPause(Malformed):
    """The rule lists for which reasons its clock waits."""

    SLUG = "unknown-pause"
    WHY = "The clock of this task cannot be paused for that reason."
    INSTEAD = "Choose one of: %(pauses)s."


class PauseTooLong(Malformed):
    """The rule says how long its clock waits in all."""

    SLUG = "pause-too-long"
    WHY = "The clock of this task cannot be paused until then."
    INSTEAD = "Choose a moment after now and at the latest %(latest)s."


class ClockPaused(Conflict):
    """The clock waits already."""

    SLUG = "clock-paused"
    WHY = "The clock of this task is paused already, for another reason or until another moment."
    INSTEAD = "Resume it first."


class NothingOffered(Conflict):
    """There is no hand-over to answer."""

    SLUG = "nothing-offered"
    WHY = "No hand-over of this task is open."
    INSTEAD = "Look at the task again: it may have been withdrawn or answered by a colleague."


class NotOfferedToYou(Forbidden):
    """The hand-over was offered to somebody else."""

    SLUG = "not-offered-to-you"
    WHY = "This hand-over was offered to somebody else."
    INSTEAD = "Ask the offering agency to offer it to you."


class HandOverOpen(Conflict):
    """An offer waits for its answer."""

    SLUG = "hand-over-open"
    WHY = "A hand-over of this task is already waiting for an answer."
    INSTEAD = "Wait for the answer, or withdraw the offer first."


class HandOverToYourself(Malformed):
    """A duty moves to somebody else."""

    SLUG = "hand-over-to-yourself"
    WHY = "You already hold this task."
    INSTEAD = "Choose a colleague or another agency."
