"""The short code lists that coordination needs in clear.

Invariant: a code, once stored, keeps its meaning; codes are added, never reused.
"""

from __future__ import annotations

import enum


class Role(enum.StrEnum):
    """What an agency is there for."""

    POLICE = "police"
    GUARDIAN = "guardian"
    CARER = "carer"
    PROTECTION = "protection"
    HOTLINE = "hotline"
    ASYLUM = "asylum"
    CHAIR = "chair"
    AUDITOR = "auditor"
    ADMIN = "admin"


class Country(enum.StrEnum):
    """The countries whose agencies can take part."""

    BE = "be"
    FR = "fr"
    GR = "gr"
    IT = "it"
    SE = "se"
    UK = "uk"


class RiskLevel(enum.StrEnum):
    """How likely and how bad harm is; the levels of College of Policing APP, missing persons."""

    UNKNOWN = "unknown"
    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


RISK_ORDER: dict[RiskLevel, int] = {
    RiskLevel.UNKNOWN: -1,
    RiskLevel.NONE: 0,
    RiskLevel.LOW: 1,
    RiskLevel.MEDIUM: 2,
    RiskLevel.HIGH: 3,
}


class AlertKind(enum.StrEnum):
    """Which file or channel an alert is in. Lantern stores that it exists, never what it says."""

    NATIONAL = "national"
    SIS = "sis"
    INTERPOL = "interpol"
    CHILD_ALERT = "child-alert"


class AgeBand(enum.StrEnum):
    """How old a child is, as coarsely as a rule needs it; where in doubt, the younger."""

    UNKNOWN = "unknown"
    UNDER_13 = "under-13"
    FROM_13 = "13-15"
    FROM_16 = "16-17"


class Classification(enum.StrEnum):
    """What the authorities of a country call an absence, as long as nobody has, *unknown*."""

    UNKNOWN = "unknown"
    OUTING = "outing"
    RUNAWAY = "runaway"
    WORRYING = "worrying"
    NOT_WORRYING = "not-worrying"
    AFTER_REASONABLE_STEPS = "after-reasonable-steps"


class Urgency(enum.StrEnum):
    """How near a task is to its deadline."""

    CRITICAL = "critical"
    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    DONE = "done"
