"""What can have happened to the profile and the safety plan.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
Which fields were *answered* stands in clear and tells nothing more: "none" and "many" are both answers.
"""

from __future__ import annotations

from datetime import date

from domain.events import Event, stored_as
from domain.privacy import NOTHING, Health, Identity, Location, Narrative


@stored_as("ProfileRecorded")
class ProfileRecorded(Event, frozen=True, kw_only=True):
    """What a search would need, as far as it is known; these are all fields as they are now.

    *photo_on* is when the photo was taken: some authorities take none that is older than half a year.
    """

    answered: tuple[str, ...] = ()
    photo_on: date | None = None
    photo: Identity = NOTHING
    applicant_card: Identity = NOTHING
    clothing: Identity = NOTHING
    phones: Identity = NOTHING
    relatives: Identity = NOTHING
    associates: Identity = NOTHING
    likely_places: Location = NOTHING
    habits: Narrative = NOTHING
    medical: Health = NOTHING
    means: Narrative = NOTHING
    journey: Narrative = NOTHING
    motives: Narrative = NOTHING


@stored_as("SafetyPlanRecorded")
class SafetyPlanRecorded(Event, frozen=True, kw_only=True):
    """What was agreed with the child, so that they need not leave, and what happens if they do."""

    answered: tuple[str, ...] = ()
    warning_signs: Narrative = NOTHING
    motives: Narrative = NOTHING
    would_help: Narrative = NOTHING
    trusted: Identity = NOTHING
    stays_in_touch: Identity = NOTHING
    safe_places: Location = NOTHING
    if_missing: Narrative = NOTHING
    own_words: Narrative = NOTHING
    sharing: Narrative = NOTHING


PreparedEvent = ProfileRecorded | SafetyPlanRecorded
