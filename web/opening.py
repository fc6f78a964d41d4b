"""Opening a case: its identifier and the number people say on the phone.

Invariant: the same key opens the same case; numbers run by country and year. Two web nodes that open a case of one
country in the same moment may give both the same number; the identifier tells them apart.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.case.commands import OpenCase
from domain.case.state import Case
from domain.codes import Country
from domain.deciding.handling import Outcome
from domain.ids import derive
from web import seeing
from web.access.circumstances import command_id
from web.access.viewer import Viewer
from web.acting import act_on_case
from web.services import Services

DEMO = "demo"
"""The exercise that every case belongs to which somebody opens in a demo."""


@dataclass(frozen=True)
class Opened:
    """The identifier of a case and what opening it led to."""

    case: str
    done: Outcome[Case]


async def open_case(
    services: Services, viewer: Viewer, country: Country | None, *, key: str | None, exercise: str | None = None
) -> Opened:
    """Open a case in *country* (the viewer's own where none is given)."""
    where = country or viewer.country or Country.BE
    exercise = exercise or (DEMO if services.settings.demo else None)
    key = key or services.ids.new()
    case = derive(command_id(services, viewer, key, "OpenCase"), "case")
    async with services.opening:
        reference = seeing.reference_given(services, case) or seeing.next_reference(services, where)
        command = OpenCase(reference=reference, country=where)
        return Opened(case, await act_on_case(services, viewer, case, command, key=key, exercise=exercise))
