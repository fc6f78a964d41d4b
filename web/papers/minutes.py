"""The minutes of a case conference: who was there, what was decided and what was recorded meanwhile, as they stand now.

Invariant: a draft says on its first page that it is one, and who has not approved it. What is told lies between the
two facts that the draft names; a place of the log stands on no paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from projections.conferences import Conference
from web import seeing
from web.access.viewer import Viewer
from web.answers.faults import NotThere
from web.casefile.record import Record, in_words
from web.conference.showing import ShownConference, ShownMinutes, conference_shown
from web.papers import course, meeting
from web.papers.brief import titles_at
from web.papers.content import Facts, Paper, Paragraph, Section, Text
from web.papers.framing import Frame, framed
from web.people import People
from web.services import Services
from web.shown.timeline import Entry, is_main
from web.texts.catalog import gettext as _
from web.texts.times import in_full, when

KIND = "minutes"


async def minutes(services: Services, viewer: Viewer, case_id: str, conference_id: str, at: datetime) -> Paper:
    """The minutes of a conference as they stand *at* the moment they are asked for, in the language spoken now.

    Raises :class:`NotThere`, also where nobody has drafted them yet, and
    :class:`~web.access.justifying.ReasonNeeded`.
    """
    conference = seeing.conference_for(services, viewer, case_id, conference_id)
    case, entries = seeing.record_for(services, viewer, case_id)
    shown = await conference_shown(services, viewer, case, conference)
    if shown.minutes is None or conference.minutes is None:
        raise NotThere(case_id)
    titles = titles_at(services, viewer, case)
    within = [
        each
        for each in entries
        if conference.minutes.first <= each.position <= conference.minutes.last
        and (is_main(each) or each.conference == conference.id)
    ]
    told = await in_words(services, viewer, Record(case, entries), within, titles)
    sections = [
        _about(shown, shown.minutes, conference, services.people),
        meeting.present(shown.agencies),
        meeting.agenda(shown),
        meeting.pins(shown.pins),
        meeting.decisions(_("What was decided"), shown.decisions),
        _added(shown.minutes),
        meeting.objections(shown.agencies),
        _meanwhile(told),
    ]
    return framed(Frame(KIND, _("Minutes of the case conference"), at), viewer, case, sections, told)


def _about(shown: ShownConference, draft: ShownMinutes, conference: Conference, people: People) -> Section:
    rows = [
        (_("When"), Text(f"{in_full(conference.begun_at or shown.starts_at)}")),
        (_("Ended"), Text(when(conference.ended_at, "full"))),
        (_("In the chair"), Text(people.agency_name(conference.chair))),
        (_("Looked at what was known on"), Text(when(shown.known_at, "full"))),
        (_("How the minutes stand"), Text(_standing(draft), strong=True)),
        (_("From the fact"), Text(draft.since)),
        (_("To the fact"), Text(draft.until)),
    ]
    return Section(_("The conference"), [Facts([row for row in rows if row[1].words])])


def _standing(draft: ShownMinutes) -> str:
    number = {"num": draft.draft, "agencies": ", ".join(draft.awaited)}
    if draft.stand:
        return _("Approved by everybody who was there (draft %(num)s)") % number
    return _("Draft %(num)s, not yet approved by: %(agencies)s") % number


def _added(draft: ShownMinutes) -> Section:
    text = meeting.said(draft.text)
    return Section(_("Added to the minutes"), [Paragraph(text)] if text.words else [])


def _meanwhile(told: Sequence[Entry]) -> Section:
    section = course.happened(told, len(told), full=True)
    return Section(_("What was recorded from its beginning to its end"), section.blocks if told else [])
