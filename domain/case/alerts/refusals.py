"""Why something cannot be done about an alert.

Invariant: each names what would be possible; none tells an agency what it may not know.
"""

from __future__ import annotations

from domain.deciding.refusals import Conflict, Forbidden, Malformed, NotPossible


class AskThePolice(Malformed):
    """Alerts are issued by police."""

    SLUG = "ask-the-police"
    WHY = "The agency chosen is not a police agency."
    INSTEAD = "Choose a police agency that takes part in the case, or bring one in first."


class AlertAskedOfOthers(Forbidden):
    """Another agency was asked for this one."""

    SLUG = "alert-asked-of-others"
    WHY = "This alert was requested from another police agency."
    INSTEAD = "Leave it with them, or issue an alert of your own."


class OtherKindAsked(Malformed):
    """What was issued is not what was requested."""

    SLUG = "other-kind-asked"
    WHY = "Another kind of alert was requested."
    INSTEAD = "Choose the kind that was requested, or issue an alert of your own."


class AlertIsWithdrawn(Conflict):
    """What was withdrawn stays so."""

    SLUG = "alert-is-withdrawn"
    WHY = "This alert has been withdrawn."
    INSTEAD = "Issue a new alert if it is needed again."


class NoSuchAlert(Malformed):
    """Nothing was requested or issued under that identifier."""

    SLUG = "no-such-alert"
    WHY = "There is no such alert in this case."
    INSTEAD = "Choose an alert that is issued now."


class AlertNotIssued(NotPossible):
    """Only what exists can be withdrawn."""

    SLUG = "alert-not-issued"
    WHY = "This alert was requested, and has not been issued."
    INSTEAD = "Choose an alert that is issued now."


class NotYourAlert(Forbidden):
    """Whoever issued an alert withdraws it."""

    SLUG = "not-your-alert"
    WHY = "Another agency issued this alert."
    INSTEAD = "Ask them to withdraw it."
