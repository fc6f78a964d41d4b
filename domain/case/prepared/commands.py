"""What can be asked about the profile and the safety plan.

Invariant: a command says everything its decision needs that history and circumstances do not.
"""

from __future__ import annotations

from datetime import date

from domain.context import Command, MaybeText


class RecordProfile(Command, frozen=True, kw_only=True):
    """Write down what a search would need; every field is given as it should be, and "none" where there is none.

    *photo* says where a photo of the child is kept, *photo_on* when it was taken.
    """

    photo: MaybeText = ""
    photo_on: date | None = None
    applicant_card: MaybeText = ""
    clothing: MaybeText = ""
    phones: MaybeText = ""
    relatives: MaybeText = ""
    associates: MaybeText = ""
    likely_places: MaybeText = ""
    habits: MaybeText = ""
    medical: MaybeText = ""
    means: MaybeText = ""
    journey: MaybeText = ""
    motives: MaybeText = ""


class RecordSafetyPlan(Command, frozen=True, kw_only=True):
    """Write down what was agreed with the child; every field is given as it should be."""

    warning_signs: MaybeText = ""
    motives: MaybeText = ""
    would_help: MaybeText = ""
    trusted: MaybeText = ""
    stays_in_touch: MaybeText = ""
    safe_places: MaybeText = ""
    if_missing: MaybeText = ""
    own_words: MaybeText = ""
    sharing: MaybeText = ""


PreparedCommand = RecordProfile | RecordSafetyPlan
