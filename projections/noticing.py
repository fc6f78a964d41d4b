"""Which fact leads to which notices: who is to be told that something awaits them.

Invariant: a pure function of the fact and of what the views know. Nobody is told who may not see what it is about: the
visibility rules are asked for each. What the views know to be over by now leads to nothing.

Who is told:

* of an urgent task, who has taken it on; while nobody has, who is on call at its agency: the running shift, else
  whoever is on duty, else everybody who works there. Urgent is what is due within the time that the board calls soon,
  or later than that;
* of a duty that nobody acknowledged, who is on call at the agency that has it;
* of an escalation, who the call reached, or, where it reached nobody by name, who is on call at the agency told; where
  that has no part in the case, who leads;
* of emergency access, who works for a chair of the case, and the chairs and data protection officers of the agency that
  leads; where there are none, those of every agency that takes part;
* of a conference that is called, moved, cancelled, or has minutes to approve, who is on call at the agencies invited,
  but for the one that did it;
* of a remark of auditors, who is on call at the agency that it asks, while that takes part in the case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from domain.auditing.events import RemarkMade
from domain.case.events import EmergencyAccessTaken
from domain.codes import RiskLevel, Role, Urgency
from domain.conference.events import ConferenceCalled, ConferenceCancelled, ConferenceMoved, MinutesDrafted
from domain.directory.codes import MemberRole
from domain.notice.delivering import Notice
from domain.notice.wishes import Kind
from domain.task import events as t
from projections import visibility
from projections.board import Task
from projections.cases import Case
from projections.directory import Agency, Member, line_of
from projections.urgency import urgency
from projections.views import Fact

OF_CONFERENCES = (ConferenceCalled, ConferenceMoved, ConferenceCancelled, MinutesDrafted)

LEADING = (
    t.TaskOpened,
    t.TaskReopened,
    t.TaskHandOverOffered,
    t.TaskHandedOver,
    t.TaskWentOverdue,
    t.TaskEscalated,
    EmergencyAccessTaken,
    *OF_CONFERENCES,
    RemarkMade,
)
"""Facts that can lead to a notice; no other needs to be looked at."""

PRESSING = frozenset({Urgency.SOON, Urgency.OVERDUE, Urgency.CRITICAL})

WORKING = frozenset({MemberRole.WORKER, MemberRole.DUTY})
ANSWERING = frozenset({MemberRole.CHAIR, MemberRole.DATA_PROTECTION})
"""Who answers for a case and its data at the agency that leads it."""

Agencies = Callable[[str], Agency | None]
"""The directory: nothing for what is no registered agency, such as a role."""


class Reached(msgspec.Struct, frozen=True):
    """A *member* of an *agency* and why they are told; *called*, because their shift runs."""

    kind: Kind
    agency: Agency
    member: Member
    called: bool = False


def notices_of(fact: Fact, case: Case, task: Task | None, agencies: Agencies) -> tuple[Notice, ...]:
    """The notices that *fact* leads to; *case* and *task*, where it is about one, are as the views know them now.

    Each person is told once of a fact, for the first reason there is.
    """
    high = case.risk is not None and case.risk.level is RiskLevel.HIGH
    found: dict[str, Notice] = {}
    for reached in _reached(fact, case, task, agencies):
        if reached.member.id in found or not _may_be_told(reached, fact, case, task):
            continue
        found[reached.member.id] = Notice(
            fact=fact.id,
            kind=reached.kind,
            member=reached.member.id,
            agency=reached.agency.id,
            at=fact.recorded_at,
            at_once=high or reached.called or reached.kind is Kind.EMERGENCY,
            exercise=fact.meta.exercise is not None,
        )
    return tuple(found.values())


def _may_be_told(reached: Reached, fact: Fact, case: Case, task: Task | None) -> bool:
    agency, roles = reached.agency, reached.member.roles
    eyes = visibility.Viewer(agency.id, agency.role, agency.country, MemberRole.DATA_PROTECTION in roles)
    if task is not None:
        return visibility.sees_task(eyes, task, case.agencies)
    return visibility.may_be_told(eyes, case.agencies, fact.meta.audience, fact.meta.agency, fact.name)


def _reached(fact: Fact, case: Case, task: Task | None, agencies: Agencies) -> Iterator[Reached]:
    event = fact.event
    if isinstance(event, EmergencyAccessTaken):
        yield from _answering(case, agencies)
    if isinstance(event, OF_CONFERENCES):
        for invited in fact.meta.audience.agencies:
            if invited != fact.meta.agency:
                yield from _at(Kind.CONFERENCE, invited, None, fact, agencies)
    if isinstance(event, RemarkMade):
        yield from _at(Kind.REMARK, event.agency or "", None, fact, agencies)
    if task is None or not task.running:
        return
    match event:
        case t.TaskEscalated():
            yield from _escalated(event, fact, task, case, agencies)
        case t.TaskHandOverOffered(to_agency=to, to_member=named) if task.hand_over is not None and _presses(
            task, fact, case
        ):
            yield from _at(Kind.URGENT, to, named, fact, agencies)
        case t.TaskOpened() | t.TaskReopened() | t.TaskHandedOver() | t.TaskWentOverdue() if _presses(task, fact, case):
            holder = None if task.claimed_by is None else task.claimed_by.member
            yield from _at(Kind.URGENT, task.agency, holder, fact, agencies)
        case _:
            return


def _presses(task: Task, fact: Fact, case: Case) -> bool:
    level = RiskLevel.UNKNOWN if case.risk is None else case.risk.level
    return urgency(task, fact.recorded_at, level) in PRESSING


def _escalated(event: t.TaskEscalated, fact: Fact, task: Task, case: Case, agencies: Agencies) -> Iterator[Reached]:
    """Who is told of a step of a chain; of what is late, the agency that has it was told when it became so."""
    unseen = event.because == "unacknowledged"
    if unseen and task.acknowledged:
        return
    yield from _at(Kind.ESCALATION, _told(event, task, case), event.to_member, fact, agencies)
    if unseen:
        yield from _at(Kind.UNACKNOWLEDGED, event.stand_in or task.agency, event.on_call, fact, agencies)


def _told(event: t.TaskEscalated, task: Task, case: Case) -> str:
    """Which agency of the case a step of a chain tells.

    The chain may name who leads, or a role that nobody had when it was made; and who answers for an agency that is
    closed may have no part in the case: then the closed one is told all the same. Where there is nobody, who leads is.
    """
    there = case.taking_part
    for name in (event.to, event.closed):
        if any(part.agency == name for part in there):
            return name or ""
    fitting = [part for part in there if part.role == event.to]
    near = [part for part in fitting if part.country == task.country]
    return next((part.agency for part in (*near, *fitting)), case.lead or "")


def _at(kind: Kind, agency: str, named: str | None, fact: Fact, agencies: Agencies) -> Iterator[Reached]:
    """Who is reached at *agency*: the one *named* there, while they act for it, or else who is on call."""
    found = agencies(agency)
    if found is None:
        return
    line = line_of(found)
    running = {shift.member for shift in line.shifts if shift.begins <= fact.recorded_at < shift.ends}
    working = {member.id for member in found.members if WORKING.intersection(member.roles)}
    there = [member for member in found.members if member.acts]
    for group in ({named}, running, {*line.on_duty}, working):
        if members := [member for member in there if member.id in group]:
            yield from (Reached(kind, found, member, called=member.id in running) for member in members)
            return


def _answering(case: Case, agencies: Agencies) -> Iterator[Reached]:
    chairs = (part.agency for part in case.taking_part if part.role is Role.CHAIR)
    found = [*_members(chairs, agencies, WORKING | ANSWERING), *_members((case.lead or "",), agencies, ANSWERING)]
    return iter(found or _members((part.agency for part in case.taking_part), agencies, ANSWERING))


def _members(names: Iterable[str], agencies: Agencies, roles: frozenset[MemberRole]) -> list[Reached]:
    found = (agency for name in names if (agency := agencies(name)) is not None)
    return [
        Reached(Kind.EMERGENCY, agency, member)
        for agency in found
        for member in agency.members
        if member.acts and roles.intersection(member.roles)
    ]
