"""Why a sample cannot be announced or drawn.

Invariant: each names what would be possible.
"""

from __future__ import annotations

from domain.deciding.refusals import Conflict, Forbidden, NotPossible


class SamplesAreForAuditors(Forbidden):
    """Which cases are looked at is the office of auditors."""

    SLUG = "samples-are-for-auditors"
    WHY = "Only auditors draw samples of cases."
    INSTEAD = "Ask the auditor of your country."


class OtherCountry(Forbidden):
    """Auditors look at the cases of their own country."""

    SLUG = "other-country"
    WHY = "You can draw a sample of the cases of your own country only."
    INSTEAD = "Choose your own country, or ask the auditor of the other one."


class SampleNotAnnounced(NotPossible):
    """What is drawn has to be said before anybody can know by what."""

    SLUG = "sample-not-announced"
    WHY = "This sample has not been announced."
    INSTEAD = "Announce it first: how many cases, of which month and kind."


class SampleDrawnOtherwise(Conflict):
    """A sample is drawn once."""

    SLUG = "sample-drawn-otherwise"
    WHY = "This sample has been drawn already."
    INSTEAD = "Look at what was drawn, or announce a further sample."
