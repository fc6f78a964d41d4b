"""Private text, opened for somebody who has said why.

Invariant: nothing is opened before it is on record that it was, by whom and why; who has not said why gets nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.privacy import Clear, Erased
from projections import cases, timeline
from projections.kept import Kept
from web.access.justifying import has_said_why, record
from web.access.viewer import Viewer
from web.ports import Place
from web.services import Services
from web.shown.case import Identity
from web.shown.timeline import Detail, Words, erased, open_texts, opens
from web.texts import wording
from web.texts.catalog import gettext as _

RISK_TEXTS = ("indicators", "unknowns", "ruled_out", "rules", "reasons")
"""The private texts of a risk level."""


async def open_entries(
    services: Services, viewer: Viewer, case_id: str, entries: Sequence[timeline.Entry]
) -> Mapping[tuple[int, str], Words]:
    """The private texts of *entries* in clear, after the consultation is on record; see :func:`open_texts`.

    Nothing is opened for who has not said why; :func:`asks_why` tells whether the page should ask.
    """
    if not any(opens(entry, field) for entry in entries for field in entry.private):
        return {}
    if not await has_said_why(services, viewer, case_id):
        return {}
    await record(services, viewer, case_id, "timeline")
    return await open_texts(services.opener, entries)


async def asks_why(
    services: Services, viewer: Viewer, case_id: str, entries: Sequence[timeline.Entry], *, more: bool = False
) -> bool:
    """Whether *entries*, or something *more* on a page, would be opened for *viewer* if only they said why."""
    if not more and not any(opens(entry, field) for entry in entries for field in entry.private):
        return False
    return not await has_said_why(services, viewer, case_id)


async def opened(services: Services, viewer: Viewer, case_id: str, kept: Kept) -> Words:
    """One private text in clear, after its consultation is on record."""
    if not await has_said_why(services, viewer, case_id):
        return Words(_("Sealed until you say why you look."))
    await record(services, viewer, case_id, "text")
    texts = await services.opener.open([(kept.text, Place(kept.originator, kept.event, kept.field))])
    return Words(texts[0].text, kept.language) if isinstance(texts[0], Clear) else Words(erased(texts[0]))


async def risk_reasons(services: Services, viewer: Viewer, case: cases.Case) -> dict[str, Clear | Erased]:
    """What the risk level rests on, opened in one consultation, by field; nothing for who has not said why."""
    fields = {} if case.risk is None else {name: getattr(case.risk, name) for name in RISK_TEXTS}
    kept: dict[str, Kept] = {name: text for name, text in fields.items() if text is not None}
    if not kept or not await has_said_why(services, viewer, case.id):
        return {}
    await record(services, viewer, case.id, "text")
    texts = await services.opener.open([(k.text, Place(k.originator, k.event, k.field)) for k in kept.values()])
    return dict(zip(kept, texts, strict=True))


async def identity_texts(services: Services, viewer: Viewer, case: cases.Case) -> dict[str, str]:
    """The fields of the child's identity in clear, by name, after the consultation is on record.

    Raises :class:`ReasonNeeded`.
    """
    if not case.identity:
        return {}
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
    return Identity([Detail(wording.field(name), _in_words(name, text)) for name, text in texts.items() if text])


def _in_words(name: str, text: str) -> str:
    return wording.code(text) if name == "sex" else text
