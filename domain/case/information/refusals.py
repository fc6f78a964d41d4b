"""Why something cannot be said or asked.

Invariant: each names what would be possible; none tells an agency what it may not know.
"""

from __future__ import annotations

from domain.deciding.refusals import Conflict, Forbidden, Malformed


class ProtectedCircleOnly(Forbidden):
    """What was told in confidence stays away from immigration enforcement."""

    SLUG = "protected-circle-only"
    WHY = "Protected sightings are for carers, guardians, child protection, hotlines and police only."
    INSTEAD = "Ask one of these agencies to record it."


class NoPoint(Malformed):
    """A point is two numbers of degrees."""

    SLUG = "no-point"
    WHY = "This is no point on the map."
    INSTEAD = "Give degrees north and east with a comma between them, such as 43.7745, 7.4975, or leave it empty."


class AskAnotherAgency(Malformed):
    """Nobody asks themselves."""

    SLUG = "ask-another-agency"
    WHY = "The agency chosen is your own."
    INSTEAD = "Choose another agency that takes part in the case."


class NoSuchRequest(Malformed):
    """Nothing was asked under that identifier."""

    SLUG = "no-such-request"
    WHY = "There is no such request in this case."
    INSTEAD = "Choose a request that waits for your agency."


class NotAskedOfYou(Forbidden):
    """Another agency was asked."""

    SLUG = "not-asked-of-you"
    WHY = "This request was made to another agency."
    INSTEAD = "Leave the answer to them."


class AlreadyAnswered(Conflict):
    """What was told cannot be taken back."""

    SLUG = "already-answered"
    WHY = "Your agency has already answered this request."
    INSTEAD = "Ask for a new request if there is more to tell."
