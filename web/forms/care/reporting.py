"""What a report tells the police, at once and afterwards.

Invariant: a report is sent with what is known; every question may stay open, and is answered later by adding to it.
"""

from __future__ import annotations

from domain.case import codes
from web.forms.fields import Choices, FormSpec, Spec, choice, long, text
from web.texts.catalog import mark as _

TOLD: tuple[Spec, ...] = (
    long("last_seen", _("Last seen"), _("When, where, by whom.")),
    long("companions", _("With whom")),
    long("clothing", _("Clothing and belongings")),
    long("circumstances", _("What happened")),
    long("steps_taken", _("What was done so far")),
    long("likely_places", _("Likely places")),
    long("motives", _("Likely reasons")),
    long("means", _("Money and transport")),
    long("medical", _("Medical needs")),
    long("suspicion", _("Suspicion of a crime or of trafficking")),
    text("reporter", _("Who reports, and how they know the child")),
)

REPORT = (
    FormSpec(
        "report-disappearance",
        _("Report the disappearance"),
        _("Police can search with what you write here. Send what you have; the rest can follow."),
        _("Report to the police"),
        (
            choice("to_agency", _("Police"), Choices.CASE_POLICE),
            choice("channel", _("How you told them"), codes.Channel),
            *TOLD,
        ),
    ),
    FormSpec(
        "supplement-report",
        _("Add to the report"),
        _("What was missing reaches everybody who was told. What you leave empty stays as it was."),
        _("Add to the report"),
        TOLD,
    ),
)
