"""Why somebody cannot present, or show something.

Invariant: none tells who may not see what.
"""

from __future__ import annotations

from domain.deciding.refusals import Conflict, Forbidden, NotPossible


class NotAtTheTable(Forbidden):
    """Only agencies that were called and take part in the case meet."""

    SLUG = "not-at-the-table"
    WHY = "That agency does not take part in this conference."
    INSTEAD = "Choose one of the agencies at the table."


class PresentingNotOffered(Conflict):
    """Who steers presents first, and hands it on."""

    SLUG = "presenting-not-offered"
    WHY = "Presenting is with somebody else, and was not offered to your agency."
    INSTEAD = "Ask the chair or who presents to hand it to you. You can look around by yourself meanwhile."


class NotPresenting(Conflict):
    """Somebody else presents by now."""

    SLUG = "not-presenting"
    WHY = "You do not present now, so nobody was led there."
    INSTEAD = "Look around by yourself, or take over presenting where it is yours to take."


class NotForTheTable(NotPossible):
    """Somebody at the table may not see it."""

    SLUG = "not-for-the-table"
    WHY = "Not everybody at the table may see this, so it cannot be presented."
    INSTEAD = "Look at it by yourself, or have it disclosed to who needs it before you present it."


class MeetingOver(NotPossible):
    """A conference that has ended or was cancelled is led nowhere."""

    SLUG = "meeting-over"
    WHY = "This conference is over, so nobody presents any more."
    INSTEAD = "Read what was decided, and its minutes."
