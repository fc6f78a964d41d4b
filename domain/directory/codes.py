"""The code lists of the directory.

Invariant: a code, once stored, keeps its meaning; codes are added, never reused.
"""

from __future__ import annotations

import enum


class MemberRole(enum.StrEnum):
    """What a member may do for their agency."""

    WORKER = "worker"
    DUTY = "duty"
    CHAIR = "chair"
    AUDITOR = "auditor"
    DATA_PROTECTION = "data-protection"
    ADMIN = "admin"


class WayIn(enum.StrEnum):
    """What an administrator resets of how a member signs in."""

    PASSWORD = "password"  # noqa: S105  a code
    FACTORS = "factors"


class Standing(enum.StrEnum):
    """How a person stands with an agency; only who is *active* may act for it."""

    INVITED = "invited"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    LEFT = "left"
