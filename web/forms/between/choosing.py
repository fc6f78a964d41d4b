"""What can be chosen in the forms of how agencies stand to a case.

Invariant: choices come from the case as its viewer sees it, so that no list tells of what they may not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.case.authority import IN_CHARGE
from domain.case.codes import Part
from domain.case.disclosure.parts import shut_to
from projections import cases
from web.access.viewer import Viewer
from web.forms.fields import Choices
from web.people import People
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.times import when

Options = Sequence[tuple[str, str]]

_STATES = {
    Choices.ASKED_DISCLOSURES: frozenset({"asked", "refused"}),
    Choices.OPEN_DISCLOSURES: frozenset({"granted"}),
}


def among(choices: Choices, case: cases.Case, viewer: Viewer) -> Sequence[str]:
    """The agencies of *case* among which *choices* lets *viewer* choose."""
    if choices is Choices.INVITED_AGENCIES:
        return [invited.agency for invited in case.invited]
    others = [part for part in case.taking_part if part.agency != viewer.agency_id]
    return [part.agency for part in others if choices is not Choices.DECIDING_AGENCIES or part.role in IN_CHARGE]


def parts(case: cases.Case, people: People, viewer: Viewer, choices: Choices) -> Options:
    """The parts, sightings or disclosures of *case* among which *choices* lets *viewer* choose."""
    if choices is Choices.SHUT_PARTS:
        found = case.episode.located_in if case.episode else None
        return [(part.value, wording.code(part.value)) for part in Part if shut_to(part, viewer.role, found)]
    if choices in {Choices.SIGHTINGS, Choices.PROTECTED_SIGHTINGS}:
        protected = choices is Choices.PROTECTED_SIGHTINGS
        seen = [sighting for sighting in case.sightings if sighting.protected is protected]
        return [(s.id, _two(people.agency_name(s.agency), s.seen_at)) for s in seen]
    fitting = [each for each in case.disclosures if each.state in _STATES[choices]]
    others = [each for each in fitting if each.by_agency != viewer.agency_id]
    return [(d.id, f"{wording.code(d.part.value)} · {_two(people.agency_name(d.by_agency), d.at)}") for d in others]


def _two(who: str, at: datetime) -> str:
    return _("%(who)s, %(time)s") % {"who": who, "time": when(at, "short")}
