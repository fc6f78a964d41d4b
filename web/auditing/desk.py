"""What waits for an auditor: findings that stand, remarks that were answered, samples drawn last.

Invariant: it shows what its pages show, counted; codes, times and names of agencies, and no words of anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.ports import StoreFault
from projections.findings import Check
from web import seeing
from web.access.viewer import Viewer
from web.auditing.told import Told, told_of
from web.services import Services
from web.texts.catalog import gettext as _
from web.texts.wording.findings import CHECKS

SHOWN = 6
"""So many remarks are listed; the page of remarks has all."""


@dataclass(frozen=True)
class Desk:
    """How many findings *stand*, by check, with where they are listed; none while that cannot be told.

    *answered* are remarks that somebody has answered and nobody settled, *asked* how many wait for an answer.
    """

    stand: Sequence[tuple[str, str, int]] | None
    answered: Sequence[Told]
    answered_count: int
    asked: int


async def desk_of(services: Services, viewer: Viewer) -> Desk:
    """What waits for *viewer*, who is an auditor."""
    remarks = seeing.remarks_across(services, viewer)
    answered = [remark for remark in remarks if remark.state == "answered"]
    numbers = seeing.numbers_of(services, answered[:SHOWN])
    return Desk(
        stand=await _standing(services, viewer),
        answered=[told_of(services, remark, numbers[remark.case]) for remark in answered[:SHOWN]],
        answered_count=len(answered),
        asked=sum(remark.state == "asked" for remark in remarks),
    )


async def _standing(services: Services, viewer: Viewer) -> Sequence[tuple[str, str, int]] | None:
    counts = dict.fromkeys(Check, 0)
    try:
        async for found in seeing.found_across(services, viewer):
            for each in found.findings:
                counts[each.check] += each.over is None
    except StoreFault:
        return None
    return [(f"/audit/findings?check={check.value}", _(CHECKS[check]), counts[check]) for check in Check]
