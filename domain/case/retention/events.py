"""What can have happened about keeping and erasing a case.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
Nothing in clear in here says anything about the child: it stays readable after the keys are gone.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from domain.events import Event, stored_as
from domain.privacy import NOTHING, Narrative
from domain.retention.codes import HoldGround, RecordClass


@stored_as("LegalHoldPlaced")
class LegalHoldPlaced(Event, frozen=True, kw_only=True):
    """The case must not be erased while this *hold* of *agency* stands."""

    hold: str
    agency: str
    ground: Annotated[Narrative, HoldGround]
    note: Narrative


@stored_as("LegalHoldLifted")
class LegalHoldLifted(Event, frozen=True, kw_only=True):
    """The *hold* does not stand any more."""

    hold: str
    note: Narrative


@stored_as("ErasureProposed")
class ErasureProposed(Event, frozen=True, kw_only=True):
    """Somebody reviewed the case and found that these *classes* are due; *officer* says that they answer for data."""

    erasure: str
    proposed_by: str
    officer: bool
    classes: tuple[RecordClass, ...]
    rules: tuple[str, ...]
    due_at: datetime
    note: Narrative = NOTHING


@stored_as("ErasureDeclined")
class ErasureDeclined(Event, frozen=True, kw_only=True):
    """What was proposed to be erased is kept."""

    erasure: str
    declined_by: str
    reason: Narrative


@stored_as("ErasureConfirmed")
class ErasureConfirmed(Event, frozen=True, kw_only=True):
    """A second person agreed. From here on the keys are destroyed, whatever happens in between."""

    erasure: str
    proposed_by: str
    confirmed_by: str
    classes: tuple[RecordClass, ...]
    rules: tuple[str, ...]
    due_at: datetime


@stored_as("KeysDestroyed")
class KeysDestroyed(Event, frozen=True, kw_only=True):
    """The certificate: which *keys* are gone, the fingerprint of each (empty where none was made), and since when."""

    erasure: str
    classes: tuple[RecordClass, ...]
    keys: tuple[str, ...]
    fingerprints: tuple[str, ...]
    destroyed_at: datetime


RetentionEvent = (
    LegalHoldPlaced | LegalHoldLifted | ErasureProposed | ErasureDeclined | ErasureConfirmed | KeysDestroyed
)
