"""The child's own data as a paper: what one agency can see of what is recorded about them, in words for who reads it.

Invariant: it holds what was granted, as it was on record at the decision, and names nobody who works for an agency.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from projections import cases
from web.papers.content import Attached, Block, Facts, Paper, Paragraph, Points, Section, Table, Text
from web.rights.handing import Given, HandedOut
from web.texts import catalog
from web.texts.catalog import gettext as _
from web.texts.catalog import ngettext
from web.texts.times import in_full, when

Part = tuple[str, datetime, datetime | None]
"""An agency by name, and from when until when it took part."""


def own_data(
    case: cases.Case, agency: str, handed: HandedOut, parts: Sequence[Part], decided_at: datetime, twin: bytes
) -> Paper:
    """What is *handed* out by *agency*, with the agencies that took *part*; the *twin* says the same to programs."""
    described = _("The same for programs")
    return Paper(
        title=_("What is recorded about you"),
        language=catalog.language(),
        reference=case.reference,
        marking=_("For the child, and who represents them."),
        as_of=_("As known on %(moment)s") % {"moment": in_full(decided_at)},
        made_for=_("Handed out by %(agency)s") % {"agency": agency},
        dated=decided_at,
        exercise=_("Exercise: not a real child") if case.exercise else "",
        sections=[Section("", [Paragraph(Text(words)) for words in _about(agency)]), *_sections(handed, parts)],
        attached=[
            Attached(name="own-data.json", media="application/json", described=described, text=twin.decode()),
        ],
    )


def _about(agency: str) -> list[str]:
    told = _(
        "This is what our agency, %(agency)s, can see of what is recorded about you. It is kept so that you are found "
        "and protected when you are missing."
    )
    rights = _(
        "You may ask us to correct what is wrong. You may ask the other agencies below in the same way. You may "
        "complain to the supervisory authority for data protection of your country."
    )
    return [told % {"agency": agency}, rights]


def _sections(handed: HandedOut, parts: Sequence[Part]) -> list[Section]:
    counted = [
        Text(ngettext("%(num)s part:", "%(num)s parts:", count) % {"num": count} + f" {why}")
        for why, count in handed.counted
    ]
    rows = [[Text(name), Text(when(since, "date")), Text(when(until, "date"))] for name, since, until in parts]
    facts: list[Block] = [block for each in handed.facts for block in _given(each)]
    columns = [_("Agency"), _("Since"), _("Until")]
    found = [
        Section(_("Withheld"), [Points(counted)] if counted else []),
        Section(_("Who works on it"), [Table(columns, rows, [6, 3, 3])]),
        Section(_("What is recorded"), facts),
    ]
    return [section for section in found if section.blocks]


def _given(each: Given) -> list[Block]:
    at = f"{when(each.entry.happened_at, 'full')} · {each.entry.agency_name}"
    head = [Paragraph(Text(each.entry.title, strong=True)), Paragraph(Text(at), quiet=True)]
    if each.whole:
        return [*head, Facts([(_("Withheld"), Text(each.whole))])]
    rows = [(detail.label, Text(detail.value, detail.language)) for detail in each.entry.details]
    shut = _("Withheld")
    rows += [(part.label, Text(f"{shut}: {part.value}")) for part in each.withheld]
    return [*head, *([Facts(rows)] if rows else [])]
