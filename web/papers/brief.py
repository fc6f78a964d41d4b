"""The brief for a case conference: what eight agencies have to know before they sit down together.

Invariant: everything in it was known at the one moment it names, to the reader; each reader's brief is their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from projections import cases
from projections.conferences import Conference
from projections.course import runs_of
from projections.timeline import Entry
from web import seeing
from web.access.viewer import Viewer
from web.answers.faults import NotThere
from web.casefile.record import Record, in_words
from web.conference.showing import conference_shown
from web.papers import course, meeting, standing
from web.papers.content import Paper, Paragraph, Section, Text
from web.papers.framing import Frame, framed
from web.playbooks.titles import titles_of
from web.services import Services
from web.shown.opening import identity_texts, risk_reasons
from web.shown.timeline import is_main
from web.texts import catalog
from web.texts.catalog import gettext as _

KIND = "brief"


async def brief(services: Services, viewer: Viewer, case_id: str, at: datetime, conference_id: str = "") -> Paper:
    """The brief about a case as it was known *at* a moment, in the language that is spoken now.

    Where it is for a conference that looks at an earlier moment, it is as of that. What it opens is on record first.
    Raises :class:`NotThere`, also where nothing was known then, and :class:`~web.access.justifying.ReasonNeeded`.
    """
    conference = seeing.conference_for(services, viewer, case_id, conference_id) if conference_id else None
    if conference is not None and conference.view is not None:
        at = min(at, conference.view.known_at)
    entries, case = seeing.known_at(services, viewer, case_id, at)
    if case is None:
        raise NotThere(case_id)
    people, runs = services.people, runs_of(entries)
    titles = titles_at(services, viewer, case)
    main = [entry for entry in entries if is_main(entry)]
    told = await in_words(services, viewer, Record(case, entries), main[-course.MOST :], titles)
    sections = [
        Section("", [Paragraph(Text(_about()), quiet=True)]),
        *(await _meeting(services, viewer, case, conference) if conference is not None else ()),
        standing.child(await identity_texts(services, viewer, case)),
        standing.stands(case, people),
        standing.risk(case, await risk_reasons(services, viewer, case), people),
        course.agencies(case, runs, titles, people, at),
        course.duties(runs, titles, people, at),
        await _decided(services, viewer, case, entries, conference_id),
        standing.gaps(case, people),
        course.lanes(main, people),
        course.happened(told, len(main)),
    ]
    return framed(Frame(KIND, _("Brief for the case conference"), at), viewer, case, sections, told)


async def _meeting(services: Services, viewer: Viewer, case: cases.Case, conference: Conference) -> list[Section]:
    """What the conference is about, who comes, and what somebody has put on its table."""
    shown = await conference_shown(services, viewer, case, conference)
    return [
        meeting.planned(shown, conference, services.people),
        meeting.agenda(shown),
        meeting.invited(shown.agencies),
        meeting.pins(shown.pins),
    ]


async def _decided(
    services: Services, viewer: Viewer, case: cases.Case, entries: Sequence[Entry], beside: str
) -> Section:
    """What conferences decided by then, but for the one that the brief is for."""
    found = [each for each in reversed(seeing.conferences_among(entries)) if each.id != beside and each.decisions]
    shown = [await conference_shown(services, viewer, case, each) for each in found]
    return meeting.decisions(_("What conferences decided"), [each for one in shown for each in one.decisions])


def _about() -> str:
    return _(
        "What your agency may see of this case. Other agencies may see more or less: each has a brief of its own. "
        "Destroy it after the conference; Lantern keeps no copy, and that it was made is on record."
    )


def titles_at(services: Services, viewer: Viewer, case: cases.Case) -> Mapping[str, str]:
    """What the tasks of *case* are called, by identifier: in the language of the paper where their rule has a name."""
    library, language = services.rules.library(), catalog.language()
    tasks = seeing.tasks_of_case(services, viewer, case)
    return {task.id: titles_of(library, task.playbook).get(language, task.title) for task in tasks}
