"""Why something cannot be done with an agency.

Invariant: each names what would be possible; none tells who a person is.
"""

from __future__ import annotations

from domain.deciding.refusals import Conflict, Forbidden, Malformed, NotPossible


class NoSuchAgency(NotPossible):
    """Nothing was registered under that identifier."""

    SLUG = "no-such-agency"
    WHY = "There is no such agency."
    INSTEAD = "Register it first."


class AgencyAlreadyRegistered(Conflict):
    """That identifier is taken."""

    SLUG = "agency-already-registered"
    WHY = "An agency has already been registered under this identifier."
    INSTEAD = "Choose another identifier."


class NotYoursToRun(Forbidden):
    """Few people say who acts for an agency."""

    SLUG = "not-yours-to-run"
    WHY = "You may not change this agency or its members."
    INSTEAD = "Ask an administrator of the agency, or of Lantern."


class NotYoursToReach(Forbidden):
    """Few people say how an agency is reached."""

    SLUG = "not-yours-to-reach"
    WHY = "You may not change how this agency is reached."
    INSTEAD = "Ask an administrator or a duty officer of the agency."


class MemberAlreadyAdded(Conflict):
    """That identifier is taken."""

    SLUG = "member-already-added"
    WHY = "A member with other roles has already been added under this identifier."
    INSTEAD = "Choose another identifier."


class NoSuchMember(Malformed):
    """Nobody was added under that identifier."""

    SLUG = "no-such-member"
    WHY = "This agency has no such member."
    INSTEAD = "Choose a member of the agency, or add the person first."


class NotInvited(NotPossible):
    """Only who is invited can accept, or be invited no more."""

    SLUG = "not-invited"
    WHY = "There is no open invitation for this person."
    INSTEAD = "Ask the administrator of the agency for a new one."


class NotActive(NotPossible):
    """Only who acts for the agency can be suspended, moved or given other roles."""

    SLUG = "not-active"
    WHY = "This person does not act for the agency at the moment."
    INSTEAD = "Look at how they stand now; who has left or was never there can be invited."


class MoveToItself(Malformed):
    """A person moves from one agency to another."""

    SLUG = "move-to-itself"
    WHY = "The person is in this agency already."
    INSTEAD = "Choose another agency, or none."


class FallbackToItself(Malformed):
    """Another agency answers while this one is closed."""

    SLUG = "fallback-to-itself"
    WHY = "An agency cannot answer for itself while it is closed."
    INSTEAD = "Choose another agency, or none."


class EmptyHours(Malformed):
    """Hours last some time."""

    SLUG = "empty-hours"
    WHY = "The time ends when it begins."
    INSTEAD = "Choose a later end."


class SuspendedMember(Malformed):
    """Who may not act cannot be reached for it."""

    SLUG = "suspended-member"
    WHY = "This member is suspended."
    INSTEAD = "Choose somebody else, or reinstate them first."


class NotYourOwnOfficer(Malformed):
    """Who says who acts for the agency is not also, by their own word, the one who reads by name who looked."""

    SLUG = "not-your-own-officer"
    WHY = "You cannot make yourself data protection officer."
    INSTEAD = "Ask another administrator of the agency, or who runs Lantern, to give you the role."


class NotYourself(Malformed):
    """Nobody locks themselves out, so an agency never loses its last administrator."""

    SLUG = "not-yourself"
    WHY = "You cannot do this to yourself."
    INSTEAD = "Ask another administrator to do it."
