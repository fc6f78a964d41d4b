"""The automatic checks, and what one of them has found.

Invariant: codes are stored in remarks and keep their meaning; a finding has the same *key* whenever it is found again.
"""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from domain.case.audience import audience_of
from domain.codes import AlertKind
from domain.envelope import Audience, AudienceKind, PlaybookRef, Recorded
from domain.events import Event


class Check(enum.StrEnum):
    """What is looked for."""

    LATE = "late"
    SKIPPED = "skipped"
    UNACKNOWLEDGED = "unacknowledged"
    DOWNGRADED = "downgraded"
    ALERT_OPEN = "alert-open"
    LOOKED = "looked-without-task"
    EMERGENCY = "emergency-unreviewed"


class Why(enum.StrEnum):
    """Which of several ways a check finds something in."""

    PLAIN = "plain"
    WAIVED = "waived"
    LEFT_OPEN = "left-open"
    NOT_PROPOSED = "not-proposed"
    ONE_PERSON = "one-person"
    BY_ASSESSMENT = "by-assessment"


ALERT_MAY_STAND: Mapping[AlertKind, timedelta] = {AlertKind.CHILD_ALERT: timedelta(hours=2)}
"""[D] For so long after the child is found an alert may stand, as the rules of common practice give it; 24 h others."""

ALERT_STANDS = timedelta(hours=24)

LOOKED_AFTER = timedelta(days=14)
"""[D] For so long after its last duty in a case has ended an agency may look into it as somebody who works on it."""


def is_checked(fact: Recorded[Event]) -> bool:
    """Whether *fact* is for the whole case, as auditors read it.

    Of anything else they are told neither by what is found nor by what is not.
    """
    return audience_of(fact.name, fact.meta.audience).kind is AudienceKind.CASE


def anchored(*parts: str) -> str:
    """The anchor of a finding that several *parts* tell from others of its check: the same for the same parts."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


class Cited(msgspec.Struct, frozen=True):
    """A fact that a finding rests on: which, of what name, by which agency, recorded when, and for whom."""

    id: str
    name: str
    agency: str
    at: datetime
    audience: Audience = Audience()


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a *check* found about an *agency*: *since* when, and *over* when, and by which of its *facts*.

    *anchor* tells it from others of its check. Of a duty it names the *task*, its *title* and the *rule*; of a look
    the *member*, the number of *times* and the *said* reason; of an alert its kind as *detail*.
    """

    check: Check
    why: Why = Why.PLAIN
    anchor: str
    case: str
    agency: str
    since: datetime
    over: datetime | None = None
    facts: tuple[Cited, ...] = ()
    task: str | None = None
    title: str = ""
    rule: PlaybookRef | None = None
    source: str | None = None
    detail: str = ""
    member: str = ""
    times: int = 1
    said: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What it is called wherever somebody writes about it."""
        return f"{self.check.value}.{self.anchor}"
