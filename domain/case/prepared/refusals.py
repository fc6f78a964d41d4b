"""Why a profile or a safety plan cannot be recorded.

Invariant: each names what would be possible; none tells an agency what it may not know.
"""

from __future__ import annotations

from domain.deciding.refusals import Malformed


class NothingAnswered(Malformed):
    """An empty sheet helps nobody, and looks as if somebody had asked."""

    SLUG = "nothing-answered"
    WHY = "Not one of the questions has an answer."
    INSTEAD = "Answer at least one. Write “none” where you asked and there is nothing."
