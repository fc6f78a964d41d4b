"""The texts of a conference, opened for somebody who has said why, all in one consultation.

Invariant: nothing is opened before it is on record that it was; where a text stays shut, the page says so in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.privacy import Clear, Purpose
from projections.conferences import Conference
from projections.kept import Kept
from web import seeing
from web.access.justifying import reason_of, record
from web.access.viewer import Viewer
from web.ports import Place
from web.services import Services
from web.shown.opening import shut
from web.shown.timeline import Words, erased
from web.texts.catalog import gettext as _

Where = tuple[str, str]
"""The fact and the field of a text."""


class Texts:
    """Opened texts by where they stand."""

    def __init__(self, found: Mapping[Where, Words], *, asks: bool) -> None:
        """Remember the texts that were *found*, and whether the page *asks* why somebody looks."""
        self._found = found
        self.asks = asks

    def of(self, kept: Kept | None) -> Words | None:
        """The words of a text; None where nothing was written, or where it is not for the reader."""
        words = None if kept is None else self._found.get((kept.event, kept.field))
        return words if words is not None and words.text else None


def texts_in(conference: Conference) -> Iterable[Kept | None]:
    """All texts of *conference*."""
    yield conference.agenda
    yield conference.why
    for presence in conference.presence:
        yield presence.words
    for pin in conference.pins:
        yield pin.note
    for decision in conference.decisions:
        yield decision.text
        yield decision.withdrawn
        yield from (dissent.reason for dissent in decision.dissents)
    if conference.minutes is not None:
        yield conference.minutes.text
        yield from (answer.reason for answer in conference.minutes.answers)


async def texts_for(services: Services, viewer: Viewer, case_id: str, wanted: Iterable[Kept | None]) -> Texts:
    """The texts *wanted*, in clear after the consultation is on record, or with why they are shut."""
    kept = {(each.event, each.field): each for each in wanted if each is not None}
    if not kept:
        return Texts({}, asks=False)
    reason = await reason_of(services, viewer, case_id)
    if reason is None:
        return Texts(dict.fromkeys(kept, Words(_("Sealed until you say why you look."))), asks=True)
    if not seeing.opened_for(reason, Purpose.NARRATIVE):
        return Texts(dict.fromkeys(kept, shut(reason)), asks=True)
    await record(services, viewer, case_id, "text")
    opened = await services.opener.open(
        [(each.text, Place(each.originator, each.event, each.field)) for each in kept.values()]
    )
    found = {
        place: Words(text.text, each.language) if isinstance(text, Clear) else Words(erased(text))
        for (place, each), text in zip(kept.items(), opened, strict=True)
    }
    return Texts(found, asks=False)
