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
    ADMIN = "admin"
