"""What a case page shows.

Invariant: codes, times and agencies in clear; whatever could identify or describe a person is kept sealed.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from domain.case.codes import Channel, LegalBasis, RefusalGround, ReportRefusal
from domain.case.photos.codes import PhotoConsent, PhotoUse
from domain.codes import AgeBand, AlertKind, Classification, Country, RiskLevel
from domain.playbook.state import CaseSoFar
from projections.cases.participation import Emergency, Membership
from projections.kept import Kept
from projections.retention import Keeping
from projections.standing.disclosing import Disclosure
from projections.standing.inviting import Invitation
from projections.views import Document


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """The last time that somebody went through the signs: what they stood for, and what the rules *proposed*."""

    level: RiskLevel
    proposed: RiskLevel
    ruleset: str | None
    by: str
    agency: str
    at: datetime


class Risk(msgspec.Struct, frozen=True, kw_only=True):
    """The level as it stands, and what it rests on: the signs seen and not known as codes, sealed like the reasons.

    *anew* is when something happened that may change it, since the last assessment.
    """

    level: RiskLevel
    worrying: int = 0
    indicators: Kept | None = None
    unknowns: Kept | None = None
    ruled_out: Kept | None = None
    rules: Kept | None = None
    reasons: Kept | None = None
    agency: str
    at: datetime
    assessment: Assessment | None = None
    confirmed_by: str | None = None
    anew: datetime | None = None


class Lowering(msgspec.Struct, frozen=True, kw_only=True):
    """A lower level that waits for a second person."""

    level: RiskLevel
    reason: Kept | None
    by: str
    at: datetime


class LeadOffer(msgspec.Struct, frozen=True, kw_only=True):
    """A lead that nobody has accepted yet."""

    to_agency: str
    by_agency: str
    at: datetime


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A police agency was told, and *refused* to take the report if it did."""

    to_agency: str
    by_agency: str
    channel: Channel
    at: datetime
    refused: ReportRefusal | None = None


class Episode(msgspec.Struct, frozen=True, kw_only=True):
    """The newest disappearance. *status* is absent, refused, reported, located, resolved or closed.

    *told* names what the reports and what was added to them say something about.
    """

    id: str
    number: int
    status: str
    since: datetime
    country: Country
    last_seen_at: datetime | None = None
    last_seen_place: Kept | None = None
    reports: tuple[Report, ...] = ()
    told: tuple[str, ...] = ()
    told_texts: dict[str, Kept] = msgspec.field(default_factory=dict)
    located_at: datetime | None = None
    located_in: Country | None = None
    located_how: Kept | None = None
    alive: bool = True
    located_place: Kept | None = None
    checked_at: datetime | None = None
    checked_seen: bool | None = None
    checked: Kept | None = None
    ended_at: datetime | None = None
    outcome: Kept | None = None

    @property
    def phase(self) -> str:
        """The phase an open case is in because of this episode."""
        return {"resolved": "prevention", "located": "found", "closed": "aftercare"}.get(self.status, "missing")


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """That an alert is *state*: requested, issued or withdrawn. Never what it says."""

    id: str
    kind: AlertKind
    state: str
    of_agency: str
    by_agency: str | None
    country: Country | None = None
    at: datetime


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A question between agencies. *state* is open, given or refused."""

    id: str
    of_agency: str
    by_agency: str
    question: Kept | None
    state: str = "open"
    ground: RefusalGround | None = None
    legal_basis: LegalBasis | None = None
    at: datetime


class Guardian(msgspec.Struct, frozen=True, kw_only=True):
    """Who speaks for the child."""

    agency: str | None
    name: Kept | None
    contact: Kept | None
    since: datetime


class Placement(msgspec.Struct, frozen=True, kw_only=True):
    """Where the child lives, and who answers for them."""

    id: str
    agency: str
    country: Country
    place: Kept | None
    since: datetime


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody may have seen the child; *point* is where on the map, if somebody said that."""

    id: str
    protected: bool
    country: Country | None
    place: Kept | None
    point: Kept | None = None
    seen_at: datetime
    agency: str


class Interview(msgspec.Struct, frozen=True, kw_only=True):
    """The return interview of the newest episode. *state* is offered, held or declined."""

    episode: str
    state: str
    interviewer: str | None = None
    independent: bool | None = None
    at: datetime


