"""Why something cannot be done in a case, whatever part of it is meant.

Invariant: each names what would be possible; none tells an agency what it may not know.
"""

from __future__ import annotations

from domain.deciding.refusals import Conflict, Forbidden, Malformed, NotPossible


class NoSuchCase(NotPossible):
    """Nothing was opened under that identifier."""

    SLUG = "no-such-case"
    WHY = "There is no such case."
    INSTEAD = "Go back to the list of cases and choose one there, or open a case."


class NotInThisCase(Forbidden):
    """Only agencies that have joined and have not left act in a case."""

    SLUG = "not-in-this-case"
    WHY = "Your agency does not take part in this case."
    INSTEAD = "Ask an agency that takes part to bring yours in."


class NotForYourRole(Forbidden):
    """Some decisions about a child lie with those who have a duty towards them."""

    SLUG = "not-for-your-role"
    WHY = "An agency with your role does not decide this."
    INSTEAD = "Tell an agency of the case that has a duty towards the child, and ask it to decide."


class CaseIsClosed(Conflict):
    """A closed case stays as it is."""

    SLUG = "case-is-closed"
    WHY = "This case is closed."
    INSTEAD = "Reopen it, with a reason, and then record what is new."


class AgencyNotInCase(Malformed):
    """Another agency named in the command takes no part."""

    SLUG = "agency-not-in-case"
    WHY = "The agency chosen does not take part in this case."
    INSTEAD = "Bring it into the case first, or choose one that takes part."
