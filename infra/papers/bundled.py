"""The part of a bundle that people read: its facts in words, each with the position that names it in the other parts.

Invariant: nothing is opened for it, and nobody who works for an agency is named. What stands sealed in the bundle is
named as sealed, by its label alone, and what was erased as erased; the same facts, proven against the same checkpoint,
become the same bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from domain.privacy import Erased
from infra.papers.setting import Typesetter
from merkle.checkpoints import Checkpoint
from projections import cases, timeline
from web.papers.content import Attached, Facts, Paper, Paragraph, Points, Section, Table, Text
from web.people import People
from web.shown.timeline import erased, shown
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.catalog import ngettext
from web.texts.times import when

SHORT_ROOT = 16
"""So many bytes of a root are printed in a line, for the eye; all of it stands in checkpoint.txt."""


class Bundled(NamedTuple):
    """What the paper is of: a *case*, as a *reader* may see it, its *entries*, and when the bundle was *made_at*."""

    case: cases.Case
    reader: str
    entries: Sequence[timeline.Entry]
    made_at: datetime


async def bundled(told: Bundled, people: People, positions: Collection[int], against: Checkpoint) -> bytes:
    """The facts at *positions* as PDF, proven *against* a checkpoint. Raises :class:`web.papers.content.PaperFault`."""
    return await Typesetter().put(paper_of(told, people, positions, against))


def paper_of(told: Bundled, people: People, positions: Collection[int], against: Checkpoint) -> Paper:
    """The paper before it is set."""
    entries = [entry for entry in told.entries if entry.position in positions]
    at = when(told.made_at, "full")
    return Paper(
        title=_("What is recorded of a case"),
        language="en",
        reference=told.case.reference,
        marking=_("Confidential: about a child. What is private is sealed."),
        as_of=_("As it stood on %(moment)s (UTC)") % {"moment": at},
        made_for=_("Made for %(reader)s. For reading: what proves it stands beside it in the bundle.")
        % {"reader": told.reader},
        dated=told.made_at,
        exercise=_("Exercise: not a real child") if told.case.exercise else "",
        sections=[_about(told, len(entries), against), _who(entries, people), _facts(entries, people)],
        attached=[_twin(entries)],
    )


def _about(told: Bundled, count: int, against: Checkpoint) -> Section:
    rows = [
        (_("Case"), Text(f"{told.case.reference} ({told.case.id})")),
        (_("As may be seen by"), Text(told.reader)),
        (_("Facts"), Text(str(count))),
        (_("Log"), Text(against.origin)),
        (_("Proven against"), Text(_("the checkpoint over %(num)s facts") % {"num": against.size})),
        (_("Its root begins with"), Text(against.root[:SHORT_ROOT].hex(" ", 2))),
    ]
    said = _(
        "This paper is for reading and proves nothing by itself. Each fact has a position; under the same position it "
        "stands in events.ndjson as it was stored, with what proves that it is in the log. Whoever has the public keys "
        "checks it offline: lantern verify BUNDLE --keys FILE."
    )
    return Section(_("About this paper"), [Facts(rows), Paragraph(Text(said), quiet=True)])


def _who(entries: Sequence[timeline.Entry], people: People) -> Section:
    counts: dict[str, int] = {}
    for entry in entries:
        counts[entry.agency] = counts.get(entry.agency, 0) + 1
    points = [
        Text(f"{_name(agency, people)}: " + ngettext("%(num)s fact", "%(num)s facts", count) % {"num": count})
        for agency, count in counts.items()
    ]
    return Section(_("Who recorded it"), [Points(points)] if points else [])


def _name(agency: str, people: People) -> str:
    return people.agency_name(agency) if people.agency(agency) is not None else "Lantern"


def _facts(entries: Sequence[timeline.Entry], people: People) -> Section:
    columns = [_("Position"), _("When (UTC)"), _("Who"), _("What")]
    titles = {entry.task or "": str(entry.codes["title"]) for entry in entries if "title" in entry.codes}
    rows = [_row(entry, people, titles) for entry in entries]
    return Section(_("What is recorded"), [Table(columns, rows, [2, 4, 4, 11])] if rows else [])


def _row(entry: timeline.Entry, people: People, titles: Mapping[str, str]) -> list[Text]:
    told = shown(entry, people, {}, titles)
    at = when(entry.occurred.at, "date") + " " + when(entry.occurred.at, "time")
    recorded = when(entry.recorded_at, "date") + " " + when(entry.recorded_at, "time")
    late = _("recorded %(moment)s") % {"moment": recorded} if entry.late else ""
    title = f"{told.title} ({entry.name})" if entry.unknown else told.title
    said = told.summary.split(" · ")
    codes = [each for each in told.details if each.name and each.name not in wording.MEMBERS and each.value not in said]
    details = " · ".join(f"{each.label}: {each.value}" for each in codes)
    lines = [f"{title}: {told.summary}" if told.summary else title, details, *_shut(entry)]
    return [
        Text(str(entry.position)),
        Text("\n".join(filter(None, [at, late]))),
        Text(_name(entry.agency, people)),
        Text("\n".join(filter(None, lines))),
    ]


def _shut(entry: timeline.Entry) -> Iterator[str]:
    """What of *entry* is private: named, and not opened."""
    sealed = [wording.field(name) for name, text in entry.private.items() if not isinstance(text, Erased)]
    gone = {wording.field(name): erased(text) for name, text in entry.private.items() if isinstance(text, Erased)}
    if sealed:
        yield _("Sealed: %(fields)s") % {"fields": ", ".join(sealed)}
    yield from (f"{label}: {words}" for label, words in gone.items())


def _twin(entries: Sequence[timeline.Entry]) -> Attached:
    lines = "".join(msgspec.json.encode(_line(entry)).decode() + "\n" for entry in entries)
    return Attached(name="facts.ndjson", media="application/x-ndjson", described=_("The same for programs"), text=lines)


def _line(entry: timeline.Entry) -> Mapping[str, Any]:
    return {
        "position": entry.position,
        "id": entry.id,
        "event": entry.name,
        "agency": entry.agency,
        "happened_at": entry.occurred.at,
        "recorded_at": entry.recorded_at,
        "codes": entry.codes,
        "sealed": [name for name, text in entry.private.items() if not isinstance(text, Erased)],
        "erased": [name for name, text in entry.private.items() if isinstance(text, Erased)],
    }
