"""What a conference document holds.

Invariant: private text stands in it sealed, with the place that opens it; everything else is codes and times.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from domain.conference.codes import Topic
from domain.conference.events import Invited
from domain.conference.following import task_of_decision
from domain.conference.state import Phase
from domain.envelope import Audience
from projections.kept import Kept
from projections.views import Document


class Presence(msgspec.Struct, frozen=True, kw_only=True):
    """Whether an agency is *there*: with who came for it, or with what it said when it sent apologies."""

    agency: str
    there: bool
    words: Kept | None
    at: datetime


class Pin(msgspec.Struct, frozen=True, kw_only=True):
    """A fact of the case on the table, and why."""

    fact: str
    agency: str
    note: Kept | None
    at: datetime


class Dissent(msgspec.Struct, frozen=True, kw_only=True):
    """An agency that does not agree, and why."""

    agency: str
    reason: Kept | None
    at: datetime


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided; the *task* it became, where it has an *owner*. It stands while nobody has *withdrawn* it."""

    decision: str
    topic: Topic
    text: Kept | None
    owner: str | None
    due_at: datetime | None
    task: str | None
    at: datetime
    position: int
    withdrawn_at: datetime | None = None
    withdrawn: Kept | None = None
    dissents: tuple[Dissent, ...] = ()


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What an agency said to the draft: *approved*, or the reason why not."""

    agency: str
    approved: bool
    reason: Kept | None
    at: datetime


class Minutes(msgspec.Struct, frozen=True, kw_only=True):
    """The newest *draft*: what happened from position *first* to *last*, with a *text* added to it."""

    draft: int
    first: int
    last: int
    text: Kept | None
    at: datetime
    answers: tuple[Answer, ...] = ()


class Frozen(msgspec.Struct, frozen=True):
    """Everybody looks at the case as it was known at a moment, perhaps because of a fact."""

    known_at: datetime
    moment: str = ""


class Conference(Document, frozen=True, kw_only=True):
    """A conference about a case. *changes* counts what an invitation in a calendar has to follow."""

    id: str
    case: str
    reference: str
    chair: str
    called_by: str
    called_at: datetime
    invited: tuple[Invited, ...]
    audience: Audience
    topics: tuple[Topic, ...]
    agenda: Kept | None
    starts_at: datetime
    lasts_minutes: int
    phase: Phase = Phase.PLANNED
    changes: int = 0
    changed_at: datetime
    why: Kept | None = None
    """Why it was moved last, or cancelled."""
    begun_at: datetime | None = None
    begun_position: int = 0
    begun_by: str = ""
    """The fact that began it, from which its minutes tell."""
    ended_at: datetime | None = None
    ended_position: int = 0
    ended_by: str = ""
    """The fact that ended it, up to which its minutes tell."""
    view: Frozen | None = None
    presence: tuple[Presence, ...] = ()
    pins: tuple[Pin, ...] = ()
    decisions: tuple[Decision, ...] = ()
    minutes: Minutes | None = None
    exercise: str | None = None
    position: int = 0
    """Of the last fact that is folded in here."""

    @property
    def ends_at(self) -> datetime:
        """When it is planned to end."""
        return self.starts_at + timedelta(minutes=self.lasts_minutes)

    @property
    def open(self) -> bool:
        """Whether it is still to be held, or being held."""
        return self.phase in {Phase.PLANNED, Phase.SITTING}

    @property
    def present(self) -> tuple[str, ...]:
        """The agencies that are there, or were."""
        return tuple(each.agency for each in self.presence if each.there)

    @property
    def standing(self) -> tuple[Decision, ...]:
        """The decisions that nobody has withdrawn."""
        return tuple(each for each in self.decisions if each.withdrawn_at is None)

    @property
    def approved_by(self) -> tuple[str, ...]:
        """The agencies that stand by the newest draft of the minutes."""
        answers = () if self.minutes is None else self.minutes.answers
        return tuple(each.agency for each in answers if each.approved)

    @property
    def awaited(self) -> tuple[str, ...]:
        """The agencies that were there and do not stand by the newest draft, or have not said so yet."""
        return () if self.minutes is None else tuple(each for each in self.present if each not in self.approved_by)

    @property
    def minutes_stand(self) -> bool:
        """Whether all who were there have approved the newest draft."""
        return self.approved_by != () and not self.awaited

    def steered_by(self, agency: str) -> bool:
        """Whether *agency* is in the chair, or has called the conference."""
        return agency in {self.chair, self.called_by}

    def is_invited(self, agency: str) -> bool:
        """Whether *agency* was asked to come."""
        return any(each.agency == agency for each in self.invited)


def task_of(conference: str, case: str, decision: str, owner: str | None) -> str | None:
    """The task that a decision became; none where nobody owns it."""
    return None if owner is None else task_of_decision(case, conference, decision)