class Referral(msgspec.Struct, frozen=True, kw_only=True):
    """A service was asked to take care of something; *to* is which."""

    id: str
    to: Kept | None
    agency: str
    at: datetime


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A profile or a safety plan as it was recorded last: which questions are *answered*, and the sealed *texts*."""

    answered: tuple[str, ...]
    texts: dict[str, Kept]
    photo_on: date | None = None
    agency: str
    by: str
    at: datetime


class Photo(msgspec.Struct, frozen=True, kw_only=True):
    """A photo of the child: the *digest* of its sealed picture, what it *opens_with*, what it *shows* in words."""

    id: str
    digest: str
    taken_on: date | None
    consent: PhotoConsent
    use: PhotoUse
    shows: Kept | None
    opens_with: Kept | None
    agency: str
    at: datetime


class Case(Document, frozen=True, kw_only=True):
    """One case. *phase* is prevention, missing, found, aftercare or closed; *status* is open or closed."""

    id: str
    reference: str
    country: Country
    opened_at: datetime
    opened_by: str
    status: str = "open"
    phase: str = "prevention"
    outcome: Kept | None = None
    closed_at: datetime | None = None
    agencies: tuple[Membership, ...] = ()
    invited: tuple[Invitation, ...] = ()
    lead: str | None = None
    lead_offer: LeadOffer | None = None
    identity: dict[str, Kept] = msgspec.field(default_factory=dict)
    identified: tuple[str, ...] = ()
    profile: Sheet | None = None
    plan: Sheet | None = None
    photos: tuple[Photo, ...] = ()
    risk: Risk | None = None
    age: AgeBand = AgeBand.UNKNOWN
    called: Classification = Classification.UNKNOWN  # what the absence was called, until there is another
    lowering: Lowering | None = None
    episode: Episode | None = None
    alerts: tuple[Alert, ...] = ()
    requests: tuple[Request, ...] = ()
    guardian: Guardian | None = None
    placement: Placement | None = None
    sightings: tuple[Sighting, ...] = ()
    interview: Interview | None = None
    referrals: tuple[Referral, ...] = ()
    emergencies: tuple[Emergency, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    keeping: Keeping = Keeping()
    opened_position: int = 0
    playbooks: dict[str, str] = msgspec.field(default_factory=dict)
    """the versions of playbooks that it was moved to"""
    last_activity: datetime
    exercise: str | None = None
    version: int = 1

    @property
    def taking_part(self) -> tuple[Membership, ...]:
        """The agencies that take part now."""
        return tuple(membership for membership in self.agencies if membership.at(None))

    @property
    def rules(self) -> CaseSoFar:
        """As much of it as decides which versions of the playbooks it goes by."""
        return CaseSoFar(
            case=self.id,
            opened_at=self.agencies[0].since,
            opened_position=self.opened_position,
            versions=self.playbooks,
        )

    @property
    def open_requests(self) -> tuple[Request, ...]:
        """The questions that nobody has answered."""
        return tuple(request for request in self.requests if request.state == "open")

    @property
    def flags(self) -> tuple[str, ...]:
        """What is likely to have been forgotten, as codes; derived, so that no rule of today is stored."""
        missing, back = self.phase == "missing", self.phase in {"found", "aftercare"}
        standing = any(alert.state != "withdrawn" for alert in self.alerts)
        checked = self.episode is not None and self.episode.checked_at is not None
        found = {
            "emergency-unreviewed": any(each.finding is None for each in self.emergencies),
            "no-lead": self.lead is None,
            "lead-unanswered": self.lead_offer is not None,
            "invitation-unanswered": bool(self.invited),
            "disclosure-undecided": any(each.state == "asked" for each in self.disclosures),
            "no-guardian": self.guardian is None,
            "not-assessed": self.risk is None,
            "report-refused": self.episode is not None and self.episode.status == "refused",
            "not-reported": missing and self.episode is not None and self.episode.status == "absent",
            "no-alert": missing and not standing,
            "alert-still-open": back and standing,
            "not-checked": self.phase == "found" and not checked,
            "no-return-interview": back and self.interview is None,
            "lowering-unconfirmed": self.lowering is not None,
        }
        return tuple(flag for flag, raised in found.items() if raised and self.status == "open")
