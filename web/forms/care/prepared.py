"""The profile and the safety plan as forms.

Invariant: the fields of a form are the fields of its command; ``tests/web/case/test_forms.py`` compares them.
"""

from __future__ import annotations

from web.forms.fields import FormSpec, long, text
from web.texts.catalog import mark as _

PREPARED = (
    FormSpec(
        "record-profile",
        _("Record the profile"),
        _(
            "What a search needs in its first hour is asked for now, while the child can be asked. It is sealed: the "
            "page of the case says which questions have an answer, and whoever reads one is on record. Write “none” "
            "where you asked and there is nothing; what is left empty counts as not asked."
        ),
        _("Record the profile"),
        (
            text("photo", _("Photo"), _("Where a recent photo is kept, and who can send it at night.")),
            text("photo_on", _("Day of the photo"), _("As 2026-05-01. Greek police take none over six months.")),
            text("applicant_card", _("Applicant card"), _("Number, and where a copy is kept.")),
            long("clothing", _("Clothing and belongings"), _("What the child usually wears and carries.")),
            long("phones", _("Phones and accounts"), _("Numbers, IMEI, names on social media.")),
            long("relatives", _("Relatives"), _("Here and abroad, and when they were last in touch.")),
            long("associates", _("Friends and companions")),
            long("likely_places", _("Likely places"), _("Where the child goes, or speaks of going.")),
            long("habits", _("Habits"), _("School, mosque or church, sport, what calms the child.")),
            long("medical", _("Medical needs"), _("Medicine, doses, what happens without.")),
            long("means", _("Money and transport"), _("Money, cards, tickets, a bicycle.")),
            long("journey", _("Journey so far, and where to"), _("Who arranged it, and who is owed for it.")),
            long("motives", _("What may make the child leave")),
        ),
        replaces=("ProfileRecorded",),
    ),
    FormSpec(
        "record-safety-plan",
        _("Record the safety plan"),
        _(
            "Written together with the child. Carers, guardians, child protection, hotlines and police of the case can "
            "read it; the asylum authority cannot. Write “none” where you asked and there is nothing."
        ),
        _("Record the plan"),
        (
            long("warning_signs", _("Signs that the child may be about to leave")),
            long("motives", _("What may make the child leave")),
            long("would_help", _("What would help the child to stay")),
            long("trusted", _("Whom the child trusts"), _("And the 116 000 number: was it handed over?")),
            long("stays_in_touch", _("How the child stays in touch"), _("With whom, by which phone, how often.")),
            long("safe_places", _("Safe places"), _("Where the child can go at night.")),
            long("if_missing", _("If the child is missing"), _("Who does what in the first hour.")),
            long("own_words", _("In the child's own words")),
            long("sharing", _("What may be told to whom")),
        ),
        replaces=("SafetyPlanRecorded",),
    ),
)
