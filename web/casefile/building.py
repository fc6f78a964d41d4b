"""Everything the page of a case shows, put together for one reader.

Invariant: the record is read once for a page, and only what the page shows of it is opened and put into words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from domain.case.decider import originator
from domain.codes import RiskLevel
from projections import cases
from web import seeing
from web.access.viewer import Viewer
from web.casefile import clocks
from web.casefile.choosing import Choice
from web.casefile.known.looked import looked_by_day
from web.casefile.news import News, news_of
from web.casefile.record import Chosen, Record, choose, in_words
from web.casefile.sheet import Action, ShownCase, shown
from web.casefile.timeline import ShownTimeline, shown_timeline
from web.conference.next import may_call
from web.conference.rows import row
from web.forms.case_forms import FORMS
from web.playbooks.standing import standing_of
from web.ports import Look
from web.services import Services
from web.shown.case import Identity
from web.shown.opening import asks_why, risk_reasons
from web.shown.reaching import reaches
from web.shown.tasks import card
from web.shown.timeline import Entry
from web.texts.catalog import gettext as _
from web.texts.times import now
from web.texts.wording.looking import reasons

LIKELY = 4
"""How many of the likely next steps a page puts first."""


async def build(
    services: Services,
    viewer: Viewer,
    record: Record,
    choice: Choice,
    *,
    look: tuple[bool, Look | None] = (False, None),
    identity: Identity | None = None,
    still: bool = False,
) -> ShownCase:
    """The page of a case: what *choice* leaves of the timeline, new after *look*; *still*, nothing to be done."""
    case, people = record.case, services.people
    tasks = seeing.tasks_of_case(services, viewer, case)
    titles = {task.id: task.title for task in tasks}
    risk = case.risk.level if case.risk else RiskLevel.UNKNOWN
    cards = [card(task, people, viewer, now(), risk) for task in tasks if task.running]
    news = news_of(record.entries, look[1] if look[0] else None, viewer.member_id, people, titles)
    asked = await asks_why(services, viewer, case.id, record.entries, more=bool(case.identity))
    made = shown(
        case,
        people,
        tasks=cards,
        clocks=clocks.running(case, cards, people),
        flow=standing_of(services, case, tasks, record.entries, now()),
        news=news,
        timeline=await _timeline(services, viewer, record, choice, news, titles),
        actions=[] if still else await actions_of(services, viewer, case),
        reasons=await risk_reasons(services, viewer, case),
    )
    near = [] if still else [each.id for each in made.agencies]
    found = reaches(services, viewer, near, named=seeing.may_act(viewer, case))
    return replace(
        made,
        identity=identity,
        photos=len(case.photos),
        conferences=[row(services, viewer, each) for each in seeing.conferences_among(record.entries)],
        may_call=not still and may_call(viewer, case),
        agencies=[replace(each, reach=found.get(each.id)) for each in made.agencies],
        reasons=reasons() if asked else (),
    )


async def _timeline(
    services: Services, viewer: Viewer, record: Record, choice: Choice, news: News, titles: Mapping[str, str]
) -> ShownTimeline:
    chosen = choose(record, choice, services.people, titles)
    entries = await _entries(services, viewer, record, chosen, news, titles)
    told = shown_timeline(record, chosen, choice, services.people, entries=entries)
    return replace(told, looked=await looked_by_day(services, viewer, record.case)) if choice.routine else told


async def _entries(
    services: Services, viewer: Viewer, record: Record, chosen: Chosen, news: News, titles: Mapping[str, str]
) -> list[Entry]:
    told = await in_words(services, viewer, record, chosen.shown, titles)
    return [replace(entry, new=True) if entry.position in news.positions else entry for entry in told]


async def actions_of(services: Services, viewer: Viewer, case: cases.Case) -> list[Action]:
    """What *viewer* may record now, the likely things first."""
    if not seeing.may_act(viewer, case):
        return []
    folded = await services.cases.state(originator(case.id))
    likely, open_now = seeing.next_commands(services, viewer, case, folded.state)
    likely = likely[:LIKELY]
    ordered = [*likely, *(slug for slug in FORMS if slug in open_now and slug not in likely)]
    return [Action(slug, _(FORMS[slug].title), _(FORMS[slug].why), slug in likely) for slug in ordered if slug in FORMS]
