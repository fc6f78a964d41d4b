"""The code lists of a case.

Invariant: a code, once stored, keeps its meaning; codes are added, never reused.
"""

from __future__ import annotations

import enum

from domain.codes import Role


class Sex(enum.StrEnum):
    """As the child says, or as papers say."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class AbsenceEnd(enum.StrEnum):
    """How an absence ended before anybody took it for a disappearance."""

    RETURNED = "returned"
    FOUND_ON_SITE = "found-on-site"
    ALLOWED = "allowed"
    MISTAKEN = "mistaken"


class Channel(enum.StrEnum):
    """How a report reached the police."""

    PHONE = "phone"
    IN_PERSON = "in-person"
    FORM = "form"
    ONLINE = "online"


class ReportRefusal(enum.StrEnum):
    """Why a report was not taken."""

    WAITING_PERIOD = "waiting-period"
    NOT_WORRYING = "not-worrying"
    NOT_COMPETENT = "not-competent"
    TOO_LITTLE_KNOWN = "too-little-known"
    TAKEN_FOR_ADULT = "taken-for-adult"
    OTHER = "other"


class Within(enum.StrEnum):
    """How far from the spot somebody may have been who was seen there."""

    SPOT = "100m"
    STREETS = "500m"
    QUARTER = "2km"
    TOWN = "5km"
    AREA = "20km"
    REGION = "100km"


class EmergencyReason(enum.StrEnum):
    """Why somebody cannot wait to be brought into a case."""

    LIFE_IN_DANGER = "life-in-danger"
    CHILD_WITH_US = "child-with-us"
    SEARCH_RUNNING = "search-running"


class EmergencyFinding(enum.StrEnum):
    """What the review of an emergency access found."""

    WAS_NEEDED = "was-needed"
    COULD_HAVE_WAITED = "could-have-waited"
    NOT_JUSTIFIED = "not-justified"


class Located(enum.StrEnum):
    """How it became known where the child is."""

    RETURNED = "returned"
    POLICE_SEARCH = "police-search"
    CHECK = "check"
    AGENCY = "agency"
    FINGERPRINT = "fingerprint"
    HOSPITAL = "hospital"
    CONTACT = "contact"
    DECEASED = "deceased"


class CheckResult(enum.StrEnum):
    """What the safe-and-well check found."""

    SAFE = "safe"
    INJURED_OR_ILL = "injured-or-ill"
    AT_RISK = "at-risk"
    EXPLOITED = "exploited"
    CHILD_DECLINED = "child-declined"
    NOT_POSSIBLE = "not-possible"


SEEN: frozenset[CheckResult] = frozenset(
    {CheckResult.SAFE, CheckResult.INJURED_OR_ILL, CheckResult.AT_RISK, CheckResult.EXPLOITED}
)
"""The results that mean that somebody saw the child; only these close an episode without an exception."""


class EpisodeOutcome(enum.StrEnum):
    """How a disappearance ended."""

    BACK_IN_CARE = "back-in-care"
    NEW_PLACE = "new-place"
    WITH_FAMILY = "with-family"
    CARED_FOR_ABROAD = "cared-for-abroad"
    LEFT_AGAIN = "left-again"
    NOT_FOUND = "not-found"
    CAME_OF_AGE = "came-of-age"
    DIED = "died"
    MISTAKEN = "mistaken"


class CaseOutcome(enum.StrEnum):
    """Why a case needs no more work."""

    SETTLED = "settled"
    CAME_OF_AGE = "came-of-age"
    MOVED_TO_OTHER_CASE = "moved-to-other-case"
    WITH_FAMILY = "with-family"
    DIED = "died"
    OPENED_BY_MISTAKE = "opened-by-mistake"


class RefusalGround(enum.StrEnum):
    """On what ground information was refused."""

    DATA_PROTECTION = "data-protection"
    SECRECY = "secrecy"
    INVESTIGATION = "investigation"
    CHILD_OBJECTS = "child-objects"
    NOT_HELD = "not-held"
    NOT_COMPETENT = "not-competent"
    OTHER = "other"


class LegalBasis(enum.StrEnum):
    """On what basis information was given."""

    VITAL_INTERESTS = "vital-interests"
    LEGAL_OBLIGATION = "legal-obligation"
    PUBLIC_TASK = "public-task"
    LAW_ENFORCEMENT = "law-enforcement"
    CONSENT = "consent"
    COURT_AUTHORISATION = "court-authorisation"


class SharedFor(enum.StrEnum):
    """For what an agency takes part in a case, or is told a part of it. Enforcing immigration law is none of these."""

    SEARCH = "search-for-child"
    CARE = "care-for-child"
    GUARDIANSHIP = "guardianship"
    PROTECTION = "child-protection"
    SUPPORT = "support-and-passing-on"
    ASYLUM_PROCEDURE = "asylum-procedure"
    BEST_INTERESTS = "best-interests"
    CONFERENCE = "case-conference"


class Part(enum.StrEnum):
    """A part of a case that is walled off from some of its agencies, and that can be disclosed by name."""

    FOUND_PLACE = "found-place"
    LAST_SEEN_PLACE = "last-seen-place"
    LIKELY_PLACES = "likely-places"
    PLACEMENT_PLACE = "placement-place"
    SIGHTING_PLACE = "sighting-place"
    PROTECTED_SIGHTINGS = "protected-sightings"
    SAFETY_PLAN = "safety-plan"
    RETURN_INTERVIEW = "return-interview"


class DeclineGround(enum.StrEnum):
    """On what ground an agency does not take part."""

    NOT_COMPETENT = "not-competent"
    NO_BASIS = "no-basis"
    ANOTHER_TAKES_PART = "another-takes-part"
    NO_CAPACITY = "no-capacity"
    OTHER = "other"


class Service(enum.StrEnum):
    """Where a child can be referred to."""

    REFERRAL_MECHANISM = "referral-mechanism"
    TRAFFICKING_SUPPORT = "trafficking-support"
    CHILD_PROTECTION = "child-protection"
    HEALTH = "health"
    MENTAL_HEALTH = "mental-health"
    LEGAL_AID = "legal-aid"
    GUARDIANSHIP = "guardianship"
    FAMILY_TRACING = "family-tracing"
    SHELTER = "shelter"


CASE_ROLES: frozenset[Role] = frozenset(set(Role) - {Role.AUDITOR, Role.ADMIN})
"""The roles that work on cases; the others read or run the house."""

PROTECTED_CIRCLE: frozenset[Role] = frozenset({Role.CARER, Role.GUARDIAN, Role.HOTLINE, Role.PROTECTION, Role.POLICE})
"""Who may record and see a protected sighting. Immigration authorities may not: children would stop telling."""
