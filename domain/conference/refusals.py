"""Why something cannot be done with a conference.

Invariant: each names what would be possible; none tells an agency what it may not know.
"""

from __future__ import annotations

from domain.deciding.refusals import Conflict, Forbidden, Malformed, NotPossible


class NoSuchConference(NotPossible):
    """Nothing was called under that identifier."""

    SLUG = "no-such-conference"
    WHY = "There is no such conference."
    INSTEAD = "Go back to the case and choose a conference there, or call one."


class CannotCallConference(Forbidden):
    """Who calls one brings agencies together."""

    SLUG = "cannot-call-conference"
    WHY = "Your agency cannot call a conference."
    INSTEAD = "Ask the agency that leads, or the chair, to call one."


class NotInvited(Forbidden):
    """A conference is between those who were asked."""

    SLUG = "not-invited-to-conference"
    WHY = "Your agency is not invited to this conference."
    INSTEAD = "Ask the agency that called it."


class NotYoursToSteer(Forbidden):
    """One agency is in the chair, and one has called."""

    SLUG = "not-yours-to-steer"
    WHY = "Only the agency in the chair and the one that called the conference do this."
    INSTEAD = "Ask them; for your own agency you can say who is there, pin a fact, and disagree."


class ChairNotInvited(Malformed):
    """Who is in the chair is there."""

    SLUG = "chair-not-invited"
    WHY = "The agency in the chair is not among those invited."
    INSTEAD = "Invite it as well, or choose another one for the chair."


class CannotChair(Malformed):
    """The chair brings agencies together."""

    SLUG = "cannot-chair"
    WHY = "This agency cannot be in the chair."
    INSTEAD = "Choose the chair of the case, child protection, or another agency that steers."


class NobodyInvited(Malformed):
    """A conference is between agencies."""

    SLUG = "nobody-invited"
    WHY = "Nobody besides your own agency is invited."
    INSTEAD = "Choose at least one other agency of the case."


class StartsInThePast(Malformed):
    """One is called ahead of time, or for this very hour."""

    SLUG = "starts-in-the-past"
    WHY = "The conference would have begun more than an hour ago."
    INSTEAD = "Give a time from now on."


class WasCancelled(NotPossible):
    """It does not take place."""

    SLUG = "conference-was-cancelled"
    WHY = "This conference was cancelled."
    INSTEAD = "Call another one."


class ConferenceNotBegun(NotPossible):
    """Decisions are taken together."""

    SLUG = "conference-not-begun"
    WHY = "This conference has not begun."
    INSTEAD = "Begin it, once the agencies are there."


class ConferenceHasBegun(Conflict):
    """The time is of no use any more."""

    SLUG = "conference-has-begun"
    WHY = "This conference has begun already."
    INSTEAD = "End it, and call another one for what is left."


class ConferenceHasEnded(NotPossible):
    """What was decided stands."""

    SLUG = "conference-has-ended"
    WHY = "This conference has ended."
    INSTEAD = "Write it into the minutes, or call another one."


class TheyWereThere(Forbidden):
    """Who was there has a word about the minutes."""

    SLUG = "they-were-there"
    WHY = "The agencies have sat down, and this one was there."
    INSTEAD = "Only the agency itself can say that it was not; it approves the minutes or objects to them."


class ConferenceNotEnded(NotPossible):
    """Minutes are of what is over."""

    SLUG = "conference-not-ended"
    WHY = "This conference has not ended."
    INSTEAD = "End it first."


class NobodyPresent(NotPossible):
    """Somebody has to approve what is written down."""

    SLUG = "nobody-present"
    WHY = "Of no agency it is recorded that it is there."
    INSTEAD = "Record who is there, or cancel the conference."


class AgencyNotInvited(Malformed):
    """A conference is between those who were asked."""

    SLUG = "agency-not-invited"
    WHY = "This agency is not invited to the conference."
    INSTEAD = "Choose one that is."


class PinnedAlready(Conflict):
    """A fact is pinned once."""

    SLUG = "pinned-already"
    WHY = "This fact is pinned already."
    INSTEAD = "Look at the conference; to write another note, take the pin away first."


class NotYourPin(Forbidden):
    """Who pins a fact takes it away."""

    SLUG = "not-your-pin"
    WHY = "Another agency has pinned this fact."
    INSTEAD = "Ask it, or the chair, to take the pin away."


class NoSuchDecision(NotPossible):
    """Nothing was decided under that identifier."""

    SLUG = "no-such-decision"
    WHY = "The conference has taken no such decision, or has withdrawn it."
    INSTEAD = "Choose one of its decisions."


class DueNeedsOwner(Malformed):
    """A time binds somebody."""

    SLUG = "due-needs-owner"
    WHY = "A time was given, and nobody who is to keep it."
    INSTEAD = "Choose the agency that does it, or leave the time out."


class DueInThePast(Malformed):
    """What is to be done lies ahead."""

    SLUG = "due-in-the-past"
    WHY = "The time until which it is to be done has passed."
    INSTEAD = "Give a time from now on."


class NoMinutes(NotPossible):
    """There is nothing to stand by."""

    SLUG = "no-minutes"
    WHY = "No minutes have been drafted."
    INSTEAD = "Wait for the chair, or ask for them."


class MinutesChanged(Conflict):
    """Another draft has taken the place of the one that was read."""

    SLUG = "minutes-changed"
    WHY = "These minutes have been drafted anew since you read them."
    INSTEAD = "Read the newest draft, and answer that."


class MinutesStand(NotPossible):
    """All who were there have approved them."""

    SLUG = "minutes-stand"
    WHY = "All agencies that were there have approved the minutes."
    INSTEAD = "Call another conference, and correct them there."


class WasNotThere(Forbidden):
    """Minutes are approved by those who were there."""

    SLUG = "was-not-there"
    WHY = "Of your agency it is not recorded that it was there."
    INSTEAD = "Record who was there for your agency, if somebody was."
