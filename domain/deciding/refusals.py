"""Why a command is impossible now, and what would be possible.

Invariant: a refusal is named, carries no private text, and its sentences are whole so that they can be translated.

    Refused
    ├── Malformed            the command contradicts itself, whatever the history
    ├── Forbidden            somebody else may do this
    ├── Conflict             history has moved on; a fresh look may show another way
    └── NotPossible          the state of affairs does not allow it
"""

from __future__ import annotations

from typing import ClassVar


class Refused(Exception):
    """The command was refused."""

    SLUG: ClassVar[str] = "refused"
    WHY: ClassVar[str] = "This cannot be done now."
    INSTEAD: ClassVar[str] = "Look at the case again and choose one of the actions it offers."

    def __init__(self, field: str | None = None, **values: str) -> None:
        """Remember the *field* at fault, if one is, and the *values* that the sentences name."""
        super().__init__(self.SLUG)
        self.field = field
        self.values = values

    @property
    def why(self) -> str:
        """What happened, in English, with the values filled in."""
        return self.WHY % self.values if self.values else self.WHY

    @property
    def instead(self) -> str:
        """What would be possible, in English."""
        return self.INSTEAD % self.values if self.values else self.INSTEAD


class Malformed(Refused):
    """The command contradicts itself."""

    SLUG = "malformed"


class Forbidden(Refused):
    """Somebody else may do this."""

    SLUG = "forbidden"


class Conflict(Refused):
    """History has moved on."""

    SLUG = "conflict"


class NotPossible(Refused):
    """The state of affairs does not allow it."""

    SLUG = "not-possible"


class InTheFuture(Malformed):
    """What is recorded must have happened."""

    SLUG = "in-the-future"
    WHY = "The time given lies in the future."
    INSTEAD = "Give the time at which it happened, or leave it empty for now."


class Backwards(Malformed):
    """A range must not end before it starts."""

    SLUG = "backwards"
    WHY = "The range of time ends before it starts."
    INSTEAD = "Give the earlier time first."


class ReasonNeeded(Malformed):
    """A reason is needed so that others can follow later."""

    SLUG = "reason-needed"
    WHY = "A reason is needed here."
    INSTEAD = "Say in a few words why."
