"""Sections of a paper that are about a conference: when, with whom, what lay on the table, what was decided.

Invariant: told from the conference as its reader sees it; a fact that they do not see is not on their paper.
"""

from __future__ import annotations

from collections.abc import Sequence

from projections.conferences import Conference
from web.conference.showing import ShownAgency, ShownConference, ShownDecision, ShownPin
from web.papers.content import Block, Facts, Paragraph, Points, Section, Table, Text
from web.people import People
from web.shown.timeline import Words
from web.texts.catalog import gettext as _
from web.texts.catalog import mark
from web.texts.times import when, zone, zone_in_words

PRESENCE = {"there": mark("was there"), "sorry": mark("sent apologies"), "": mark("did not answer")}
ANSWERS = {"approved": mark("approved"), "objected": mark("objected"), "waits": mark("has not answered yet"), "": "–"}


def said(words: Words | None) -> Text:
    """Opened words, nothing where there are none."""
    return Text("") if words is None else Text(words.text, words.language)


def planned(shown: ShownConference, conference: Conference, people: People) -> Section:
    """The conference that a brief is for."""
    return Section(_("The conference"), [Facts(_when(shown, conference, people))])


def _when(shown: ShownConference, conference: Conference, people: People) -> list[tuple[str, Text]]:
    here = zone_in_words(shown.starts_at.astimezone(zone()))
    span = f"{when(shown.starts_at, 'full')} – {when(shown.ends_at, 'time')}, {here}"
    times = " · ".join([span, *shown.elsewhere])
    rows = [
        (_("When"), times),
        (_("In the chair"), people.agency_name(conference.chair)),
        (_("Called by"), people.agency_name(conference.called_by)),
    ]
    return [(label, Text(words)) for label, words in rows]


def _agenda(shown: ShownConference) -> list[Block]:
    topics = [Points([Text(topic) for topic in shown.topics], numbered=True)] if shown.topics else []
    text = said(shown.agenda)
    return [*topics, *([Paragraph(text)] if text.words else [])]


def invited(agencies: Sequence[ShownAgency]) -> Section:
    """Who is asked to come to the conference, before it."""
    rows = [[Text(each.name), Text(f"{each.role}"), _told(each)] for each in agencies]
    columns = [_("Agency"), _("Role"), _("What they said")]
    return Section(_("Who is invited"), [Table(columns, rows, [5, 4, 8])])


def _told(each: ShownAgency) -> Text:
    words = said(each.words)
    state = {"there": _("comes"), "sorry": _("sent apologies"), "": _("has not answered yet")}[each.state]
    return Text(f"{state}: {words.words}" if words.words else state, words.language)


def present(agencies: Sequence[ShownAgency]) -> Section:
    """Who was there, who came for them, and how they stand to the minutes."""
    rows = []
    for each in agencies:
        words = said(each.words)
        told = _(PRESENCE[each.state])
        rows.append(
            [
                Text(f"{each.name} ({each.role})"),
                Text(f"{told}: {words.words}" if words.words else told, words.language),
                Text(_(ANSWERS[each.answer]) if each.answer else ANSWERS[""], strong=each.answer == "objected"),
            ]
        )
    return Section(_("Who was there"), [Table([_("Agency"), _("At the conference"), _("Minutes")], rows, [6, 8, 4])])


def agenda(shown: ShownConference) -> Section:
    """What it was to talk about."""
    return Section(_("Agenda"), _agenda(shown))


def pins(found: Sequence[ShownPin]) -> Section:
    """The facts that somebody put on the table, and why."""
    rows = [
        [
            Text(f"{pin.entry.title}: {pin.entry.summary}" if pin.entry.summary else pin.entry.title),
            Text(when(pin.entry.happened_at, "day")),
            Text(pin.by),
            said(pin.note),
        ]
        for pin in found
    ]
    columns = [_("Fact"), _("When"), _("Put there by"), _("Because")]
    return Section(_("What lay on the table"), [Table(columns, rows, [6, 3, 4, 6])] if rows else [])


def decisions(title: str, found: Sequence[ShownDecision]) -> Section:
    """What was decided, who does it until when, and who does not agree."""
    rows = [[Text(each.topic), _decided(each), Text(each.owner or "–"), _until(each)] for each in found]
    columns = [_("About"), _("Decision"), _("Who does it"), _("Until")]
    return Section(title, [Table(columns, rows, [4, 9, 4, 3])] if rows else [])


def _until(each: ShownDecision) -> Text:
    return Text(when(each.due_at, "day") if each.due_at else "–")


def _decided(each: ShownDecision) -> Text:
    decided = said(each.text)
    lines = [decided.words]
    if each.withdrawn:
        lines.append(_("Withdrawn: %(why)s") % {"why": said(each.why_withdrawn).words})
    lines += [
        _("%(agency)s does not agree: %(reason)s") % {"agency": dissent.name, "reason": said(dissent.reason).words}
        for dissent in each.dissents
    ]
    if each.task is not None and each.task.completed_at is not None:
        lines.append(_("Done on %(day)s") % {"day": when(each.task.completed_at, "date")})
    return Text("\n".join(lines), decided.language)


def objections(agencies: Sequence[ShownAgency]) -> Section:
    """Who does not stand by the minutes, in their words."""
    points = [
        Text(f"{each.name}: {said(each.reason).words}", said(each.reason).language)
        for each in agencies
        if each.answer == "objected"
    ]
    return Section(_("Objections to the minutes"), [Points(points)] if points else [])
