"""Words for what is likely to have been forgotten in a case, with the step that settles it.

Invariant: every flag that a case can raise stands here once, the one that cannot wait first; a test compares.
"""

from __future__ import annotations

from web.texts.catalog import mark as _

FLAGS: dict[str, tuple[str, str]] = {
    "emergency-unreviewed": (_("Emergency access from outside waits for a review"), "review-emergency-access"),
    "no-lead": (_("Nobody leads"), "offer-lead"),
    "report-refused": (_("The police refused the report"), "report-disappearance"),
    "not-reported": (_("The disappearance has not been reported to the police"), "report-disappearance"),
    "lead-unanswered": (_("The lead was offered, and nobody has answered"), "accept-lead"),
    "disclosure-undecided": (_("An agency asks for a part that is shut to it"), "grant-disclosure"),
    "invitation-unanswered": (_("An agency was invited, and has not answered"), "join-agency"),
    "lowering-unconfirmed": (_("A lower risk level waits for a second person"), "confirm-lower-risk"),
    "not-assessed": (_("The risk has not been assessed"), "assess-risk"),
    "no-alert": (_("The child is missing, and no alert is out"), "request-alert"),
    "alert-still-open": (_("The child was found, and an alert is still out"), "withdraw-alert"),
    "not-checked": (_("Nobody has seen the child since they were found"), "check-safe-and-well"),
    "no-return-interview": (_("No return interview has been offered"), "offer-return-interview"),
    "no-guardian": (_("No guardian is on record"), "appoint-guardian"),
}
"""By flag: what is the matter, and the command that ends it."""
