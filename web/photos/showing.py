"""Photos of the child in words, and the pictures themselves, for who has said why they look.

Invariant: that somebody opens photos is on record before any word or pixel of one is opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date

from domain.privacy import Clear, Erased
from projections import cases
from projections.kept import Kept
from web.access.justifying import record
from web.access.viewer import Viewer
from web.answers.faults import NotThere
from web.ports import KeptPicture, Place
from web.services import Services
from web.shown.timeline import erased
from web.texts import wording
from web.texts.catalog import language

LOOKED_AT = "photo"
"""What the record of who looked calls it."""


@dataclass(frozen=True)
class ShownPhoto:
    """A photo on a page; *gone* says so in words where its key was destroyed."""

    id: str
    url: str
    shows: str
    taken_on: str
    consent: str
    use: str
    asked: bool
    agency_name: str
    at: datetime
    gone: str = ""


async def photos_of(services: Services, viewer: Viewer, case: cases.Case) -> Sequence[ShownPhoto]:
    """The photos of the child in words. Raises :class:`web.access.justifying.ReasonNeeded`."""
    if not case.photos:
        return []
    await record(services, viewer, case.id, LOOKED_AT)
    words = await _open(services, [photo.shows for photo in case.photos])
    keys = await _open(services, [photo.opens_with for photo in case.photos])
    return [_shown(services, case, *each) for each in zip(case.photos, words, keys, strict=True)]


async def picture_of(services: Services, viewer: Viewer, case: cases.Case, photo_id: str) -> bytes:
    """The picture itself. Raises :class:`web.access.justifying.ReasonNeeded`; :class:`NotThere` where it is gone."""
    photo = next((each for each in case.photos if each.id == photo_id), None)
    if photo is None:
        raise NotThere(case.id)
    await record(services, viewer, case.id, LOOKED_AT)
    (key,) = await _open(services, [photo.opens_with])
    if not isinstance(key, Clear):
        raise NotThere(case.id)
    picture = await services.pictures.show(KeptPicture(digest=photo.digest, opens_with=key.text))
    if picture is None:
        raise NotThere(case.id)
    return picture


def _shown(
    services: Services, case: cases.Case, photo: cases.Photo, words: Clear | Erased | None, key: Clear | Erased | None
) -> ShownPhoto:
    return ShownPhoto(
        id=photo.id,
        url=f"/cases/{case.id}/photos/{photo.id}",
        shows=words.text if isinstance(words, Clear) else "",
        taken_on=format_date(photo.taken_on, "d MMM y", language()) if photo.taken_on else "",
        consent=wording.code(photo.consent),
        use=wording.code(photo.use),
        asked=photo.consent != "nobody-yet",
        agency_name=services.people.agency_name(photo.agency),
        at=photo.at,
        gone=erased(key) if isinstance(key, Erased) else "",
    )


async def _open(services: Services, kept: Sequence[Kept | None]) -> list[Clear | Erased | None]:
    texts = [each for each in kept if each is not None]
    opened = iter(await services.opener.open([(k.text, Place(k.originator, k.event, k.field)) for k in texts]))
    return [None if each is None else next(opened) for each in kept]
