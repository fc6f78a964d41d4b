"""What a conference talks and decides about.

Invariant: a code, once stored, keeps its meaning; codes are added, never reused. A topic says what is talked about, in
clear, and never what is so: nothing in this list describes a child.
"""

from __future__ import annotations

import enum


class Topic(enum.StrEnum):
    """A point of an agenda, and what a decision is about."""

    SITUATION = "situation"
    LEAD = "lead"
    RISK = "risk"
    SEARCH = "search"
    ALERTS = "alerts"
    INFORMATION = "information"
    CARE = "care"
    REPRESENTATION = "representation"
    ABROAD = "abroad"
    AFTER_RETURN = "after-return"
    NEXT_REVIEW = "next-review"
    OTHER = "other"
