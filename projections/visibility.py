"""The one place that cuts what somebody may see.

Invariant: nothing is seen without a rule in here that lets it be seen, and every rule starts from who takes part in the
case. What was meant for the protected circle never reaches anybody outside it, the asylum authority least of all.

The rules:

* Lantern itself sees everything, to work on it.
* An agency sees a case while it takes part: it has joined and not left.
* An auditor reads the cases that an agency of its country takes or took part in, without private text, and without
  what was not meant for the whole case.
* Of a case it sees, an agency sees the facts for the whole case, those that name it, those it recorded for others, and
  those for the protected circle if its role belongs to that.
* It sees its own tasks, those offered to it, and those of the other agencies of a case it sees.
* The people of an agency are known to that agency; others meet them by name where they act.
* Who looked is told by name to the auditors of the country concerned and to the data protection officer of the agency
  whose people looked; the agencies of a case are told which agency opened what of it, and when and why.
* Who takes emergency access reads what is for the whole case of the case they took it for, until it ends, and nothing
  that was told in confidence; the case is in none of their lists.
* Why a task is offered, and why an offer is declined, is between the two agencies.
* Places are for those who protect the child: the asylum authority reads none, and a guardian not where a child was
  found in France. This holds until a person can decide to release a place.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from domain.case.audience import audience_of
from domain.case.codes import PROTECTED_CIRCLE
from domain.case.events import ChildLocated
from domain.codes import Country, Role
from domain.context import SYSTEM_AGENCY
from domain.envelope import Audience, AudienceKind
from domain.events import REGISTER
from domain.privacy import Purpose
from domain.task.events import TaskHandOverDeclined, TaskHandOverOffered
from projections.audit import Trace
from projections.board import Task
from projections.cases import Case, Emergency, Membership
from projections.cases.emptying import without_place_found, without_places, without_private
from projections.cases.telling import told
from projections.timeline import Entry


class Viewer(msgspec.Struct, frozen=True):
    """On whose behalf somebody looks; an *officer* answers for the data protection of their agency."""

    agency: str
    role: Role | None
    country: Country | None
    officer: bool = False


LANTERN = Viewer(SYSTEM_AGENCY, None, None)


class Access(enum.Enum):
    """How far somebody sees a case."""

    NONE = "none"
    AUDIT = "audit"
    WORK = "work"
    ALL = "all"


def access(viewer: Viewer, agencies: Iterable[Membership], at: datetime | None = None) -> Access:
    """How far *viewer* sees the case of these *agencies*: now, or as it was *at* a moment."""
    if viewer.agency == SYSTEM_AGENCY:
        return Access.ALL
    if viewer.role in {Role.AUDITOR, Role.ADMIN}:
        return Access.AUDIT if viewer.role is Role.AUDITOR and _concerns(viewer.country, agencies, at) else Access.NONE
    return Access.WORK if any(part.agency == viewer.agency and part.at(at) for part in agencies) else Access.NONE


def _concerns(country: Country | None, agencies: Iterable[Membership], at: datetime | None) -> bool:
    return any(part.country == country and (at is None or part.since <= at) for part in agencies)


def may_see(viewer: Viewer, seen: Access, audience: Audience, by: str | None = None, name: str = "") -> bool:
    """Whether a fact for *audience*, recorded *by* an agency, is for *viewer*, who has *seen* access to the case."""
    if seen is Access.ALL:
        return True
    if seen is Access.NONE:
        return False
    audience = audience_of(name, audience)
    if audience.kind is AudienceKind.PROTECTED:
        return seen is Access.WORK and viewer.role in PROTECTED_CIRCLE
    if audience.kind is AudienceKind.NAMED:
        return seen is Access.WORK and viewer.agency in {*audience.agencies, by}
    return True


def insiders(audience: Audience, agencies: Iterable[Membership]) -> tuple[str, ...]:
    """Those of the *agencies* taking part that something for *audience* is for."""
    inside = (part for part in agencies if may_see(_eyes(part), Access.WORK, audience))
    return tuple(part.agency for part in inside)


def _eyes(part: Membership) -> Viewer:
    return Viewer(part.agency, part.role, part.country)


def entries_seen(
    viewer: Viewer,
    case: Case,
    entries: Iterable[Entry],
    *,
    as_seen_by: Viewer | None = None,
    as_known_at: datetime | None = None,
) -> tuple[Entry, ...]:
    """The *entries* of *case* that *viewer* may see, as known at a moment; of these, the ones another agency saw then.

    Looking through another's eyes never shows more than one's own: the answer is what both may see. *as_known_at*
    counts what was recorded by then; the other agency is taken to take part as it did then.
    """
    eyes = [(viewer, access(viewer, case.agencies))]
    if as_seen_by is not None:
        eyes.append((as_seen_by, access(as_seen_by, case.agencies, as_known_at)))
    told = tuple(entries)
    between = _between(told)
    return tuple(
        _cut(entry, eyes, between.get(entry.id))
        for entry in told
        if entry.case == case.id
        and (as_known_at is None or entry.recorded_at <= as_known_at)
        and all(may_see(who, seen, entry.audience, entry.agency, entry.name) for who, seen in eyes)
    )


def _between(entries: Iterable[Entry]) -> dict[str, frozenset[str]]:
    """The agencies between whom the words of a hand-over stay, by the fact: who offered, and to whom."""
    found: dict[str, frozenset[str]] = {}
    offers: dict[str, frozenset[str]] = {}
    for entry in entries:
        if entry.name == TaskHandOverOffered.NAME:
            offers[entry.originator] = found[entry.id] = frozenset({entry.agency, entry.codes["to_agency"]})
        elif entry.name == TaskHandOverDeclined.NAME:
            found[entry.id] = offers.get(entry.originator, frozenset()) | {entry.agency}
    return found


def _cut(entry: Entry, eyes: Iterable[tuple[Viewer, Access]], between: frozenset[str] | None) -> Entry:
    looks = list(eyes)
    if not all(_reads(who, seen, between) for who, seen in looks):
        return replace(entry, private={}, language=None)
    shut = {field for field in entry.private for who, _ in looks if _shut_place(who.role, entry, field)}
    return replace(entry, private={f: text for f, text in entry.private.items() if f not in shut}) if shut else entry


def _reads(viewer: Viewer, seen: Access, between: frozenset[str] | None) -> bool:
    """Whether *viewer* may read the private text of a fact they see, where it is *between* these agencies or none."""
    if seen is Access.ALL:
        return True
    return seen is not Access.AUDIT and (between is None or viewer.agency in between)


def _shut_place(role: Role | None, entry: Entry, field: str) -> bool:
    """Whether *field* of a fact is a place that is not for *role*; of an unknown fact, any field may be one."""
    kind = None if entry.unknown else REGISTER.get(entry.name)
    if kind is not None and kind.private.get(field) is not Purpose.LOCATION:
        return False
    if role is Role.ASYLUM:
        return True
    return role is Role.GUARDIAN and entry.name == ChildLocated.NAME and entry.codes.get("country") == Country.FR


def in_emergency(viewer: Viewer, member: str, case: Case, now: datetime) -> Emergency | None:
    """The emergency access that *member*, looking as *viewer*, has to *case* at *now*; None where they have none."""
    running = (each for each in case.emergencies if each.member == member and each.agency == viewer.agency)
    return next((each for each in running if each.at <= now < each.until), None)


def emergency_entries(viewer: Viewer, case: Case, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The *entries* of *case* that emergency access lets *viewer* read: what is for the whole case, and no task."""
    return tuple(
        _cut(entry, [(viewer, Access.WORK)], None)
        for entry in entries
        if entry.case == case.id
        and entry.task is None
        and audience_of(entry.name, entry.audience).kind is AudienceKind.CASE
    )


