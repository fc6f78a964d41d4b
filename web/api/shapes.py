"""The shapes of the HTTP API.

Invariant: a field, once published, keeps its name and meaning; new ones are added.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from domain.codes import Country, RiskLevel, Role
from projections import board, cases
from projections.standing.disclosing import Disclosure
from projections.standing.inviting import Invitation
from projections.urgency import past_due
from web.people import People
from web.shown.timeline import Entry
from web.texts.times import now as this_moment


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """Something an answer holds."""


class Me(Shape, frozen=True, kw_only=True):
    """Who the token belongs to."""

    member: str
    name: str
    agency: str
    agency_name: str
    role: Role
    country: Country | None
    roles: tuple[str, ...]


class By(Shape, frozen=True, kw_only=True):
    """Who holds a task, for whom, since when."""

    member: str
    name: str
    agency: str
    at: datetime


class Pause(Shape, frozen=True, kw_only=True):
    """A clock that waits: for what, at whose word, since when, until when at most."""

    because: str
    by: str
    at: datetime
    until: datetime


class Task(Shape, frozen=True, kw_only=True):
    """One task. *state* is open, acknowledged, claimed, completed or waived.

    The clock runs from *clock_from* and *counts* hours, working-hours or working-days. While it waits, *due_at* is the
    deadline if nobody resumes it before the *pause* ends. *pauses* are the reasons for which it may, for so long in all
    as *may_pause_minutes* says. *title* is English; *titles* are those of its rule in other languages.
    """

    id: str
    case: str
    reference: str
    agency: str
    role: Role
    country: Country | None
    code: str
    title: str
    titles: Mapping[str, str] = {}
    state: str
    opened_at: datetime
    due_at: datetime | None
    clock_from: datetime | None = None
    counts: str | None = None
    pauses: tuple[str, ...] = ()
    may_pause_minutes: int = 0
    pause: Pause | None = None
    overdue: bool
    escalated: int
    claimed_by: By | None
    hand_over_to: str | None
    outcome: str | None
    outcomes: tuple[str, ...]
    source: str | None
    mark: str | None
    exercise: str | None
    version: int


class Board(Shape, frozen=True, kw_only=True):
    """The tasks of the own agency."""

    tasks: list[Task]


class CaseSummary(Shape, frozen=True, kw_only=True):
    """A case in a list."""

    id: str
    reference: str
    country: Country
    status: str
    phase: str
    risk: RiskLevel
    lead: str | None
    last_activity: datetime
    erased_on: datetime | None
    exercise: str | None


class Cases(Shape, frozen=True, kw_only=True):
    """The cases the own agency takes part in."""

    cases: list[CaseSummary]


class Case(CaseSummary, frozen=True, kw_only=True):
    """A case, without private text."""

    agencies: list[dict[str, Any]]
    invited: list[dict[str, Any]]
    disclosures: list[dict[str, Any]]
    episode: dict[str, Any] | None
    alerts: list[dict[str, Any]]
    lead_offer: dict[str, Any] | None
    actions: list[str]
    version: int


class TimelineEntry(Shape, frozen=True, kw_only=True):
    """One fact with both its clocks."""

    id: str
    event: str
    title: str
    happened_at: datetime
    happened_until: datetime | None
    approximate: bool
    recorded_at: datetime
    late_seconds: int | None
    agency: str
    actor: str
    audience: str
    task: str | None
    details: dict[str, str]
    language: str | None = None
    unknown: bool


class Timeline(Shape, frozen=True, kw_only=True):
    """The facts of a case, the newest first."""

    entries: list[TimelineEntry]


class TokenRequest(Shape, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who asks for a token."""

    email: str
    password: str
    code: str = ""


class Token(Shape, frozen=True, kw_only=True):
    """A bearer token, shown this once."""

    token: str
    expires_at: datetime


