"""Why a remark cannot be made, answered or settled.

Invariant: each names what would be possible; none tells an agency what it may not know.
"""

from __future__ import annotations

from domain.deciding.refusals import Conflict, Forbidden, Malformed


class AuditorsOnly(Forbidden):
    """What is remarked on others is the office of auditors."""

    SLUG = "auditors-only"
    WHY = "Only auditors make and settle remarks."
    INSTEAD = "Answer a remark that was addressed to your agency."


class NoSuchRemark(Malformed):
    """Nothing was remarked under that identifier."""

    SLUG = "no-such-remark"
    WHY = "There is no such remark on this case."
    INSTEAD = "Choose one of those on the page of remarks."


class RemarkNotForYou(Forbidden):
    """The remark asks somebody else, or nobody."""

    SLUG = "remark-not-for-you"
    WHY = "This remark does not ask your agency."
    INSTEAD = "Let the agency that is asked answer it."


class NotYourRemark(Forbidden):
    """Who asked says whether the answer will do."""

    SLUG = "not-your-remark"
    WHY = "This remark was made by another agency."
    INSTEAD = "Make a remark of your own, or ask the agency that made it to settle it."


class RemarkIsSettled(Conflict):
    """There is no more to answer."""

    SLUG = "remark-is-settled"
    WHY = "This remark has been settled."
    INSTEAD = "Read how it was settled; an auditor can make a further remark."
