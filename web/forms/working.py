"""The forms between agencies: who takes part, who leads, what is known, who was asked.

Invariant: the fields of a form are the fields of its command; ``tests/web/test_forms.py`` compares them.
"""

from __future__ import annotations

from domain.case import codes
from domain.retention.codes import HoldGround
from web.forms.fields import Choices, FormSpec, Spec, choice, country, long, moment, new_id, point, text
from web.texts.catalog import mark as _

SIGHTING: tuple[Spec, ...] = (
    new_id("sighting"),
    country(label=_("Country"), required=False),
    text("place", _("Where"), required=True),
    point(
        "point",
        _("On the map"),
        _("A town, such as Menton, or degrees north and east, such as 43.7745, 7.4975. Empty if nobody can say."),
    ),
    choice("within", _("How near to it"), codes.Within, required=False),
    moment("seen_at", _("When")),
    long("note", _("What was seen")),
    text("source", _("Who says so")),
)

INFORMATION = (
    FormSpec(
        "record-sighting",
        _("Record a sighting"),
        _("All agencies of the case will see it."),
        _("Record"),
        SIGHTING,
    ),
    FormSpec(
        "record-protected-sighting",
        _("Record a protected sighting"),
        _("Told in confidence: only police, carers, guardians, child protection and hotlines of the case will see it."),
        _("Record"),
        SIGHTING,
    ),
    FormSpec(
        "request-information",
        _("Ask an agency"),
        _("Only that agency will see the question. It gets a clock, and an answer or a refusal with its ground."),
        _("Ask"),
        (
            new_id("request"),
            choice("of_agency", _("Agency"), Choices.OTHER_CASE_AGENCIES),
            long("question", _("Question"), required=True),
        ),
    ),
    FormSpec(
        "give-information",
        _("Answer a question"),
        _("Only the agency that asked will see the answer."),
        _("Answer"),
        (
            choice("request", _("Question"), Choices.OPEN_REQUESTS),
            long("answer", _("Answer"), required=True),
            choice("legal_basis", _("Legal basis"), codes.LegalBasis),
        ),
    ),
    FormSpec(
        "refuse-information",
        _("Refuse a question"),
        _("All agencies of the case will see the ground and the note, so that it can be discussed."),
        _("Refuse"),
        (
            choice("request", _("Question"), Choices.OPEN_REQUESTS),
            choice("ground", _("Ground"), codes.RefusalGround),
            long("note", _("Note")),
        ),
    ),
)

KEEPING = (
    FormSpec(
        "place-legal-hold",
        _("Place a legal hold"),
        _("Nothing of this case is erased while it stands. All agencies of the case see it."),
        _("Place the hold"),
        (new_id("hold"), choice("ground", _("Ground"), HoldGround), long("note", _("What for"), required=True)),
    ),
    FormSpec(
        "lift-legal-hold",
        _("Lift a legal hold"),
        _("From then on the rules say again how long the case is kept."),
        _("Lift the hold"),
        (choice("hold", _("Legal hold"), Choices.HOLDS), long("note", _("Why it can go"), required=True)),
    ),
)

COORDINATION = (
    FormSpec(
        "review-emergency-access",
        _("Review an emergency access"),
        _("Somebody outside the case read it without being brought in. All agencies of the case see what you find."),
        _("Close the review"),
        (
            choice("access", _("Access"), Choices.EMERGENCIES),
            choice("finding", _("Finding"), codes.EmergencyFinding),
            long("note", _("What you found"), required=True),
        ),
    ),
    FormSpec(
        "leave-case",
        _("Leave the case"),
        _("Your agency will no longer see the case."),
        _("Leave the case"),
        (long("reason", _("Reason"), required=True),),
    ),
    FormSpec(
        "offer-lead",
        _("Offer the lead"),
        _("One agency leads. Nothing changes hands until they accept."),
        _("Offer the lead"),
        (choice("to_agency", _("Agency"), Choices.CASE_AGENCIES),),
    ),
    FormSpec(
        "accept-lead",
        _("Accept the lead"),
        _("From now on the others look to your agency."),
        _("Accept the lead"),
    ),
    FormSpec(
        "decline-lead",
        _("Decline the lead"),
        _("The offering agency has to find somebody else, and will read why."),
        _("Decline"),
        (long("reason", _("Reason"), required=True),),
    ),
)
