"""The kinds of facts a reader chooses among.

Invariant: every fact of a case or task is of exactly one kind; what this release does not know is of the kind *other*.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, UnionType
from typing import get_args

from domain.case import events as e
from domain.conference.events import ConferenceEvent
from domain.task.events import TaskEvent
from web.texts.catalog import mark

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "search": mark("Missing and found"),
        "risk": mark("Risk"),
        "information": mark("Sightings and information"),
        "alerts": mark("Alerts"),
        "care": mark("Care and guardian"),
        "together": mark("Agencies and lead"),
        "aftercare": mark("Aftercare"),
        "file": mark("The file"),
        "tasks": mark("Tasks"),
    }
)
"""The kinds by code, in the order in which they matter."""

OTHER = "other"

_UNIONS: tuple[tuple[str, UnionType], ...] = (
    ("search", e.EpisodeEvent),
    ("together", e.EmergencyEvent),
    ("risk", e.RiskEvent),
    ("risk", e.ClassingEvent),
    ("information", e.InformationEvent),
    ("alerts", e.AlertEvent),
    ("care", e.CareEvent),
    ("care", e.PreparedEvent),
    ("care", e.PhotoEvent),
    ("together", e.CoordinationEvent),
    ("together", e.DisclosureEvent),
    ("aftercare", e.AftercareEvent),
    ("together", ConferenceEvent),
    ("file", e.FileEvent),
    ("file", e.RightsEvent),
    ("file", e.RetentionEvent),
    ("tasks", TaskEvent),
)

OF: Mapping[str, str] = MappingProxyType({each.NAME: kind for kind, union in _UNIONS for each in get_args(union)})
"""The kind of each event, by its permanent name."""


def kind_of(name: str) -> str:
    """The kind of the event called *name*."""
    return OF.get(name, OTHER)
