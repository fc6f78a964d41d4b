"""The loops that tell people, put together from the parts of a process.

Invariant: without mail and without push there are none, and nothing is kept that nobody could be told.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from domain.ports import EventStore
from infra.composition.ground import Ground
from infra.notices.ways import OwnWays
from projections.views import Documents
from web.ports import Opener
from workers.notifying.noticing import Noticing, Positions
from workers.notifying.sending import Sending

LOG = structlog.get_logger("notifying")

Loop = Callable[[], Awaitable[None]]


def notifying(
    base: Ground,
    feed: EventStore,
    documents: Documents,
    opener: Opener,
    positions: Positions,
    pause: Callable[[timedelta], Awaitable[None]],
) -> list[Loop]:
    """The loops; none where nobody can be told by any way."""
    tellers = base.tellers
    if not tellers.any:
        LOG.info("notices_off", why="neither LANTERN_SMTP nor LANTERN_PUSH_CONTACT is set")
        return []
    ways = OwnWays(documents, opener, tellers.mailer, tellers.pusher)
    sending = Sending(tellers.messages, tellers.kept, ways, base.clock)
    tellers.listeners.append(sending.hear)
    noticing = Noticing(
        feed, documents, tellers.messages, tellers.kept, ways, base.clock, positions, pause, sending.hear
    )
    return [noticing.run, sending.run]
