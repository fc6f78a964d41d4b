"""The codes that a photo goes with.

Invariant: codes are stored and never renamed; none of them says anything about the child.
"""

from __future__ import annotations

import enum


class PhotoConsent(enum.StrEnum):
    """Who agreed that the photo is kept."""

    CHILD = "child"
    GUARDIAN = "guardian"
    CHILD_AND_GUARDIAN = "child-and-guardian"
    NOBODY_YET = "nobody-yet"


class PhotoUse(enum.StrEnum):
    """The most that may be done with it."""

    RECOGNISE = "recognise"
    ASK_AROUND = "ask-around"
    PUBLISH = "publish"
