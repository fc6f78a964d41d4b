"""Why a part of a case cannot be asked for, disclosed or shut again.

Invariant: each names what would be possible; none tells an agency what it may not know.
"""

from __future__ import annotations

from domain.deciding.refusals import Conflict, Forbidden, Malformed, NotPossible


class OpenToYou(Malformed):
    """Nobody asks for what they read."""

    SLUG = "open-to-you"
    WHY = "This part of the case is not walled off from your agency."
    INSTEAD = "Read it on the page of the case, or ask another agency for what is not there."


class SubjectNeeded(Malformed):
    """One sighting is asked for, not all."""

    SLUG = "subject-needed"
    WHY = "Of sightings, one place is asked for at a time."
    INSTEAD = "Choose the sighting that is meant."


class NoSubject(Malformed):
    """Only sightings are told apart."""

    SLUG = "no-subject"
    WHY = "This part of the case is asked for as a whole."
    INSTEAD = "Leave the sighting out."


class DoesNotDecide(Malformed):
    """Who decides about a part is a matter of roles."""

    SLUG = "does-not-decide"
    WHY = "The agency chosen does not decide about this part of the case."
    INSTEAD = "Ask child protection, or another agency that answers for the child; who that is differs with the part."


class AskedForAlready(Conflict):
    """One request is decided before there is another."""

    SLUG = "asked-for-already"
    WHY = "Your agency has asked for this, and it is not decided, or you may read it already."
    INSTEAD = "Wait for the decision, or read what was disclosed."


class NoSuchDisclosure(Malformed):
    """Nothing was asked under that identifier."""

    SLUG = "no-such-disclosure"
    WHY = "There is no such disclosure in this case."
    INSTEAD = "Choose one of those that the page of the case shows."


class NotYoursToDecide(Forbidden):
    """Who asks does not decide, and not every role does."""

    SLUG = "not-yours-to-decide"
    WHY = "Your agency does not decide about this disclosure."
    INSTEAD = "Leave it to the agency that was asked, or to another with the same role."


class DecidedAlready(Conflict):
    """What was decided is recalled, not decided again."""

    SLUG = "decided-already"
    WHY = "This disclosure has been decided, or the agency that asked has left."
    INSTEAD = "Recall it if it must end, or let the agency ask anew."


class CourtAuthorises(Malformed):
    """In France the place of a found minor reaches their representative as a judge allows."""

    SLUG = "court-authorises"
    WHY = "Where a child was found in France is told to their guardian only with the leave of the children's judge."
    INSTEAD = "Grant it on the authorisation of a court, once there is one, or refuse it."


class EndsBefore(Malformed):
    """What has ended opens nothing."""

    SLUG = "ends-before"
    WHY = "The end of the disclosure is not in the future."
    INSTEAD = "Choose a later moment, or refuse it."


class LastsTooLong(Malformed):
    """A need is looked at again."""

    SLUG = "lasts-too-long"
    WHY = "A disclosure lasts thirty days at most."
    INSTEAD = "Choose an earlier moment; the agency can ask again."


class NotOpen(NotPossible):
    """Only what is open can be shut."""

    SLUG = "not-open"
    WHY = "This disclosure opens nothing: it was not granted, or it has ended."
    INSTEAD = "Look at the case again. There is nothing to recall."
