"""What the rules need to know about a case, folded from the facts of its file.

Invariant: the fold is total and knows no rule, so that a rule can change without the past reading differently.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from domain.case import events as e
from domain.case.audience import audience_of
from domain.case.authority import ROLES
from domain.case.commands import ConfirmLowerRisk
from domain.codes import AgeBand, AlertKind, Classification, Country, RiskLevel, Role
from domain.envelope import Audience, Recorded, case_of
from domain.events import Event

ANY = ""
"""Stands for every subject; no subject is called that."""


class Participant(msgspec.Struct, frozen=True):
    """An agency of the case; *since* is the version of the fact that brought it in."""

    agency: str
    role: Role
    country: Country
    since: int


class Alert(msgspec.Struct, frozen=True):
    """An alert that exists, and the agency that can withdraw it."""

    alert: str
    kind: AlertKind
    by: str


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """A fact as rules see it: what, when, where, by whom, to whom; *subject* ties an answer to its question.

    *turn* counts how often the episode was taken up again.
    """

    fact: str
    name: str
    version: int
    occurred_at: datetime
    recorded_at: datetime
    agency: str
    by: Role | None
    here: Country | None
    abroad: bool
    missing: bool
    alive: bool
    episode: str
    turn: int
    named: str | None
    subject: str | None
    alert: AlertKind | None
    audience: Audience


class CaseSoFar(msgspec.Struct, frozen=True, kw_only=True):
    """Where a case stands for the rules; *home* is the country the child was missed in."""

    case: str = ""
    opened_at: datetime | None = None
    opened_position: int = 0
    """where in the log the case was opened: clocks of machines differ, and the order of the log does not"""
    versions: Mapping[str, str] = msgspec.field(default_factory=dict)
    """the versions of playbooks that the case was moved to"""
    reference: str = ""
    risk: RiskLevel = RiskLevel.UNKNOWN
    worrying: int = 0
    age: AgeBand = AgeBand.UNKNOWN
    classified: Classification = Classification.UNKNOWN
    home: Country | None = None
    guarded: bool = False
    missing: bool = False
    episode: str = ""
    turn: int = 0
    lead: str | None = None
    agencies: tuple[Participant, ...] = ()
    alerts: tuple[Alert, ...] = ()
    happened: tuple[Happened, ...] = ()
    last: Mapping[tuple[str, str | None], int] = msgspec.field(default_factory=dict)
    """The version of the last fact by name and subject, and by name and :data:`ANY` subject."""

    def find(self, agency: str | None) -> Sequence[Participant]:
        """The agency, where it takes part."""
        return [known for known in self.agencies if known.agency == agency]

    def with_role(self, role: str, country: Country | None) -> str | None:
        """An agency with *role*, of *country* where there is one."""
        known = sorted(
            (agency.country != country, agency.since, agency) for agency in self.agencies if agency.role == role
        )
        return known[0][2].agency if known else None

    def leading(self, happened: Happened) -> Participant | None:
        """Who leads; while nobody does, who recorded the fact, or else who has been in the case longest."""
        known = [*self.find(self.lead), *self.find(happened.agency), *self.agencies]
        return known[0] if known else None

    def second(self, happened: Happened) -> Sequence[Participant]:
        """Who can say the second yes or no: another agency that decides, the lead first, or the same without one."""
        others = [a for a in self.agencies if a.agency != happened.agency and a.role in ROLES[ConfirmLowerRisk]]
        lead = [agency for agency in others if agency.agency == self.lead]
        return (lead or others or self.find(happened.agency))[:1]

    def ended(self, happened: Happened, closes_on: Sequence[str]) -> bool:
        """Whether one of *closes_on* has followed, about the same subject where both have one."""
        subjects = (ANY,) if happened.subject is None else (None, happened.subject)
        ends = (self.last.get((name, subject), 0) for name in closes_on for subject in subjects)
        return max(ends, default=0) > happened.version


def evolve(case: CaseSoFar, fact: Recorded[Event]) -> CaseSoFar:
    """The case after *fact* of its file."""
    changed = _changed(case, fact)
    happened = _happened(changed, fact)
    seen = {(happened.name, happened.subject): happened.version, (happened.name, ANY): happened.version}
    over = {(happened.name, asked): happened.version for asked in _asked_by(case, fact.event)}
    return replace(changed, happened=(*changed.happened, happened), last={**changed.last, **seen, **over})


def _asked_by(case: CaseSoFar, event: Event) -> Iterator[str | None]:
    """What an agency that leaves had asked to be disclosed: nobody has to decide about it any more."""
    if isinstance(event, e.AgencyLeft):
        asked = (each for each in case.happened if each.name == e.DisclosureRequested.NAME)
        yield from (each.subject for each in asked if each.agency == event.agency)


def _changed(case: CaseSoFar, fact: Recorded[Event]) -> CaseSoFar:
    event = fact.event
    match event:
        case e.CaseOpened(reference=reference, agency=agency, role=role, country=country):
            where = case_of(fact.originator) or ""
            begun = replace(case, case=where, opened_at=fact.recorded_at, opened_position=fact.position)
            known = replace(begun, reference=reference)
            return _joined(known, Participant(agency, role, country, fact.version))
        case e.CaseMovedToPlaybook(playbook=playbook, version=version):
            return replace(case, versions={**case.versions, playbook: version})
        case e.AgencyJoined(agency=agency, role=role, country=country):
            return _joined(case, Participant(agency, role, country, fact.version))
        case e.AgencyLeft(agency=agency):
            left = tuple(known for known in case.agencies if known.agency != agency)
            return replace(case, agencies=left, lead=None if case.lead == agency else case.lead)
        case e.LeadAccepted(agency=agency):
            return replace(case, lead=agency)
        case e.RiskAssessed(level=level, worrying=worrying):
            return replace(case, risk=level, worrying=worrying)
        case e.RiskLowered(level=level):
            # Two people have weighed the worrying signs.
            return replace(case, risk=level, worrying=0)
        case e.RiskRaised(level=level):
            return replace(case, risk=level)
        case e.GuardianAppointed():
            return replace(case, guarded=True)
        case e.AgeBandRecorded(band=band):
            return replace(case, age=band)
        case e.AlertIssued(alert=alert, kind=kind, agency=agency):
            return replace(case, alerts=(*case.alerts, Alert(alert, kind, agency)))
        case e.AlertWithdrawn(alert=alert):
            return replace(case, alerts=tuple(known for known in case.alerts if known.alert != alert))
        case _:
            return _missed(case, event)


def _missed(case: CaseSoFar, event: Event) -> CaseSoFar:
    """How a disappearance goes on."""
    match event:
        case e.AbsenceNoticed(episode=episode, country=country):
            anew = replace(case, classified=Classification.UNKNOWN)
            return replace(anew, episode=episode, home=country, missing=True, turn=0)
        case e.AbsenceClassified(classification=classification):
            return replace(case, classified=classification)
        case e.EpisodeReopened():
            return replace(case, missing=True, turn=case.turn + 1)
        case e.AbsenceResolved() | e.ChildLocated() | e.EpisodeClosed():
            return replace(case, missing=False)
        case _:
            return case


def _joined(case: CaseSoFar, agency: Participant) -> CaseSoFar:
    return case if case.find(agency.agency) else replace(case, agencies=(*case.agencies, agency))


def _happened(case: CaseSoFar, fact: Recorded[Event]) -> Happened:
    meta, event = fact.meta, fact.event
    here = _where(case, event, meta.jurisdiction, meta.agency)
    return Happened(
        fact=fact.id,
        name=fact.name,
        version=fact.version,
        occurred_at=meta.occurred_at.at,
        recorded_at=fact.recorded_at,
        agency=meta.agency,
        by=next((known.role for known in case.find(meta.agency)), None),
        here=here,
        abroad=case.home is not None and here is not None and here != case.home,
        missing=case.missing,
        alive=event.alive if isinstance(event, e.ChildLocated) else True,
        episode=case.episode,
        turn=case.turn,
        named=_named(event),
        subject=_subject(event),
        alert=event.kind if isinstance(event, e.AlertRequested | e.AlertIssued) else None,
        audience=audience_of(fact.name, meta.audience),
    )


def _where(case: CaseSoFar, event: Event, jurisdiction: Country | None, agency: str) -> Country | None:
    """The country the fact speaks of, or that of the agency that recorded it."""
    match event:
        case (
            e.AbsenceNoticed(country=country)
            | e.ChildLocated(country=country)
            | e.PlacementStarted(country=country)
            | e.SightingRecorded(country=country)
            | e.ProtectedSightingRecorded(country=country)
        ) if country is not None:
            return country
        case _:
            return jurisdiction or next((known.country for known in case.find(agency)), None)


def _named(event: Event) -> str | None:
    """The agency that *event* addresses."""
    match event:
        case e.LeadOffered(to_agency=agency) | e.DisappearanceReported(to_agency=agency):
            return agency
        case (
            e.InformationRequested(of_agency=agency)
            | e.AlertRequested(of_agency=agency)
            | e.DisclosureRequested(of_agency=agency)
        ):
            return agency
        case e.ReturnInterviewOffered(interviewer=agency) | e.PlacementStarted(agency=agency):
            return agency
        case e.GuardianAppointed(guardian=guardian):
            return guardian
        case _:
            return None


def _subject(event: Event) -> str | None:
    """What ties *event* to the facts that answer it."""
    match event:
        case e.InformationRequested(request=it) | e.InformationGiven(request=it) | e.InformationRefused(request=it):
            return it
        case (
            e.DisclosureRequested(disclosure=it)
            | e.DisclosureGranted(disclosure=it)
            | e.DisclosureRefused(disclosure=it)
        ):
            return it
        case e.AgencyLeft(agency=it):
            return it
        case e.AlertRequested(alert=it) | e.AlertIssued(alert=it) | e.AlertWithdrawn(alert=it):
            return it
        case e.PlacementStarted(placement=it) | e.PlacementEnded(placement=it):
            return it
        case e.SightingRecorded(sighting=it) | e.ProtectedSightingRecorded(sighting=it):
            return it
        case _:
            return None
