"""A case as its page shows it.

Invariant: everything in here comes from the case as the viewer may see it; identity stays sealed until it was opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.case.coordination.grounds import USUAL
from domain.codes import AgeBand, Classification, Country, RiskLevel
from domain.privacy import Clear, Erased, codes_in
from projections import cases
from projections.kept import Kept
from web.casefile.between import Between, between
from web.casefile.caring.standing import Caring, caring
from web.casefile.clocks import Duty
from web.casefile.news import News
from web.casefile.timeline import ShownTimeline
from web.conference.rows import ConferenceRow
from web.people import People
from web.playbooks.standing import Standing
from web.shown.case import Identity
from web.shown.reaching import Reach
from web.shown.tasks import TaskCard
from web.shown.timeline import Words, erased
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.times import now, when


@dataclass(frozen=True)
class ShownEpisode:
    """Where a disappearance stands."""

    number: int
    status: str
    since: datetime


@dataclass(frozen=True)
class ShownAgency:
    """An agency that takes part."""

    id: str
    name: str
    role: str
    country: Country
    country_name: str
    since: datetime
    purpose: str = ""
    """For what it takes part, where that is on record and not what is usual for its role."""
    reach: Reach | None = None
    """How it is reached now."""


@dataclass(frozen=True)
class ShownAlert:
    """That an alert exists, and where it stands: its *state* as a code and in a *word*."""

    kind: str
    state: str
    word: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Action:
    """Something that can be recorded now; *primary* where it is likely to be next."""

    slug: str
    title: str
    why: str
    primary: bool


@dataclass(frozen=True)
class ShownCase:
    """A case on its page."""

    id: str
    reference: str
    country: Country
    status: str
    phase: str
    risk: RiskLevel
    said: Sequence[tuple[str, str]]
    """what rules depend on besides, in words and with the kind of its tag"""
    risk_reasons: Sequence[Words]
    lead_name: str
    lead_offered_to: str
    agencies: Sequence[ShownAgency]
    identity: Identity | None
    sealed: bool
    episode: ShownEpisode | None
    alerts: Sequence[ShownAlert]
    tasks: Sequence[TaskCard]
    clocks: Sequence[Duty]
    flow: Standing
    news: News
    timeline: ShownTimeline
    actions: Sequence[Action]
    caring: Caring
    between: Between
    exercise: str | None
    version: int
    photos: int = 0
    conferences: Sequence[ConferenceRow] = ()
    may_call: bool = False
    reasons: Sequence[tuple[str, str]] = ()
    """What somebody may answer who has to say why they look; empty for who said so, or has nothing to open."""


EPISODE_STATUS = {
    "absent": lambda: _("absence noticed, not reported"),
    "refused": lambda: _("report refused"),
    "reported": lambda: _("reported to the police"),
    "located": lambda: _("located"),
    "resolved": lambda: _("absence ended"),
    "closed": lambda: _("closed"),
}

ALERT_STATE = {
    "requested": lambda: _("requested"),
    "issued": lambda: _("issued"),
    "withdrawn": lambda: _("withdrawn"),
}


def _said(case: cases.Case) -> Iterator[tuple[str, str]]:
    if case.age is not AgeBand.UNKNOWN:
        yield wording.code(case.age), "alert" if case.age is AgeBand.UNDER_13 else ""
    keeping = case.keeping
    if keeping.erased_at is not None:
        yield _("Erased on %(day)s") % {"day": when(keeping.erased_at, "date")}, "done"
    elif keeping.proposed is not None or keeping.pending is not None:
        yield _("Erasure proposed") if keeping.pending is None else _("Being erased"), "warn"
    if keeping.holds:
        yield _("Legal hold"), "warn"
    if case.called is not Classification.UNKNOWN and case.phase == "missing":
        yield wording.code(case.called), "alert" if case.called is Classification.WORRYING else ""


def shown(
    case: cases.Case,
    people: People,
    *,
    tasks: Sequence[TaskCard],
    clocks: Sequence[Duty],
    flow: Standing,
    news: News,
    timeline: ShownTimeline,
    actions: Sequence[Action],
    reasons: Mapping[str, Clear | Erased],
) -> ShownCase:
    """*case* with names, its child sealed, its *tasks* and *clocks*, its *timeline*, and what may be recorded next."""
    return ShownCase(
        id=case.id,
        reference=case.reference,
        country=case.country,
        status=case.status,
        phase=case.phase,
        risk=case.risk.level if case.risk else RiskLevel.UNKNOWN,
        said=list(_said(case)),
        risk_reasons=_reasons(reasons, case.risk.reasons if case.risk else None),
        lead_name=people.agency_name(case.lead),
        lead_offered_to=people.agency_name(case.lead_offer.to_agency) if case.lead_offer else "",
        agencies=[_agency(member, people) for member in case.taking_part],
        identity=None,
        sealed=bool(case.identity),
        episode=_episode(case.episode),
        alerts=[_alert(alert, people) for alert in case.alerts],
        tasks=tasks,
        clocks=clocks,
        flow=flow,
        news=news,
        timeline=timeline,
        actions=actions,
        caring=caring(case, people, tasks=tasks, forms=[action.slug for action in actions], opened=reasons),
        between=between(case, people, now()),
        exercise=case.exercise,
        version=case.version,
    )


def _agency(member: cases.Membership, people: People) -> ShownAgency:
    return ShownAgency(
        id=member.agency,
        name=people.agency_name(member.agency),
        role=wording.code(member.role),
        country=member.country,
        country_name=wording.code(member.country),
        since=member.since,
        purpose="" if member.purpose in {None, USUAL[member.role][0]} else wording.code(str(member.purpose)),
    )


def _reasons(opened: Mapping[str, Clear | Erased], written: Kept | None) -> list[Words]:
    """What the level rests on, in words; what was erased is said once, however many texts it was."""
    texts = {name: text.text for name, text in opened.items() if isinstance(text, Clear)}
    gone = {erased(text) for text in opened.values() if isinstance(text, Erased)}
    known = [wording.code(code) for code in codes_in(texts.get("indicators", ""))]
    own = [Words(texts["reasons"], written.language if written else None)] if texts.get("reasons") else []
    return [*map(Words, known), *own, *map(Words, sorted(gone))]


def _episode(episode: cases.Episode | None) -> ShownEpisode | None:
    return None if episode is None else ShownEpisode(episode.number, EPISODE_STATUS[episode.status](), episode.since)


def _alert(alert: cases.Alert, people: People) -> ShownAlert:
    by = people.agency_name(alert.of_agency)
    return ShownAlert(wording.code(alert.kind), alert.state, ALERT_STATE[alert.state](), by, alert.at)
