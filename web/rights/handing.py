"""What is handed out, in words: facts with their texts opened, and what is withheld by name.

Invariant: only what the rules hand out is opened, after the consultation is on record.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from projections.timeline import Entry
from web import seeing
from web.access.justifying import reason_of, record
from web.access.viewer import Viewer
from web.services import Services
from web.shown.opening import is_open, shut
from web.shown.timeline import Detail, Words, open_texts, shown
from web.shown.timeline import Entry as Shown
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.catalog import mark

OWN_DATA = "own-data"
"""What the record of who looked calls it."""

WHY: Mapping[str, str] = {
    seeing.Withheld.IN_CONFIDENCE: mark("told in confidence, or for some agencies only"),
    seeing.Withheld.ABOUT_OTHERS: mark("about somebody else"),
    seeing.Withheld.BY_DECISION: mark("withheld by the data protection officer"),
    seeing.Withheld.NOT_SORTED: mark("not yet looked through whether it is about somebody else"),
}


@dataclass(frozen=True)
class Given:
    """A fact that is handed out in words, with the labels of what of it is withheld, and why."""

    id: str
    entry: Shown
    withheld: Sequence[Detail]
    whole: str = ""


@dataclass(frozen=True)
class HandedOut:
    """All facts, the oldest first, and how many are withheld as a whole, by why."""

    facts: Sequence[Given]
    counted: Sequence[tuple[str, int]]


async def handed_in_words(
    services: Services, viewer: Viewer, case_id: str, entries: Sequence[Entry], withheld: Collection[str] = ()
) -> HandedOut:
    """*entries*, which *viewer* sees, as they are handed out; what was told in confidence is counted and not listed."""
    handed = seeing.handed_out(entries, withheld)
    texts = await _opened(services, viewer, case_id, [each.entry for each in handed])
    facts = [
        Given(
            id=each.entry.id,
            entry=_bare(shown(each.entry, services.people, texts)),
            withheld=[Detail(wording.field(field), _(WHY[why]), field) for field, why in each.fields.items()],
            whole=_(WHY[each.whole]) if each.whole else "",
        )
        for each in handed
        if each.whole is not seeing.Withheld.IN_CONFIDENCE
    ]
    counts = {why: sum(each.whole is why for each in handed) for why in seeing.Withheld}
    parts = {why: sum(why in each.fields.values() for each in handed) for why in seeing.Withheld}
    return HandedOut(facts, [(_(WHY[why]), counts[why] + parts[why]) for why in counts if counts[why] + parts[why]])


async def _opened(
    services: Services, viewer: Viewer, case_id: str, entries: Sequence[Entry]
) -> Mapping[tuple[int, str], Words]:
    """The texts of *entries* in clear, after the consultation is on record; nothing for who has not said why."""
    wanted = [(entry, field) for entry in entries for field in entry.private]
    reason = await reason_of(services, viewer, case_id) if wanted else None
    if reason is None:
        return {}
    allowed = [(entry, field) for entry, field in wanted if is_open(reason, entry, field)]
    if allowed:
        await record(services, viewer, case_id, OWN_DATA)
    closed = {(entry.position, field): shut(reason) for entry, field in wanted}
    return {**closed, **await open_texts(services.opener, allowed)}


def _bare(entry: Shown) -> Shown:
    """*entry* without the names of those who work for agencies: an agency answers, not its people."""
    told = [each for each in entry.details if each.name and each.name not in wording.MEMBERS]
    return replace(entry, details=told, actor_name="")
