"""The forms by which a part that is walled off is asked for, granted, refused and shut again.

Invariant: the fields of a form are the fields of its command; ``tests/web/case/test_forms.py`` compares them.
"""

from __future__ import annotations

from domain.case import codes
from web.forms.fields import Choices, FormSpec, choice, long, moment, new_id
from web.texts.catalog import mark as _

DISCLOSING = (
    FormSpec(
        "request-disclosure",
        _("Ask for a part that is shut to you"),
        _(
            "Places and what was told in confidence are shut to some agencies, so that children go on telling. Say "
            "what you need and for what: an agency that answers for the child decides, and yours reads it for a time."
        ),
        _("Ask"),
        (
            new_id("disclosure"),
            choice("part", _("What you need"), Choices.SHUT_PARTS),
            choice("subject", _("Which sighting, where you need the place of one"), Choices.SIGHTINGS, required=False),
            choice("of_agency", _("Who decides"), Choices.DECIDING_AGENCIES),
            choice("purpose", _("For what"), codes.SharedFor),
            choice("legal_basis", _("Legal basis"), codes.LegalBasis),
            long("reason", _("Reason"), required=True),
        ),
    ),
    FormSpec(
        "grant-disclosure",
        _("Disclose a part"),
        _("The asking agency reads the part as it is now, until the moment you say. You can recall it at any time."),
        _("Disclose"),
        (
            choice("disclosure", _("Who asks for what"), Choices.ASKED_DISCLOSURES),
            choice("legal_basis", _("Legal basis"), codes.LegalBasis),
            moment("ends", _("Until"), _("Three days from now if left empty, thirty at most.")),
            choice("only", _("Only this protected sighting"), Choices.PROTECTED_SIGHTINGS, required=False),
            long("conditions", _("Conditions"), _("What it may be used for, and whom it may be told.")),
        ),
    ),
    FormSpec(
        "refuse-disclosure",
        _("Refuse to disclose a part"),
        _("The part stays shut. Who asked reads the ground and the note, and so do those who could have granted it."),
        _("Refuse"),
        (
            choice("disclosure", _("Who asks for what"), Choices.ASKED_DISCLOSURES),
            choice("ground", _("Ground"), codes.RefusalGround),
            long("note", _("Note")),
        ),
    ),
    FormSpec(
        "recall-disclosure",
        _("Recall a disclosure"),
        _("The part is shut again at once. What was read cannot be unread: that it was, is on record."),
        _("Recall"),
        (
            choice("disclosure", _("What was disclosed"), Choices.OPEN_DISCLOSURES),
            long("reason", _("Reason"), required=True),
        ),
    ),
)
