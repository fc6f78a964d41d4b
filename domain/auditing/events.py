"""What can have happened to the remarks on a case.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
No fact takes a remark back: what is settled stays on record.
"""

from __future__ import annotations

from domain.events import Event, stored_as
from domain.privacy import Narrative


@stored_as("RemarkMade")
class RemarkMade(Event, frozen=True, kw_only=True):
    """Auditors remarked something, perhaps on what a *check* found, and ask *agency* for an answer if they name one.

    The *anchor* says which finding of the check it is; the *facts* are those it rests on.
    """

    case: str
    remark: str
    by_agency: str
    agency: str | None = None
    check: str | None = None
    anchor: str | None = None
    facts: tuple[str, ...] = ()
    words: Narrative


@stored_as("RemarkAnswered")
class RemarkAnswered(Event, frozen=True, kw_only=True):
    """The agency that was asked has answered."""

    remark: str
    agency: str
    words: Narrative


@stored_as("RemarkSettled")
class RemarkSettled(Event, frozen=True, kw_only=True):
    """The auditor has no more to ask, and says why."""

    remark: str
    words: Narrative


RemarkEvent = RemarkMade | RemarkAnswered | RemarkSettled

OF_THE_AUDIT = frozenset({RemarkMade.NAME, RemarkAnswered.NAME, RemarkSettled.NAME})
"""Facts that are between the auditors and the agency that is asked."""
