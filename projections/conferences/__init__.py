"""Conferences: one document for each, with everything that those who were invited need to prepare, hold and close it.

Invariant: the document of the view is folded for all eyes and shown to nobody as it stands; what somebody sees of a
conference is folded from the entries that they may see (:mod:`projections.conferences.telling`).
"""

from __future__ import annotations

from projections.conferences.document import (
    Answer,
    Conference,
    Decision,
    Dissent,
    Frozen,
    Minutes,
    Pin,
    Presence,
)
from projections.conferences.fold import evolve, keys
from projections.conferences.telling import told, without_private
from projections.views import View, moment

__all__ = [
    "VIEW",
    "Answer",
    "Conference",
    "Decision",
    "Dissent",
    "Frozen",
    "Minutes",
    "Pin",
    "Presence",
    "evolve",
    "keys",
    "told",
    "without_private",
]

VIEW: View[Conference] = View(
    name="conferences",
    version=1,
    document=Conference,
    keys=keys,
    evolve=evolve,
    columns={
        "case": lambda conference: conference.case,
        "open": lambda conference: conference.open,
        "starts_at": lambda conference: moment(conference.starts_at),
        "phase": lambda conference: conference.phase.value,
    },
    indexes=(("case", "starts_at"), ("open", "starts_at")),
)
