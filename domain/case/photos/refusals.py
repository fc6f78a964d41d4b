"""Why a photo cannot be kept or withdrawn.

Invariant: each names what would be possible; none tells an agency what it may not know.
"""

from __future__ import annotations

from domain.deciding.refusals import Conflict, Malformed


class EnoughPhotos(Conflict):
    """Whoever has to recognise a child looks at a few good photos."""

    SLUG = "enough-photos"
    WHY = "There are as many photos of this child as can be kept."
    INSTEAD = "Withdraw one that is old or says less, then add this one."


class NoSuchPhoto(Malformed):
    """No photo of the case is called so, or it was withdrawn."""

    SLUG = "no-such-photo"
    WHY = "This photo is not kept any more."
    INSTEAD = "Look at the photos of the child as they are now."
