"""Why something cannot be done about the risk level.

Invariant: each names what would be possible; none tells an agency what it may not know.
"""

from __future__ import annotations

from domain.deciding.refusals import Conflict, Forbidden, Malformed, NotPossible


class LevelNeeded(Malformed):
    """An unknown never counts as a no, and so is no level to stand for."""

    SLUG = "level-needed"
    WHY = "A level has to be chosen."
    INSTEAD = "Choose the level you can stand for now, and list what is not known yet."


class SeenAndUnknown(Malformed):
    """A sign was seen, or it is not known whether it is there."""

    SLUG = "seen-and-unknown"
    WHY = "The same sign is marked as seen and as not known."
    INSTEAD = "Mark it once."


class RuledOutToo(Malformed):
    """A sign is not there, or it may be."""

    SLUG = "ruled-out-too"
    WHY = "A sign is marked as ruled out and as seen or not known."
    INSTEAD = "Mark it once."


class BelowWhatSignsSay(Malformed):
    """The rules propose a level, and one person does not go below it."""

    SLUG = "below-what-signs-say"
    WHY = "The level is lower than what the signs speak for: %(level)s, because of %(rules)s."
    INSTEAD = (
        "Assess the risk at that level. If that is too much, propose a lower one and let a second person confirm it."
    )


class WorryingMeansHigh(Malformed):
    """Some signs alone make a disappearance worrying."""

    SLUG = "worrying-means-high"
    WHY = "A sign that makes a disappearance worrying was seen, and the level is not high."
    INSTEAD = "Assess the risk as high. If that is too much, propose a lower level, and let a second person confirm it."


class LoweringNeedsTwo(Malformed):
    """One person cannot make a case less urgent."""

    SLUG = "lowering-needs-two"
    WHY = "The level would be lower than it is now."
    INSTEAD = "Propose the lower level, with a reason, and let a second person confirm it."


class NotHigher(Malformed):
    """Raising goes up."""

    SLUG = "not-higher"
    WHY = "The level chosen is lower than the level now."
    INSTEAD = "Choose a higher level, or propose to lower it."


class NotLower(Malformed):
    """Lowering goes down."""

    SLUG = "not-lower"
    WHY = "The level chosen is not lower than the level now."
    INSTEAD = "Choose a lower level, or raise it."


class AlreadyLowest(NotPossible):
    """There is nothing to lower."""

    SLUG = "already-lowest"
    WHY = "There is no lower level than the one now."
    INSTEAD = "Assess the risk, or raise the level."


class LoweringOpen(Conflict):
    """A proposal waits for its answer."""

    SLUG = "lowering-open"
    WHY = "A proposal to lower the level is already waiting for a second person."
    INSTEAD = "Confirm or decline that one first."


class NothingProposed(Conflict):
    """There is no proposal to answer."""

    SLUG = "nothing-proposed"
    WHY = "No proposal to lower the level is open."
    INSTEAD = "Look at the case again: it may have been answered, or the level was assessed anew."


class OtherLevelProposed(Conflict):
    """What was read is not what stands there now."""

    SLUG = "other-level-proposed"
    WHY = "The proposal now names another level than the one you saw."
    INSTEAD = "Read the proposal again, and then confirm or decline it."


class SecondPersonNeeded(Forbidden):
    """Two people see more than one."""

    SLUG = "second-person-needed"
    WHY = "You proposed this yourself."
    INSTEAD = "Ask another person, of another agency where one takes part that decides on this, to confirm it."


class SecondAgencyNeeded(Forbidden):
    """Two agencies see more than one, and neither answers to the other."""

    SLUG = "second-agency-needed"
    WHY = "A colleague of yours proposed this."
    INSTEAD = "Ask somebody of another agency in the case to confirm it."
