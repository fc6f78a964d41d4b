"""What can have happened about emergency access.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from domain.case.codes import EmergencyFinding, EmergencyReason
from domain.events import Event, stored_as
from domain.privacy import Narrative


@stored_as("EmergencyAccessTaken")
class EmergencyAccessTaken(Event, frozen=True, kw_only=True):
    """A *member* of an agency that takes no part reads the case, *until* a moment at which that ends by itself."""

    access: str
    agency: str
    member: str
    until: datetime
    reason: Annotated[Narrative, EmergencyReason]
    circumstances: Narrative


@stored_as("EmergencyAccessReviewed")
class EmergencyAccessReviewed(Event, frozen=True, kw_only=True):
    """Somebody of the case found whether it was right to take it."""

    access: str
    finding: EmergencyFinding
    note: Narrative


EmergencyEvent = EmergencyAccessTaken | EmergencyAccessReviewed
