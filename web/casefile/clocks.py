"""The clocks that run in a case: what, since when, until when, whose.

Invariant: the overdue come first and what waits without a deadline last; every running task the reader may see has
exactly one clock here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.codes import Country
from domain.envelope import PlaybookRef
from projections import cases
from web.people import People
from web.shown.tasks import Pause, TaskCard
from web.texts import wording
from web.texts.catalog import gettext as _


@dataclass(frozen=True)
class Clock:
    """One clock: a task's, or something that somebody waits for and that has no deadline (*due* is none then)."""

    id: str
    what: str
    href: str
    agency_id: str
    agency: str
    country: Country | None
    since: datetime
    due: datetime | None
    urgency: str
    holder: str
    unacknowledged: bool
    zone: str = ""
    pause: Pause | None = None
    rule: PlaybookRef | None = None

    @property
    def late(self) -> bool:
        """Whether it has run out."""
        return self.urgency in {"critical", "overdue"}


@dataclass(frozen=True)
class Duty:
    """The same thing to do for one agency or several: their clocks, the most urgent first."""

    clocks: Sequence[Clock]

    @property
    def first(self) -> Clock:
        """The clock that runs out first."""
        return self.clocks[0]

    @property
    def late(self) -> int:
        """How many of the clocks have run out."""
        return sum(clock.late for clock in self.clocks)


def running(case: cases.Case, tasks: Sequence[TaskCard], people: People) -> list[Duty]:
    """All clocks of *case* with its running *tasks*; what several agencies have to do alike is one duty."""
    clocks = [*map(_of_task, tasks), *_waiting(case, people)]
    duties: dict[str, list[Clock]] = {}
    for clock in sorted(clocks, key=lambda clock: (clock.due is None, clock.due or clock.since, clock.id)):
        duties.setdefault(clock.what if clock.href else clock.id, []).append(clock)
    return [Duty(tuple(those)) for those in duties.values()]


def _of_task(task: TaskCard) -> Clock:
    return Clock(
        id=f"clock-{task.id}",
        what=task.title,
        href=f"/tasks/{task.id}",
        agency_id=task.agency_id,
        agency=task.agency_name,
        country=task.country,
        since=task.opened_at,
        due=task.due_at,
        urgency=task.urgency.value,
        holder=task.claimed_by.name if task.claimed_by else "",
        unacknowledged=task.unacknowledged,
        zone=task.zone,
        pause=task.pause,
        rule=task.rule,
    )


def _waiting(case: cases.Case, people: People) -> Iterator[Clock]:
    """What waits for an answer. Tasks of the rules may stand beside it; this stands also where no rule asks."""
    if case.status != "open":
        return
    if case.lead_offer is not None:
        yield _wait("lead", _("The lead is offered"), case.lead_offer.to_agency, case.lead_offer.at, people)
    if case.lowering is not None:
        level = wording.code(case.lowering.level)
        what = _("A lower risk (%(level)s) waits for a second person") % {"level": level}
        yield _wait("lowering", what, "", case.lowering.at, people)
    for request in case.open_requests:
        yield _wait(request.id, _("A question waits for its answer"), request.of_agency, request.at, people)
    for alert in case.alerts:
        if alert.state == "requested":
            what = _("Alert requested: %(kind)s") % {"kind": wording.code(alert.kind)}
            yield _wait(alert.id, what, alert.of_agency, alert.at, people)
    if case.interview is not None and case.interview.state == "offered":
        who = case.interview.interviewer or ""
        yield _wait("interview", _("The return interview is offered"), who, case.interview.at, people)


def _wait(id_: str, what: str, whose: str, since: datetime, people: People) -> Clock:
    agency = people.agency(whose)
    return Clock(
        id=f"clock-{id_}",
        what=what,
        href="",
        agency_id=whose,
        agency=people.agency_name(whose or None),
        country=agency.country if agency else None,
        since=since,
        due=None,
        urgency="waiting",
        holder="",
        unacknowledged=False,
    )
