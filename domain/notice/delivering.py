"""What becomes of a message: which ones a notice leads to, when they go out, and what an answer means for them.

Invariant: pure functions. A message has an identifier that follows from the fact, the person and the way, so that
whoever looks at the fact, and however often, asks for the same message once.
"""

from __future__ import annotations

import enum
import hashlib
from datetime import datetime, timedelta, tzinfo

import msgspec
from msgspec.structs import replace

from domain.notice.wishes import MAIL, Kind, Wishes

GATHER = timedelta(seconds=2)
"""So long a message waits for others to the same person: one that says nothing need not come five times."""

LEASE = timedelta(minutes=3)
"""For how long who sends has a message to themselves; longer than any attempt takes."""

FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=1)
"""The waits between attempts: doubling, from the first to the longest."""

BACK = 20
"""So many hexadecimal digits of a return address say which message came back: what stands before @ may have 64."""

GIVEN_UP_AFTER = timedelta(hours=24)
"""[D] A message that could not be left anywhere for a day has failed."""


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """A *member*, acting for an *agency*, is to be told because of a *fact*; *at_once*: quiet hours do not hold it."""

    fact: str
    kind: Kind
    member: str
    agency: str
    at: datetime
    at_once: bool = False
    exercise: bool = False


class Delivery(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A message on its *way*: identifiers and times, and neither an address nor anything of a case.

    Not before *due* is it sent; *next_at* is when it is looked at next. *code* is what the other side answered last.
    Once it has ended, it was *taken* or has failed. *back* is what the address names that its mail comes back to:
    nobody who knows the fact can work it out.
    """

    id: str
    member: str
    agency: str
    kind: Kind
    way: str
    due: datetime
    next_at: datetime
    attempts: int = 0
    code: str = ""
    ended_at: datetime | None = None
    taken: bool = False
    back: str = ""

    @property
    def comes_back_as(self) -> str:
        """What a return address has to name: of messages that have no secret yet, how their identifier begins."""
        return self.back or self.id[:BACK]


class Answer(enum.Enum):
    """What the other side made of a message."""

    TAKEN = "taken"
    NOT_NOW = "not now"
    NEVER = "never"


class Outcome(msgspec.Struct, frozen=True):
    """The *answer* to an attempt, and its *code*: figures of the protocol, never words of the other side."""

    answer: Answer
    code: str = ""


def deliveries(notice: Notice, wishes: Wishes, zone: tzinfo, now: datetime) -> tuple[Delivery, ...]:
    """The messages that *notice* leads to, by each way that its person wishes; none where they wish none of it."""
    wished = notice.kind is Kind.TRIAL or notice.kind in wishes.kinds
    if not wished or (notice.exercise and not wishes.exercises):
        return ()
    quiet = None if notice.at_once else wishes.quiet
    due = now + GATHER if quiet is None else max(now + GATHER, quiet.over(now, zone))
    ways = (*((MAIL,) if wishes.mail else ()), *(device.id for device in wishes.devices))
    return tuple(
        Delivery(
            id=message_id(notice, way),
            member=notice.member,
            agency=notice.agency,
            kind=notice.kind,
            way=way,
            due=due,
            next_at=due,
        )
        for way in ways
    )


def message_id(notice: Notice, way: str) -> str:
    """The identifier of the message that tells of *notice* by *way*; it tells neither when nor of which case."""
    parts = ("notice", notice.fact, notice.member, way)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def taken_up(delivery: Delivery, now: datetime) -> Delivery:
    """*delivery* while somebody sends it: nobody else looks at it before the lease is over."""
    return replace(delivery, attempts=delivery.attempts + 1, next_at=now + LEASE)


def after(delivery: Delivery, outcome: Outcome, now: datetime) -> Delivery:
    """*delivery* after an attempt: ended, or to be tried again later."""
    given_up = now - delivery.due >= GIVEN_UP_AFTER
    if outcome.answer is not Answer.NOT_NOW or given_up:
        taken = outcome.answer is Answer.TAKEN
        return replace(delivery, code=outcome.code, next_at=now, ended_at=now, taken=taken)
    # Doubled so often at most that a number of attempts never becomes a time nobody can write.
    wait = min(LONGEST, FIRST * 2.0 ** min(delivery.attempts - 1, 16))
    return replace(delivery, code=outcome.code, next_at=now + wait)


def come_back(delivery: Delivery, now: datetime) -> Delivery:
    """*delivery* that was taken and has come back: nobody has read it."""
    return replace(delivery, code="bounced", ended_at=now, taken=False)