def case_seen(
    viewer: Viewer,
    case: Case,
    entries: Iterable[Entry],
    *,
    as_seen_by: Viewer | None = None,
    as_known_at: datetime | None = None,
) -> Case | None:
    """The case as :func:`entries_seen` shows it, folded from just these; None where nothing is to be seen.

    The case of today has the version that a command must name, also where that counts facts for other eyes.
    """
    seen = told(entries_seen(viewer, case, entries, as_seen_by=as_seen_by, as_known_at=as_known_at))
    if seen is None or as_seen_by is not None or as_known_at is not None:
        return seen
    return replace(seen, version=case.version)


def listed(viewer: Viewer, case: Case) -> Case | None:
    """The case document as a list may show it to *viewer*: nothing but what the whole case knows, or None."""
    seen = access(viewer, case.agencies)
    if seen is Access.NONE:
        return None
    if seen is Access.AUDIT:
        return without_private(case)
    if viewer.role is Role.ASYLUM:
        return without_places(case)
    found_in = None if case.episode is None else case.episode.located_in
    return without_place_found(case) if viewer.role is Role.GUARDIAN and found_in is Country.FR else case


def sees_task(viewer: Viewer, task: Task, agencies: Sequence[Membership] = ()) -> bool:
    """Whether *viewer* may see *task*; *agencies* are those of its case, needed only for the tasks of others."""
    if _shut_out(viewer, task):
        return False
    if viewer.agency in {task.agency, task.hand_over.to_agency if task.hand_over else task.agency}:
        return True
    return may_see(viewer, access(viewer, agencies), task.audience)


