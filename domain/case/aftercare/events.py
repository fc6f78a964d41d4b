"""What can have happened for the child after they were found.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
"""

from __future__ import annotations

from typing import Annotated

from domain.case.codes import Service
from domain.events import Event, stored_as
from domain.privacy import NOTHING, Health, Narrative


@stored_as("ReturnInterviewOffered")
class ReturnInterviewOffered(Event, frozen=True, kw_only=True):
    """The child was offered to talk; *independent* where the interviewer's agency does not care for the child."""

    episode: str
    interviewer: str
    independent: bool


@stored_as("ReturnInterviewHeld")
class ReturnInterviewHeld(Event, frozen=True, kw_only=True):
    """The child talked: what happened, in their own words, what they need, what may be told to whom."""

    episode: str
    interviewer: str
    account: Narrative
    own_words: Narrative = NOTHING
    needs: Health = NOTHING
    sharing: Narrative = NOTHING


@stored_as("ReturnInterviewDeclined")
class ReturnInterviewDeclined(Event, frozen=True, kw_only=True):
    """The child did not want to talk."""

    episode: str
    reason: Narrative


@stored_as("ReferralMade")
class ReferralMade(Event, frozen=True, kw_only=True):
    """A service was asked to take care of something for the child; which one tells what the child needs."""

    referral: str
    to: Annotated[Health, Service]
    note: Narrative = NOTHING


AftercareEvent = ReturnInterviewOffered | ReturnInterviewHeld | ReturnInterviewDeclined | ReferralMade
