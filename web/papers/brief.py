"""The brief for a case conference: what eight agencies have to know before they sit down together.

Invariant: everything in it was known at the one moment it names, to the reader; each reader's brief is their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from projections import cases
from projections.course import runs_of
from web import seeing
from web.access.viewer import Viewer
from web.answers.faults import NotThere
from web.casefile.record import Record, in_words
from web.papers import course, standing
from web.papers.content import Paper, Paragraph, Section, Text
from web.papers.framing import Frame, framed
from web.playbooks.titles import titles_of
from web.services import Services
from web.shown.opening import identity_texts, risk_reasons
from web.shown.timeline import is_main
from web.texts import catalog
from web.texts.catalog import gettext as _

KIND = "brief"


async def brief(services: Services, viewer: Viewer, case_id: str, at: datetime) -> Paper:
    """The brief about a case as it was known *at* a moment, in the language that is spoken now.

    What it opens is on record first. Raises :class:`NotThere`, also where nothing was known then, and
    :class:`~web.access.justifying.ReasonNeeded`.
    """
    entries, case = seeing.known_at(services, viewer, case_id, at)
    if case is None:
        raise NotThere(case_id)
    people, runs = services.people, runs_of(entries)
    titles = titles_at(services, viewer, case)
    main = [entry for entry in entries if is_main(entry)]
    newest = main[-course.MOST :]
    told = await in_words(services, viewer, Record(case, entries), newest, titles)
    sections = [
        Section("", [Paragraph(Text(_about()), quiet=True)]),
        standing.child(await identity_texts(services, viewer, case)),
        standing.stands(case, people),
        standing.risk(case, await risk_reasons(services, viewer, case), people),
        course.agencies(case, runs, titles, people, at),
        course.duties(runs, titles, people, at),
        standing.gaps(case, people),
        course.lanes(main, people),
        course.happened(told, len(main)),
    ]
    return framed(Frame(KIND, _("Brief for the case conference"), at), viewer, case, sections, told)


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
