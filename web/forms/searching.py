"""The forms of a disappearance: absence, report, risk, alerts, found.

Invariant: the fields of a form are the fields of its command; ``tests/web/test_forms.py`` compares them.
"""

from __future__ import annotations

from domain.case import codes
from domain.codes import AlertKind, Classification, RiskLevel
from web.forms.care.assessing import ASSESS, TURNING
from web.forms.care.reporting import REPORT
from web.forms.fields import Choices, FormSpec, choice, country, long, moment, new_id, text
from web.texts.catalog import mark as _

EPISODE = (
    FormSpec(
        "notice-absence",
        _("Notice an absence"),
        _("The clocks start now: search, tell the guardian, decide about the report."),
        _("Record the absence"),
        (
            new_id("episode"),
            country(label=_("Country in which the child is missed")),
            moment("last_seen_at", _("Last seen at")),
            text("last_seen_place", _("Last seen where")),
            long("circumstances", _("Circumstances"), _("With whom, in which mood, what is missing from the room.")),
        ),
    ),
    FormSpec(
        "resolve-absence",
        _("End the absence"),
        _("The child is back, or was never missing."),
        _("End the absence"),
        (choice("how", _("How it ended"), codes.AbsenceEnd), long("note", _("Note"))),
    ),
    FormSpec(
        "classify-absence",
        _("Say what kind of absence this is"),
        _("The procedures of the countries know several; which clocks run depends on it."),
        _("Record"),
        (
            choice("classification", _("Kind of absence"), Classification),
            long("reason", _("Reason"), _("Needed where it was called worrying before.")),
        ),
    ),
    *REPORT,
    FormSpec(
        "refuse-report",
        _("Refuse the report"),
        _("The absence stays open, and the carer has to know what to do instead."),
        _("Refuse the report"),
        (
            choice("reason", _("Ground"), codes.ReportRefusal),
            long("explanation", _("Explanation"), required=True),
        ),
    ),
    FormSpec(
        "locate-child",
        _("Record that the child was located"),
        _("Everybody who was told of the loss will be told, and alerts have to be withdrawn."),
        _("Record"),
        (
            country(label=_("Country")),
            text("place", _("Place"), required=True),
            choice("how", _("How it became known"), codes.Located),
        ),
    ),
    FormSpec(
        "check-safe-and-well",
        _("Record the safe-and-well check"),
        _("A disappearance is closed only after somebody has seen the child."),
        _("Record"),
        (choice("result", _("Result"), codes.CheckResult), long("note", _("Note"))),
    ),
    FormSpec(
        "close-episode",
        _("Close the disappearance"),
        _("It ends the search duties; aftercare goes on."),
        _("Close"),
        (
            choice("outcome", _("Outcome"), codes.EpisodeOutcome),
            long("exception", _("If nobody has seen the child: why it is closed all the same")),
        ),
    ),
    FormSpec(
        "reopen-episode",
        _("Reopen the disappearance"),
        _("The child is to be looked for again."),
        _("Reopen"),
        (long("reason", _("Reason"), required=True),),
    ),
)

RISK = (
    ASSESS,
    FormSpec(
        "raise-risk",
        _("Raise the risk level"),
        _("Raising needs nobody else."),
        _("Raise"),
        (choice("level", _("New level"), RiskLevel), long("reason", _("Reason"), required=True)),
    ),
    FormSpec(
        "lower-risk",
        _("Propose a lower risk level"),
        _("The level stays until a second person confirms."),
        _("Propose"),
        (choice("level", _("Lower level"), RiskLevel), long("reason", _("Reason"), required=True)),
    ),
    FormSpec(
        "confirm-lower-risk",
        _("Confirm the lower risk level"),
        _("You answer for this together with who proposed it."),
        _("Confirm"),
        (choice("level", _("Level you confirm"), RiskLevel), long("reason", _("Remark"))),
    ),
    FormSpec(
        "decline-lower-risk",
        _("Keep the risk level"),
        _("Who proposed the lower level will read why."),
        _("Keep"),
        (long("reason", _("Reason"), required=True),),
    ),
    *TURNING,
)

ALERTS = (
    FormSpec(
        "request-alert",
        _("Ask for an alert"),
        _("Only that an alert exists is kept here, never what it says."),
        _("Ask"),
        (
            new_id("alert"),
            choice("kind", _("Kind"), AlertKind),
            choice("of_agency", _("Police"), Choices.CASE_POLICE),
        ),
    ),
    FormSpec(
        "issue-alert",
        _("Record an alert"),
        _("Only that an alert exists is kept here, never what it says."),
        _("Record"),
        (
            choice("alert", _("Answers the request"), Choices.RUNNING_ALERTS, required=False, or_new=True),
            choice("kind", _("Kind"), AlertKind),
            country(label=_("Country")),
        ),
    ),
    FormSpec(
        "withdraw-alert",
        _("Record that an alert was withdrawn"),
        _("An alert that stays after the child was found stops them at every border."),
        _("Record"),
        (choice("alert", _("Alert"), Choices.RUNNING_ALERTS), long("reason", _("Reason"), required=True)),
    ),
)
