"""The return interview as a form, in the order in which a conversation goes.

Invariant: the fields of a form are the fields of its command; ``tests/web/case/test_forms.py`` compares them.
"""

from __future__ import annotations

from web.forms.fields import Choices, FormSpec, choice, long
from web.texts.catalog import mark as _

INTERVIEW = (
    FormSpec(
        "offer-return-interview",
        _("Offer a return interview"),
        _("Somebody who does not care for the child listens to why they left and what would help."),
        _("Offer"),
        (choice("interviewer", _("Interviewing agency"), Choices.CASE_AGENCIES),),
    ),
    FormSpec(
        "hold-return-interview",
        _("Record the return interview"),
        _(
            "What the child tells protects them and others; what may be shared is theirs to say. It is no questioning: "
            "leave empty what they did not want to speak about."
        ),
        _("Record"),
        (
            long("account", _("What happened"), _("From before they left until they were back."), required=True),
            long("why_left", _("Why they left"), _("What pushed them away, what drew them.")),
            long("whereabouts", _("Where they were")),
            long("company", _("With whom")),
            long("journey", _("How they travelled"), _("And who paid for it.")),
            long("harm", _("Hurt, threatened or afraid"), _("By whom, of whom. A crime is reported to the police.")),
            long("daily_needs", _("What they ate, and where they slept")),
            long("way_back", _("How they came back"), _("And who brought them.")),
            long("feels_now", _("How they feel now")),
            long("would_help", _("What would help them to stay")),
            long("trusted", _("Whom they trust")),
            long("own_words", _("In the child's own words")),
            long("needs", _("What the child needs"), _("Health, a lawyer, language, school.")),
            long(
                "sharing",
                _("What may be told to whom"),
                _("Ask for each agency of the case; write what they said."),
            ),
            long("setting", _("Where you talked, and who was there"), _("The interpreter too, and their language.")),
        ),
    ),
    FormSpec(
        "decline-return-interview",
        _("Record that the child declined the interview"),
        _("It stays open to them; the carer's own knowledge is asked for instead."),
        _("Record"),
        (
            long("reason", _("What they said, or how they showed it"), required=True),
            long("attempts", _("How often they were asked, by whom and where")),
            long("carer_knows", _("What the carer knows about the absence")),
        ),
    ),
)
