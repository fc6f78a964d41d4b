"""What is amiss with the proof of the record, for the pages that somebody begins with.

Invariant: a page is shown also while the checkpoints cannot be read.
"""

from __future__ import annotations

from domain.ports import StoreFault
from web.proving.judging import Concern, concerns
from web.services import Services


async def amiss(services: Services) -> list[Concern]:
    """What is amiss now; nothing while that cannot be known."""
    try:
        return concerns(await services.record(), services.clock.now())
    except StoreFault:
        return []
