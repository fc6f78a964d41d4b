"""How many requests somebody may send: an account that is signed in, or an address where nobody is.

Invariant: nobody who works is slowed down, since what a person and their open pages ask for is far below what is let
through; who asks for more is told how long to wait, and keeps nobody else from being answered.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from datetime import datetime
from typing import Any

from litestar.connection import ASGIConnection
from litestar.exceptions import TooManyRequestsException

from web.access.address import address_of

AT_ONCE = 1_000
"""So many requests may come at once: a morning's open pages, all of them refreshing."""

MOST = 50_000
"""So many senders are remembered; the ones heard of longest ago are forgotten, who have all of theirs again by then."""

UNCOUNTED = ("/static/", "/healthz", "/readyz", "/metrics")
"""What costs nothing, and what watches over us."""


class Pace:
    """What each sender may still ask for, in this process: so many requests, and *per_second* of them more."""

    def __init__(self, per_second: float, at_once: int = AT_ONCE) -> None:
        """Let everybody begin with *at_once*. With zero *per_second* nobody is counted."""
        self._per_second = per_second
        self._at_once = at_once
        self._left: OrderedDict[str, tuple[float, datetime]] = OrderedDict()

    def wait(self, sender: str, now: datetime, cost: int = 1) -> int:
        """Count a request of *sender*, or what *cost*s as much as several; how many seconds they have to wait with it.

        That is 0 where they need not wait. What costs more than may come at once is never let through.
        """
        if not self._per_second:
            return 0
        left, at = self._left.pop(sender, (float(self._at_once), now))
        left = min(left + max((now - at).total_seconds(), 0.0) * self._per_second, self._at_once)
        allowed = left >= cost
        self._left[sender] = (left - cost if allowed else left, now)
        if len(self._left) > MOST:
            self._left.popitem(last=False)
        return 0 if allowed else math.ceil((cost - left) / self._per_second)


def keep_pace(connection: ASGIConnection[Any, Any, Any, Any]) -> None:
    """Refuse (429) a request of who sends more than can be answered."""
    if connection.scope["path"].startswith(UNCOUNTED):
        return
    services, viewer = connection.app.state.services, connection.scope.get("user")
    sender = f"address {address_of(connection)}" if viewer is None else f"member {viewer.member_id}"
    wait = services.pace.wait(sender, services.clock.now())
    if wait:
        raise TooManyRequestsException(headers={"retry-after": str(wait)})
