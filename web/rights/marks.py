"""What became of a fact that stands on a timeline: that it is said to be wrong, and that it was corrected.

Invariant: who does not see a dispute or a correction sees no mark of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.case.events import DisputeAnswered, RecordCorrected, RecordDisputed
from projections.timeline import Entry
from web.shown.timeline import Mark
from web.texts import wording
from web.texts.catalog import gettext as _


@dataclass(frozen=True)
class Dispute:
    """A dispute: the fact that began it, and the one that answered it, if somebody did."""

    begun: Entry
    answered: Entry | None


def disputes_of(entries: Iterable[Entry], fact: str) -> list[Dispute]:
    """The disputes about *fact* among *entries*, the oldest first."""
    return [dispute for dispute in _disputes(entries) if dispute.begun.codes["fact"] == fact]


def _disputes(entries: Iterable[Entry]) -> list[Dispute]:
    """All disputes among *entries*, the oldest first."""
    told = [entry for entry in entries if entry.name in {RecordDisputed.NAME, DisputeAnswered.NAME}]
    answers = {entry.codes["dispute"]: entry for entry in told if entry.name == DisputeAnswered.NAME}
    begun = [entry for entry in told if entry.name == RecordDisputed.NAME]
    return [Dispute(entry, answers.get(entry.codes["dispute"])) for entry in begun]


def corrections_of(entries: Iterable[Entry], fact: str) -> list[Entry]:
    """The corrections of *fact* among *entries*, the oldest first."""
    return [entry for entry in entries if entry.name == RecordCorrected.NAME and entry.codes["fact"] == fact]


def marks(entries: Iterable[Entry]) -> Mapping[str, list[Mark]]:
    """The marks of each fact among *entries*, by its id, each word once, in the order in which they were made."""
    told = [entry for entry in entries if entry.name in _MARKING]
    disputes = {dispute.begun.id: dispute for dispute in _disputes(told)}
    found: dict[str, dict[Mark, None]] = {}
    for entry in told:
        if entry.name == RecordCorrected.NAME:
            word = _("Corrected: %(field)s") % {"field": wording.field(entry.codes["field"])}
            found.setdefault(entry.codes["fact"], {})[Mark(word, "info")] = None
        elif entry.name == RecordDisputed.NAME:
            found.setdefault(entry.codes["fact"], {})[_of(disputes[entry.id])] = None
    return {fact: list(each) for fact, each in found.items()}


_MARKING = frozenset({RecordCorrected.NAME, RecordDisputed.NAME, DisputeAnswered.NAME})


def _of(dispute: Dispute) -> Mark:
    if dispute.answered is None:
        return Mark(_("Disputed"), "warn")
    return Mark(wording.code(dispute.answered.codes["finding"]), "")
