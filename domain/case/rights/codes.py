"""The code lists of corrections and of access to one's own data.

Invariant: a code, once stored, keeps its meaning; none of them says anything about a child.
"""

from __future__ import annotations

import enum


class Asking(enum.StrEnum):
    """For whom a right is exercised, or who noticed."""

    CHILD = "child"
    GUARDIAN = "guardian"
    REPRESENTATIVE = "representative"
    NOTICED = "noticed"


class DisputeFinding(enum.StrEnum):
    """What became of a dispute."""

    CORRECTED = "corrected"
    STANDS = "stands"
    UNPROVEN = "unproven"


class AccessGround(enum.StrEnum):
    """Why somebody does not get to read what is recorded. Sealed: some of these say something about the child."""

    NOT_ENTITLED = "not-entitled"
    WOULD_ENDANGER_THE_CHILD = "would-endanger-the-child"
    WOULD_HINDER_AN_INVESTIGATION = "would-hinder-an-investigation"
    RIGHTS_OF_OTHERS = "rights-of-others"
    UNFOUNDED = "unfounded"
