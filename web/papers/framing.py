"""What stands on every paper about a case: its marking, the moment it tells of, for whom it was made; and its twin.

Invariant: the twin says what the paper says and nothing more, for programs; no position of the log stands in either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from projections import cases
from web.access.viewer import Viewer
from web.papers.content import Attached, Paper, Section
from web.shown.timeline import Entry
from web.texts import catalog
from web.texts.catalog import gettext as _
from web.texts.times import in_full, now, when

TWIN = "application/json"


@dataclass(frozen=True)
class Frame:
    """What a paper is: its *kind* in an address, its *title*, and the moment *at* which the case is as it says."""

    kind: str
    title: str
    at: datetime


def framed(
    frame: Frame, viewer: Viewer, case: cases.Case, sections: Sequence[Section], entries: Sequence[Entry]
) -> Paper:
    """The *sections* about *case* as a paper made now for *viewer*; its twin names the *entries* it tells of."""
    language = catalog.language()
    made = {"agency": viewer.agency_name, "name": viewer.name, "when": when(now(), "date"), "time": when(now(), "time")}
    return Paper(
        title=frame.title,
        language=language,
        reference=case.reference,
        marking=_("Confidential: about a child. For those who work on this case only."),
        as_of=_("As known on %(moment)s") % {"moment": in_full(frame.at)},
        made_for=_("Made for %(agency)s (%(name)s) on %(when)s at %(time)s") % made,
        dated=frame.at,
        exercise=_("Exercise: not a real child") if case.exercise else "",
        sections=[section for section in sections if section.blocks],
        attached=[_twin(frame, case, language, sections, entries)],
    )


def _twin(
    frame: Frame, case: cases.Case, language: str, sections: Sequence[Section], entries: Sequence[Entry]
) -> Attached:
    told = {
        "format": 1,
        "paper": frame.kind,
        "case": case.id,
        "reference": case.reference,
        "exercise": case.exercise,
        "language": language,
        "as_known_at": frame.at,
        "sections": [section for section in sections if section.blocks],
        "facts": [_fact(entry) for entry in entries],
    }
    described = _("The same for programs")
    return Attached(name=f"{frame.kind}.json", media=TWIN, described=described, text=msgspec.json.encode(told).decode())


def _fact(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "event": entry.event,
        "agency": entry.agency_name,
        "happened_at": entry.happened_at,
        "happened_until": entry.happened_until,
        "approximate": entry.approximate,
        "recorded_at": entry.recorded_at,
        "details": {detail.name: detail.value for detail in entry.details if detail.name},
    }
