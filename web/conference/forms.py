"""The forms of a conference.

Invariant: the fields of a form are the fields of its command, less what the page knows; a test compares. Each says who
reads what is written into it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from domain.conference.codes import Topic
from web.forms.fields import Choices, FormSpec, Spec, choice, long, moment, several
from web.texts.catalog import mark as _

LASTING = ("30", "45", "60", "90", "120", "180")
"""For how many minutes a conference can be called."""


def _hidden(name: str) -> Spec:
    """What the page knows and the form carries."""
    return Spec(name, "hidden", "")


def _among(name: str, label: str, *, required: bool = True) -> Spec:
    """One of the agencies invited."""
    return Spec(name, "select", label, required=required)


_STARTS = Spec("starts_at", "datetime", _("When it begins"))
_LASTS = Spec("lasts_minutes", "select", _("How long it lasts"), default="60")

CALL = FormSpec(
    "call-conference",
    _("Call a conference"),
    _("Only the agencies you invite know of it and read what is said there. Whom you invite cannot be changed later."),
    _("Call the conference"),
    (
        _STARTS,
        _LASTS,
        choice("chair", _("In the chair"), Choices.CASE_AGENCIES),
        Spec("invited", "checkboxes", _("Who is invited"), options=Choices.OTHER_CASE_AGENCIES),
        several("topics", _("What about"), Topic, _("This stands in clear, so that each agency can see whom to send.")),
        long("agenda", _("Agenda"), _("Sealed: only who is invited reads it.")),
    ),
)

_FORMS = (
    FormSpec(
        "move-conference",
        _("Move the conference"),
        _("All who are invited see the new time; a calendar that has the invitation follows when it is opened again."),
        _("Move it"),
        (_STARTS, _LASTS, long("reason", _("Why"))),
    ),
    FormSpec(
        "cancel-conference",
        _("Cancel the conference"),
        _("It stays on record that it was called, and why it does not take place."),
        _("Cancel it"),
        (long("reason", _("Reason"), required=True),),
    ),
    FormSpec(
        "begin-conference",
        _("Begin the conference"),
        _("From now on decisions can be recorded, and everybody looks at the case as it is known now."),
        _("Begin"),
    ),
    FormSpec(
        "end-conference",
        _("End the conference"),
        _("What was decided stands. Then the minutes are put before those who were there."),
        _("End it"),
    ),
    FormSpec(
        "send-apologies",
        _("Send apologies"),
        _("All who are invited will read it."),
        _("Send"),
        (_among("agency", _("Who cannot be there")), long("note", _("What you would have said"))),
    ),
    FormSpec(
        "record-attendance",
        _("Record who is there"),
        _("Who was there approves the minutes."),
        _("Record"),
        (
            _among("agency", _("Agency")),
            long("who", _("Who came for it"), _("Names and functions; sealed like the words of the case.")),
        ),
    ),
    FormSpec(
        "freeze-view",
        _("Look at a moment together"),
        _("Everybody in the room sees the case as it was known then, each as far as they may."),
        _("Look at it"),
        (moment("known_at", _("As known at"), _("Empty for now.")),),
    ),
    FormSpec(
        "release-view",
        _("Look at the case as it is known now"),
        _("What comes in from now on is shown to everybody in the room."),
        _("Look at now"),
    ),
    FormSpec(
        "pin-fact",
        _("Pin a fact"),
        _("It lies on the table for those invited who may see it; nobody else is told that it does."),
        _("Pin it"),
        (_hidden("fact"), long("note", _("What about it"))),
    ),
    FormSpec(
        "unpin-fact",
        _("Take a pin away"),
        _("The fact itself stays where it is."),
        _("Take it away"),
        (_hidden("fact"),),
    ),
    FormSpec(
        "take-decision",
        _("Record a decision"),
        _("With an agency that does it, it becomes a task there, with a clock where a time is given."),
        _("Record"),
        (
            Spec("decision", "new-id", "", required=False),
            choice("topic", _("What about"), Topic),
            long("decided", _("What was decided"), _("All who are invited read it, and nobody else."), required=True),
            _among("owner", _("Who does it"), required=False),
            moment("due_at", _("Until when")),
        ),
    ),
    FormSpec(
        "withdraw-decision",
        _("Withdraw a decision"),
        _("It stays on record. Its task goes, unless somebody has taken it on."),
        _("Withdraw"),
        (_hidden("decision"), long("reason", _("Why"), required=True)),
    ),
    FormSpec(
        "record-dissent",
        _("Record dissent"),
        _("The decision stands, and beside it that this agency does not agree, and why."),
        _("Record"),
        (_hidden("decision"), _among("agency", _("Who does not agree")), long("reason", _("Why"), required=True)),
    ),
    FormSpec(
        "draft-minutes",
        _("Draft the minutes"),
        _("Who was there, what was decided and who disagreed is in them. A new draft waits for all approvals again."),
        _("Put it before the others"),
        (long("added", _("What is to be added")),),
    ),
    FormSpec(
        "approve-minutes",
        _("Approve the minutes"),
        _("Your agency stands by this draft."),
        _("Approve"),
        (_hidden("draft"),),
    ),
    FormSpec(
        "object-to-minutes",
        _("Object to the minutes"),
        _("It stays on record. The chair can draft them anew."),
        _("Object"),
        (_hidden("draft"), long("reason", _("What is wrong"), required=True)),
    ),
)

FORMS: Mapping[str, FormSpec] = MappingProxyType({spec.slug: spec for spec in _FORMS})
"""The forms about a conference that there is, by slug."""
