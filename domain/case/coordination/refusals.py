"""Why something cannot be done between the agencies of a case.

Invariant: each names what would be possible; none tells an agency what it may not know.
"""

from __future__ import annotations

from domain.deciding.refusals import Conflict, Forbidden, Malformed, NotPossible


class RoleCannotJoin(Malformed):
    """Some roles read cases or run the house, and do not work on cases."""

    SLUG = "role-cannot-join"
    WHY = "An agency with this role does not take part in cases."
    INSTEAD = "Choose an agency that works with children or searches for them."


class TakesPartAnyway(Conflict):
    """Nobody is asked for what they do."""

    SLUG = "takes-part-anyway"
    WHY = "That agency takes part in this case already."
    INSTEAD = "Choose another agency; to take part no more is to leave the case, with a reason."


class InvitedAlready(Conflict):
    """One invitation is answered before there is another."""

    SLUG = "invited-already"
    WHY = "That agency has been invited and has not answered yet."
    INSTEAD = "Wait for the answer, or withdraw the invitation and invite it anew."


class NoInvitationWaits(NotPossible):
    """There is no invitation to take back."""

    SLUG = "no-invitation-waits"
    WHY = "No invitation of that agency waits for an answer."
    INSTEAD = "Look at the case again: the invitation may have been answered."


class DeclinedToTakePart(NotPossible):
    """A no is not passed over."""

    SLUG = "declined-to-take-part"
    WHY = "That agency was invited, and declined to take part."
    INSTEAD = "Read in the timeline on what ground, and invite it anew if that has changed."


class HoldsElsewhere(Malformed):
    """What is law in one country is not in another."""

    SLUG = "holds-elsewhere"
    WHY = "The provision chosen holds neither in the country of your agency nor in that of the other."
    INSTEAD = "Choose a provision of one of the two countries, or leave it out."


class RoleCannotLead(Malformed):
    """Who leads decides about the child together with those who have a duty towards them."""

    SLUG = "role-cannot-lead"
    WHY = "An agency with this role does not lead a case."
    INSTEAD = "Choose another agency that takes part in the case."


class LeadCannotLeave(NotPossible):
    """A case must not lose its lead in passing."""

    SLUG = "lead-cannot-leave"
    WHY = "Your agency leads this case."
    INSTEAD = "Offer the lead to another agency, and leave once it has accepted."


class LastAgencyCannotLeave(NotPossible):
    """Somebody has to answer for the child."""

    SLUG = "last-agency-cannot-leave"
    WHY = "Your agency is the only one that takes part in this case."
    INSTEAD = "Bring another agency in first, or close the case."


class AlertsKeepYou(NotPossible):
    """Only who issued an alert can withdraw it."""

    SLUG = "alerts-keep-you"
    WHY = "An alert that your agency issued is still there."
    INSTEAD = "Withdraw the alert first."


class OnlyTheLeadEnds(Forbidden):
    """Whoever leads answers for who takes part."""

    SLUG = "only-the-lead-ends"
    WHY = "Only the agency that leads this case ends the part of another one."
    INSTEAD = "Ask the leading agency, or take the lead where nobody leads."


class LeaveInstead(Malformed):
    """Who ends their own part leaves."""

    SLUG = "leave-instead"
    WHY = "The agency chosen is your own, and it leads this case."
    INSTEAD = "Offer the lead to another agency, and leave once it has accepted."


class AlertsKeepThem(NotPossible):
    """Only who issued an alert can withdraw it."""

    SLUG = "alerts-keep-them"
    WHY = "An alert that this agency issued is still there."
    INSTEAD = "Ask it to withdraw the alert first."


class NotTheLead(Forbidden):
    """Whoever leads passes the lead on."""

    SLUG = "not-the-lead"
    WHY = "Another agency leads this case."
    INSTEAD = "Ask the leading agency to offer the lead."


class LeadsAlready(Malformed):
    """The lead is where it is meant to go."""

    SLUG = "leads-already"
    WHY = "The agency chosen already leads this case."
    INSTEAD = "Choose another agency."


class NoLeadOffered(Conflict):
    """There is no offer to answer."""

    SLUG = "no-lead-offered"
    WHY = "The lead of this case is not on offer."
    INSTEAD = "Look at the case again: the offer may have been answered. Where nobody leads, offer the lead first."


class LeadOfferedToOthers(Forbidden):
    """Somebody else has to answer."""

    SLUG = "lead-offered-to-others"
    WHY = "The lead was offered to another agency."
    INSTEAD = "Wait for their answer, or ask for the lead to be offered to you."