def _shut_out(viewer: Viewer, task: Task) -> bool:
    """What is for the protected circle stays in it, also as one's own task or as one on offer."""
    outside = viewer.role not in PROTECTED_CIRCLE and viewer.agency != SYSTEM_AGENCY
    return task.audience.kind is AudienceKind.PROTECTED and outside


class Looks(enum.Enum):
    """How far somebody is told who looked."""

    NONE = "none"
    AGENCIES = "agencies"
    NAMES = "names"


def looks_seen(viewer: Viewer, by: Viewer, agencies: Iterable[Membership] | None = None) -> Looks:
    """How far *viewer* is told that somebody of *by* looked at the case of these *agencies*, or at none."""
    if viewer.agency == SYSTEM_AGENCY or (viewer.officer and viewer.agency == by.agency):
        return Looks.NAMES
    if agencies is None:
        return Looks.NAMES if viewer.role is Role.AUDITOR and viewer.country == by.country else Looks.NONE
    told = {Access.AUDIT: Looks.NAMES, Access.ALL: Looks.NAMES, Access.WORK: Looks.AGENCIES, Access.NONE: Looks.NONE}
    return told[access(viewer, agencies)]


def reads_looks(viewer: Viewer) -> bool:
    """Whether *viewer* reads the record of who looked across cases, and takes copies of it."""
    return viewer.role is Role.AUDITOR or viewer.officer or viewer.agency == SYSTEM_AGENCY


def task_seen(viewer: Viewer, task: Task, agencies: Sequence[Membership] = ()) -> Task | None:
    """*task* as *viewer* may see it: an offer's reason is for the agency that offers and the one that answers."""
    if not sees_task(viewer, task, agencies):
        return None
    offer = task.hand_over
    if offer is None or viewer.agency in {task.agency, offer.to_agency, SYSTEM_AGENCY}:
        return task
    return replace(task, hand_over=replace(offer, reason=None))


def sees_members(viewer: Viewer, agency: str) -> bool:
    """Whether *viewer* may know who works for *agency* without having met them in a case."""
    return viewer.agency in {agency, SYSTEM_AGENCY}


def trace_seen(viewer: Viewer, trace: Trace, agencies: Iterable[Membership] = ()) -> bool:
    """Whether *viewer* may see a line of the audit trail: of a case like its facts, elsewhere their own agency's."""
    if trace.case is None:
        return viewer.agency in {trace.agency, SYSTEM_AGENCY}
    return may_see(viewer, access(viewer, agencies), trace.audience, trace.agency, trace.name)
