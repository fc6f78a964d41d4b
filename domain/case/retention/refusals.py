"""Why something cannot be done about keeping and erasing a case.

Invariant: each names what would be possible; none tells an agency what it may not know.
"""

from __future__ import annotations

from domain.deciding.refusals import Conflict, Forbidden, Malformed, NotPossible


class CaseErased(Conflict):
    """Nothing is added to what was erased: it would be lost as it is written."""

    SLUG = "case-erased"
    WHY = "This case was erased, or is being erased now."
    INSTEAD = "Open a new case if the child needs help again; what happened here stays on record without its texts."


class NoSuchHold(Conflict):
    """No hold stands under that identifier."""

    SLUG = "no-such-hold"
    WHY = "There is no such legal hold in this case, or it was lifted."
    INSTEAD = "Choose one of those that stand."


class HeldByAnother(Forbidden):
    """Who needs the case kept says when that is over."""

    SLUG = "held-by-another"
    WHY = "Another agency placed this legal hold."
    INSTEAD = "Ask that agency to lift it, or a data protection officer of an agency of the case."


class NothingToHold(NotPossible):
    """Everything is gone already."""

    SLUG = "nothing-to-hold"
    WHY = "Everything of this case was erased, or its keys are being destroyed now."
    INSTEAD = "Read the certificate; a backup that was made before is a question for who runs this installation."


class NotYourOffice(Forbidden):
    """Erasing is for who answers for it."""

    SLUG = "not-your-office"
    WHY = "Erasing is decided by data protection officers and chairs."
    INSTEAD = "Tell the data protection officer of your agency that this case is due."


class NotClosedYet(NotPossible):
    """What is worked on is needed."""

    SLUG = "not-closed-yet"
    WHY = "This case is open."
    INSTEAD = "Close it when no more work is needed; how long it is kept is counted from then."


class CaseIsHeld(NotPossible):
    """A hold goes before every rule."""

    SLUG = "case-is-held"
    WHY = "A legal hold keeps this case."
    INSTEAD = "Ask the agency that placed it to lift it when its ground is gone; nothing is erased before."


class RightsUnanswered(NotPossible):
    """Who asks is answered before it is gone."""

    SLUG = "rights-unanswered"
    WHY = "Somebody asked to read this case or to have something in it corrected, and has no answer yet."
    INSTEAD = "Answer that first: what is erased can be neither read nor corrected."


class CopyToBeFetched(NotPossible):
    """Whoever was granted a copy has the time they were given to fetch it."""

    SLUG = "copy-to-be-fetched"
    WHY = "A copy of what is recorded was granted, and can be fetched until %(day)s."
    INSTEAD = "Come back after that day: an erasure would leave nothing to hand out."


class NotDueYet(NotPossible):
    """The law asks that it is kept."""

    SLUG = "not-due-yet"
    WHY = "What was chosen has to be kept until %(day)s."
    INSTEAD = "Choose what is due already, or come back on that day."


class NothingToErase(Conflict):
    """It is gone."""

    SLUG = "nothing-to-erase"
    WHY = "What was chosen is erased already, or its keys are being destroyed now."
    INSTEAD = "Look at the case again and choose what is still there."


class ErasureUnderWay(Conflict):
    """One after the other."""

    SLUG = "erasure-under-way"
    WHY = "Keys of this case are being destroyed at this moment."
    INSTEAD = "Wait for the certificate, a few seconds as a rule, and then propose the rest."


class ProposedAlready(Conflict):
    """Somebody waits for a second person."""

    SLUG = "proposed-already"
    WHY = "Somebody has proposed an erasure of this case."
    INSTEAD = "Confirm or decline that one first."


class NoSuchErasure(Conflict):
    """It was declined or carried out."""

    SLUG = "no-such-erasure"
    WHY = "This erasure is not proposed any more: it was declined, confirmed or replaced."
    INSTEAD = "Look at the case again."


class ConfirmedBySomebodyElse(Forbidden):
    """Two people look at what cannot be taken back."""

    SLUG = "confirmed-by-somebody-else"
    WHY = "You proposed this erasure yourself."
    INSTEAD = "Ask another data protection officer or chair of the case to review and confirm it."


class OfficerNeeded(Forbidden):
    """One of the two answers for data protection."""

    SLUG = "officer-needed"
    WHY = "One of the two people has to be a data protection officer, and neither of you is one."
    INSTEAD = "Ask a data protection officer of an agency of the case to confirm it."


class NoSuchDestruction(Malformed):
    """A certificate is for what was confirmed."""

    SLUG = "no-such-destruction"
    WHY = "Nobody confirmed the erasure that this certificate is for."
    INSTEAD = "Propose and confirm it first."