class OpenCase(Shape, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which case to open; *country* is the own one where none is given."""

    country: Country | None = None


def task(doc: board.Task, people: People, now: datetime, titles: Mapping[str, str]) -> Task:
    """*doc* as the API shows it, with its *titles* in other languages than English."""
    claim = doc.claimed_by
    return Task(
        id=doc.id,
        case=doc.case,
        reference=doc.reference,
        agency=doc.agency,
        role=doc.role,
        country=doc.country,
        code=doc.code,
        title=doc.title,
        titles=titles,
        state=doc.state,
        opened_at=doc.opened_at,
        due_at=doc.due_at,
        clock_from=doc.clock_from,
        counts=doc.counts,
        pauses=doc.pauses,
        may_pause_minutes=int(doc.may_pause.total_seconds() // 60),
        pause=_pause(doc.pause, people) if doc.pause else None,
        overdue=doc.overdue or (doc.running and past_due(doc, now)),
        escalated=doc.escalated,
        claimed_by=_by(claim, people) if claim else None,
        hand_over_to=doc.hand_over.to_agency if doc.hand_over else None,
        outcome=doc.outcome,
        outcomes=doc.outcomes,
        source=doc.source,
        mark=doc.mark,
        exercise=doc.exercise,
        version=doc.version,
    )


def _by(claim: board.Claim, people: People) -> By:
    return By(member=claim.member, name=people.member_name(claim.member), agency=claim.agency, at=claim.at)


def _pause(pause: board.Pause, people: People) -> Pause:
    return Pause(because=pause.because, by=people.member_name(pause.member), at=pause.at, until=pause.until)


def _episode(episode: cases.Episode) -> dict[str, Any]:
    return {"id": episode.id, "number": episode.number, "status": episode.status, "since": episode.since}


def summary(doc: cases.Case) -> CaseSummary:
    """*doc* as a list shows it."""
    return CaseSummary(**_summary(doc))


def _summary(doc: cases.Case) -> dict[str, Any]:
    return {
        "id": doc.id,
        "reference": doc.reference,
        "country": doc.country,
        "status": doc.status,
        "phase": doc.phase,
        "risk": doc.risk.level if doc.risk else RiskLevel.UNKNOWN,
        "lead": doc.lead,
        "last_activity": doc.last_activity,
        "erased_on": doc.keeping.erased_at,
        "exercise": doc.exercise,
    }


def case(doc: cases.Case, actions: list[str]) -> Case:
    """*doc* with its agencies, episode and alerts; private text stays out."""
    episode = doc.episode
    return Case(
        **_summary(doc),
        agencies=[
            {"id": m.agency, "role": m.role, "country": m.country, "since": m.since, "until": m.until}
            for m in doc.agencies
        ],
        invited=[_invited(each) for each in doc.invited],
        disclosures=[_disclosure(each) for each in doc.disclosures],
        episode=_episode(episode) if episode else None,
        alerts=[{"id": a.id, "kind": a.kind, "state": a.state, "by": a.of_agency, "at": a.at} for a in doc.alerts],
        lead_offer={"to": doc.lead_offer.to_agency, "at": doc.lead_offer.at} if doc.lead_offer else None,
        actions=actions,
        version=doc.version,
    )


def _invited(each: Invitation) -> dict[str, Any]:
    return {"id": each.agency, "purpose": each.purpose, "legal_basis": each.legal_basis, "at": each.at}


def _disclosure(each: Disclosure) -> dict[str, Any]:
    told = {"id": each.id, "part": each.part, "subject": each.subject, "to": each.by_agency, "state": each.state}
    return {**told, "open": each.stands(this_moment()), "until": each.until}


def entry(shown: Entry) -> TimelineEntry:
    """*shown* as the API shows it."""
    return TimelineEntry(
        id=shown.id,
        event=shown.event,
        title=shown.title,
        happened_at=shown.happened_at,
        happened_until=shown.happened_until,
        approximate=shown.approximate,
        recorded_at=shown.recorded_at,
        late_seconds=int(shown.late.total_seconds()) if shown.late else None,
        agency=shown.agency_name,
        actor=shown.actor_name,
        audience=shown.audience,
        task=shown.task,
        details={detail.name: detail.value for detail in shown.details},
        language=next((detail.language for detail in shown.details if detail.language), None),
        unknown=shown.unknown,
    )
