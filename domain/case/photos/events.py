"""What can have happened to photos of the child.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
The picture is in no fact: the fact holds the digest of what was sealed, and, sealed like a name, the key that opens it.
So whoever destroys the child's key destroys the picture, wherever it lies.
"""

from __future__ import annotations

from datetime import date

from domain.case.photos.codes import PhotoConsent, PhotoUse
from domain.events import Event, stored_as
from domain.privacy import NOTHING, Identity, Narrative


@stored_as("PhotoAdded")
class PhotoAdded(Event, frozen=True, kw_only=True):
    """A photo of the child is kept with the case."""

    photo: str
    digest: str
    taken_on: date | None = None
    consent: PhotoConsent
    use: PhotoUse
    shows: Identity = NOTHING
    opens_with: Identity


@stored_as("PhotoWithdrawn")
class PhotoWithdrawn(Event, frozen=True, kw_only=True):
    """A photo is kept no longer."""

    photo: str
    reason: Narrative


PhotoEvent = PhotoAdded | PhotoWithdrawn
