"""What can have happened for the child after they were found.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
"""

from __future__ import annotations

from typing import Annotated

from domain.case.codes import Service
from domain.events import Event, Upcaster, stored_as
from domain.privacy import NOTHING, Health, Identity, Location, Narrative


@stored_as("ReturnInterviewOffered")
class ReturnInterviewOffered(Event, frozen=True, kw_only=True):
    """The child was offered to talk; *independent* where the interviewer's agency does not care for the child."""

    episode: str
    interviewer: str
    independent: bool


# In the first schema fewer questions were asked.
@stored_as("ReturnInterviewHeld", schema=2, upcasters=(Upcaster(1),))
class ReturnInterviewHeld(Event, frozen=True, kw_only=True):
    """The child talked: what happened, where and with whom, what hurt, what would help, what may be told to whom.

    *setting* is where they talked and who was there, the interpreter among them.
    """

    episode: str
    interviewer: str
    account: Narrative
    why_left: Narrative = NOTHING
    whereabouts: Location = NOTHING
    company: Identity = NOTHING
    journey: Narrative = NOTHING
    harm: Health = NOTHING
    daily_needs: Health = NOTHING
    way_back: Narrative = NOTHING
    feels_now: Health = NOTHING
    would_help: Narrative = NOTHING
    trusted: Identity = NOTHING
    own_words: Narrative = NOTHING
    needs: Health = NOTHING
    sharing: Narrative = NOTHING
    setting: Narrative = NOTHING


# In the first schema fewer questions were asked.
@stored_as("ReturnInterviewDeclined", schema=2, upcasters=(Upcaster(1),))
class ReturnInterviewDeclined(Event, frozen=True, kw_only=True):
    """The child did not want to talk; *attempts* to ask them, and what the carer knows instead."""

    episode: str
    reason: Narrative
    attempts: Narrative = NOTHING
    carer_knows: Narrative = NOTHING


@stored_as("ReferralMade")
class ReferralMade(Event, frozen=True, kw_only=True):
    """A service was asked to take care of something for the child; which one tells what the child needs."""

    referral: str
    to: Annotated[Health, Service]
    note: Narrative = NOTHING


AftercareEvent = ReturnInterviewOffered | ReturnInterviewHeld | ReturnInterviewDeclined | ReferralMade
