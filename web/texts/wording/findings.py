"""What the automatic checks look for, in words: what was found, the rule it is found by, what would settle it.

Invariant: a sentence says what is on record and judges nobody; every check has all of its words.
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.sampling.events import SampleKind
from projections.findings import Check, Why
from web.texts.catalog import mark as _

CHECKS: Mapping[Check, str] = {
    Check.LATE: _("Past its deadline"),
    Check.SKIPPED: _("Skipped"),
    Check.UNACKNOWLEDGED: _("Not acknowledged in time"),
    Check.DOWNGRADED: _("Risk lowered without a reason"),
    Check.ALERT_OPEN: _("Alert open after the child was found"),
    Check.LOOKED: _("Looked without a task in the case"),
    Check.EMERGENCY: _("Emergency access not reviewed"),
}

RULES: Mapping[Check, str] = {
    Check.LATE: _("The deadline of a duty passed before it was done or waived. Pauses count."),
    Check.SKIPPED: _("A duty was waived by a person, or was open when the case was closed."),
    Check.UNACKNOWLEDGED: _("Nobody of the agency had seen a duty by when they should have."),
    Check.DOWNGRADED: _(
        "The level of risk goes down by the proposal of one person, with a reason, and the word of another."
    ),
    Check.ALERT_OPEN: _("Once the child is found an alert is withdrawn within 24 hours, a public one within two."),
    Check.LOOKED: _("Who opens a case has a duty in it that you may see too, or had one within the last two weeks."),
    Check.EMERGENCY: _("Emergency access is reviewed by another agency of the case once it has ended."),
}

SETTLES: Mapping[Check, str] = {
    Check.LATE: _("The agency does it, or waives it with a reason."),
    Check.SKIPPED: _("The agency takes it up again, or answers why it was not to be done."),
    Check.UNACKNOWLEDGED: _("Somebody of the agency acknowledges it."),
    Check.DOWNGRADED: _("A new assessment, or a second person who confirms a proposal with a reason."),
    Check.ALERT_OPEN: _("The agency that issued it withdraws it, or answers why it stands."),
    Check.LOOKED: _("The agency answers what the look was for."),
    Check.EMERGENCY: _("An agency of the case reviews it."),
}

WHYS: Mapping[Why, str] = {
    Why.PLAIN: "",
    Why.WAIVED: _("waived by a person"),
    Why.LEFT_OPEN: _("open when the case was closed"),
    Why.NOT_PROPOSED: _("nobody had proposed that level"),
    Why.ONE_PERSON: _("proposed and confirmed by one person"),
    Why.BY_ASSESSMENT: _("lowered by an assessment of one person"),
}

KINDS: Mapping[SampleKind, str] = {
    SampleKind.ALL: _("all cases"),
    SampleKind.MISSING: _("cases with a disappearance"),
    SampleKind.ALERT: _("cases with an alert"),
    SampleKind.EMERGENCY: _("cases with emergency access"),
    SampleKind.CLOSED: _("closed cases"),
}

REMARK_STATES: Mapping[str, str] = {
    "noted": _("Noted, nobody is asked"),
    "asked": _("Waits for an answer"),
    "answered": _("Answered"),
    "settled": _("Settled"),
}
