"""What became of messages to somebody, in words.

Invariant: an answer of the other side is told in its figures; what it said may name an address.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.notice.delivering import Delivery
from domain.notice.wishes import MAIL
from web.texts import times
from web.texts.catalog import gettext as _


def failing(lately: Sequence[Delivery]) -> Delivery | None:
    """The newest mail, where it reached nobody; whatever was taken after it makes up for it."""
    newest = next((each for each in lately if each.way == MAIL and each.ended_at is not None), None)
    return None if newest is None or newest.taken else newest


def state_word(delivery: Delivery) -> str:
    """What became of it."""
    if delivery.taken:
        return _("Taken")
    if delivery.code == "bounced":
        return _("Came back")
    if delivery.ended_at is not None:
        return _("Reached nobody (%(code)s)") % {"code": delivery.code}
    if delivery.attempts:
        return _("Not taken yet (%(code)s), tried again at %(time)s") % {
            "code": delivery.code or _("no answer"),
            "time": times.when(delivery.next_at, "short"),
        }
    return _("Waits until %(time)s") % {"time": times.when(delivery.due, "short")}
