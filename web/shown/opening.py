"""Private text, opened for somebody who has said why.

Invariant: nothing is opened before it is on record that it was, by whom and why; who has not said why gets nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from domain.case.events import IdentityRecorded, RiskAssessed
from domain.looking import LookReason
from domain.privacy import Clear, Erased, Purpose
from domain.retention.codes import RecordClass
from projections import cases, timeline
from projections.kept import Kept
from web import seeing
from web.access.justifying import ReasonNeeded, reason_of, record
from web.access.viewer import Viewer
from web.photos.showing import photos_of
from web.ports import Place
from web.services import Services
from web.shown.case import Identity
from web.shown.timeline import Detail, Words, erased, open_texts, opens
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.wording.looking import why

RISK_TEXTS = ("indicators", "unknowns", "ruled_out", "rules", "reasons")
"""The private texts of a risk level."""


AT_ONCE = 200
"""So many texts are opened before others get their turn."""


def shut(reason: LookReason) -> Words:
    """What stands where a text is that is not opened for who looks for *reason*."""
    return Words(_("Sealed: not opened for who looks for this reason: %(reason)s.") % {"reason": why(reason)})


async def open_entries(
    services: Services, viewer: Viewer, case_id: str, entries: Sequence[timeline.Entry]
) -> Mapping[tuple[int, str], Words]:
    """The private texts of *entries* in clear, after the consultation is on record; see :func:`open_texts`.

    Nothing is opened for who has not said why, or for a reason that does not open it; :func:`asks_why` tells whether
    the page should ask. What is not opened is not there: even whether something was written is only known once it is.
    """
    wanted = [(entry, field) for entry in entries for field in entry.private if opens(entry, field)]
    reason = await reason_of(services, viewer, case_id) if wanted else None
    if reason is None:
        return {}
    allowed = [(entry, field) for entry, field in wanted if is_open(reason, entry, field)]
    if not allowed:
        return {}
    await record(services, viewer, case_id, "timeline")
    texts: dict[tuple[int, str], Words] = {}
    for begin in range(0, len(allowed), AT_ONCE):
        texts |= await open_texts(services.opener, allowed[begin : begin + AT_ONCE])
        await asyncio.sleep(0)  # noqa: TID251  one turn of the loop, no time
    return texts


def is_open(reason: LookReason, entry: timeline.Entry, field: str) -> bool:
    """Whether the private *field* of *entry* is opened for *reason*; what was erased says so to everybody."""
    if isinstance(entry.private[field], Erased):
        return True
    return seeing.opened_for(reason, seeing.purpose_of(entry.name, field, unknown=entry.unknown))


async def asks_why(
    services: Services, viewer: Viewer, case_id: str, entries: Sequence[timeline.Entry], *, more: bool = False
) -> bool:
    """Whether *entries*, or something *more* on a page, would be opened for *viewer* if only they said why.

    Also where they said why, and for that reason not all of it is opened.
    """
    wanted = [(entry, field) for entry in entries for field in entry.private if opens(entry, field)]
    if not more and not wanted:
        return False
    reason = await reason_of(services, viewer, case_id)
    return reason is None or not all(is_open(reason, entry, field) for entry, field in wanted)


async def opened(
    services: Services, viewer: Viewer, case_id: str, kept: Kept, purpose: Purpose, *, what: str = "text"
) -> Words:
    """One private text, kept for *purpose*, in clear, after its consultation is on record as one of *what*."""
    reason = await reason_of(services, viewer, case_id)
    if reason is None:
        return Words(_("Sealed until you say why you look."))
    if not seeing.opened_for(reason, purpose):
        return shut(reason)
    await record(services, viewer, case_id, what)
    texts = await services.opener.open([(kept.text, Place(kept.originator, kept.event, kept.field))])
    return Words(texts[0].text, kept.language) if isinstance(texts[0], Clear) else Words(erased(texts[0]))


async def risk_reasons(services: Services, viewer: Viewer, case: cases.Case) -> dict[str, Clear | Erased]:
    """What the risk level rests on, opened in one consultation, by field; nothing for who has not said why."""
    fields = {} if case.risk is None else {name: getattr(case.risk, name) for name in RISK_TEXTS}
    reason = await reason_of(services, viewer, case.id) if any(fields.values()) else None
    kept: dict[str, Kept] = {
        name: text
        for name, text in fields.items()
        if text is not None and seeing.opened_for(reason, seeing.purpose_of(RiskAssessed.NAME, name))
    }
    if not kept:
        return {}
    await record(services, viewer, case.id, "text")
    texts = await services.opener.open([(k.text, Place(k.originator, k.event, k.field)) for k in kept.values()])
    return dict(zip(kept, texts, strict=True))


async def identity_texts(
    services: Services, viewer: Viewer, case: cases.Case, fact: str = IdentityRecorded.NAME
) -> dict[str, str]:
    """The fields of the child's identity in clear, by name, after the consultation is on record; all of them or none.

    What else is kept like it is opened as the fields of another *fact*. Raises :class:`ReasonNeeded`, also where the
    reason that was given does not open all of it: whoever changes a part must not lose the rest.
    """
    if not case.identity:
        return {}
    reason = await reason_of(services, viewer, case.id)
    if not all(seeing.opened_for(reason, seeing.purpose_of(fact, field)) for field in case.identity):
        raise ReasonNeeded(case.id)
    await record(services, viewer, case.id, "identity")
    kept = [case.identity[name] for name in case.identity]
    texts = await services.opener.open([(k.text, Place(k.originator, k.event, k.field)) for k in kept])
    return {
        name: text.text if isinstance(text, Clear) else erased(text)
        for name, text in zip(case.identity, texts, strict=True)
    }


async def identity_of(services: Services, viewer: Viewer, case: cases.Case) -> Identity:
    """Who the child is, opened."""
    texts = await identity_texts(services, viewer, case)
    told = [Detail(wording.field(name), _in_words(name, text)) for name, text in texts.items() if text]
    gone = next((each for each in case.keeping.erasures if RecordClass.CASE_FILE in each.classes), None)
    erased_on = None if gone is None else gone.destroyed_at
    return Identity(told, erased_on=erased_on, photos=await photos_of(services, viewer, case))


def _in_words(name: str, text: str) -> str:
    return wording.code(text) if name == "sex" else text
