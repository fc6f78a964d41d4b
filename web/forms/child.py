"""The forms about the child: who they are, who looks after them, what they need afterwards.

Invariant: the fields of a form are the fields of its command; ``tests/web/test_forms.py`` compares them.
"""

from __future__ import annotations

from domain.case import codes
from domain.codes import AgeBand
from web.forms.care.interview import INTERVIEW
from web.forms.fields import Choices, FormSpec, Spec, choice, country, long, new_id, text
from web.texts.catalog import mark as _

IDENTITY: tuple[Spec, ...] = (
    text("names", _("Names"), _("As the child says them; family name last."), required=True),
    text("aliases", _("Other names"), _("Spellings and names used elsewhere.")),
    text("birth_date", _("Date of birth"), _("Year, or year-month, or year-month-day: 2012-03-14.")),
    choice("sex", _("Sex"), codes.Sex, required=False),
    text("nationality", _("Nationality")),
    text("languages", _("Languages"), _("The child's own first.")),
    long("description", _("Description"), _("Height, build, hair, eyes, glasses.")),
    long("marks", _("Distinguishing marks"), _("Scars, tattoos, birthmarks.")),
    text("documents", _("Documents"), _("Kind and number of any paper or card.")),
    long("contacts", _("Phone, accounts, relatives"), _("Whom the child may call or write to.")),
)

FILE = (
    FormSpec(
        "record-age-band",
        _("Record the age group"),
        _("Rules depend on it: nobody waits with a child under 13. It stands in clear; where in doubt, the younger."),
        _("Record"),
        (choice("band", _("Age group"), AgeBand),),
    ),
    FormSpec(
        "record-identity",
        _("Record who the child is"),
        _("Whoever looks for the child has to recognise them, and other records of the same child must be found."),
        _("Record"),
        IDENTITY,
    ),
    FormSpec(
        "correct-identity",
        _("Correct who the child is"),
        _("What was recorded before stays readable in the history; from now on this is what counts."),
        _("Correct"),
        (*IDENTITY, long("reason", _("Reason for the correction"), required=True)),
        replaces=("IdentityRecorded", "IdentityCorrected"),
    ),
    FormSpec(
        "close-case",
        _("Close the case"),
        _("Nobody has to look for anything any more. Tasks that are still open stay open until somebody ends them."),
        _("Close the case"),
        (
            choice("outcome", _("Outcome"), codes.CaseOutcome),
            long("exception", _("If no return interview was held: why")),
        ),
    ),
    FormSpec(
        "reopen-case",
        _("Reopen the case"),
        _("Others will read why."),
        _("Reopen the case"),
        (long("reason", _("Reason"), required=True),),
    ),
)

CARE = (
    FormSpec(
        "appoint-guardian",
        _("Record the guardian"),
        _("The guardian is told of every step and speaks for the child."),
        _("Record"),
        (
            choice("guardian", _("Guardian's agency"), Choices.CASE_AGENCIES, required=False),
            text("name", _("Name of the guardian"), required=True),
            text("contact", _("How to reach them, also at night")),
        ),
    ),
    FormSpec(
        "start-placement",
        _("Record a placement"),
        _("It says who answers for the child from now on."),
        _("Record"),
        (
            new_id("placement"),
            choice("agency", _("Agency that answers for the child"), Choices.CASE_AGENCIES),
            country(label=_("Country")),
            text("place", _("Place"), _("Name and address."), required=True),
        ),
    ),
    FormSpec(
        "end-placement",
        _("End a placement"),
        _("Nobody answers for the child there any more."),
        _("End"),
        (
            choice("placement", _("Placement"), Choices.PLACEMENTS),
            long("reason", _("Reason"), required=True),
        ),
    ),
)

AFTERCARE = (
    *INTERVIEW,
    FormSpec(
        "make-referral",
        _("Refer the child to a service"),
        _("So that somebody takes care of it and it can be followed up."),
        _("Refer"),
        (new_id("referral"), choice("to", _("Service"), codes.Service), long("note", _("Note"))),
    ),
)
