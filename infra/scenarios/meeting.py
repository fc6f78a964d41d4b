"""Conferences in a story: what their steps leave to be known.

Invariant: which conference is meant stands in the step, and between which places of the log its minutes are is known
once it has been played; no scenario writes down either.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from domain.conference.commands import CallConference, DraftMinutes
from domain.conference.events import ConferenceBegun, ConferenceEnded
from domain.context import Command
from domain.envelope import Recorded
from domain.events import Event
from domain.ids import derive
from infra.scenarios.people import ORIGIN


def conference_id(case: str, name: str) -> str:
    """The identifier of the conference that the steps of a *case* call by *name*."""
    return derive(ORIGIN, "named", case, name)


def filled(kind: type[Command], data: Mapping[str, Any], conference: str) -> dict[str, Any]:
    """*data* of a step with what it does not say itself."""
    if kind is CallConference:
        return {**data, "conference": f"id:{conference}"}
    return {**data, "first": 1, "last": 1} if kind is DraftMinutes else {**data}


def between(command: Command, history: Iterable[Recorded[Event]]) -> Command:
    """*command*; of minutes, between the places at which the conference with this *history* began and ended."""
    if not isinstance(command, DraftMinutes):
        return command
    places = [fact.position for fact in history if isinstance(fact.event, ConferenceBegun | ConferenceEnded)]
    return msgspec.structs.replace(command, first=places[0], last=places[-1]) if places else command
