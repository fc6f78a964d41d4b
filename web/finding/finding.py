"""One search over everything that has a name.

Invariant: the groups always come in the same order, and nothing in them says how much there is beyond what is shown,
except that there is more of what the viewer may see.
"""

from __future__ import annotations

from asyncio import gather
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from projections.cases import Case
from web.access.viewer import Viewer
from web.desks import agency_desk, desk_of, member_desk
from web.finding import cases, tasks
from web.finding.actions import CASES, actions
from web.finding.found import Found, Group
from web.finding.pages import pages
from web.finding.people import people
from web.finding.words import Words, wanted
from web.services import Services
from web.texts.catalog import gettext as _

RECENT = 5


async def find(services: Services, viewer: Viewer, text: str, here: str | None, most: int) -> list[Group]:
    """What *text* finds for *viewer*, who stands at the case *here* or at none; *most* of each kind.

    Nothing typed finds the cases they looked at last, and the pages.
    """
    sought = wanted(text)
    desk, shared = await gather(*(desk_of(services, each) for each in (member_desk(viewer), agency_desk(viewer))))
    own, recent = cases.own(services, viewer), list(reversed(desk.looked))
    places = list(pages(viewer, desk, shared, sought))
    if not sought:
        last = [cases.shown(case) for case in islice(own.seen(recent), RECENT)]
        return _filled(_group("cases", _("Cases you looked at"), last, most), _group("pages", _("Pages"), places, most))
    named = list(islice(own.named(sought), CASES))
    there = named or [
        (case, sought) for case in own.seen([here] if here and here in own.numbers.words else recent[:CASES])
    ]
    doing = [each async for each in actions(own, there)]
    return _filled(
        _group("cases", _("Cases"), map(cases.shown, own.fitting(sought)), most),
        _group("tasks", _("Tasks"), _tasks(services, viewer, sought, named), most),
        _group("actions", _("What you can do"), doing, most),
        _group("people", _("People and agencies"), people(services, viewer, sought), most),
        _group("pages", _("Pages"), places, most),
    )


def _tasks(services: Services, viewer: Viewer, sought: Words, named: Sequence[tuple[Case, Words]]) -> Iterator[Found]:
    """The own tasks first, then those of others in the one case that the search names."""
    met = set[str]()
    for task in tasks.own_tasks(services, viewer, sought):
        met.add(task.id)
        yield tasks.shown(services, task)
    for case, words in named if len(named) == 1 else ():
        for task in tasks.of_case(services, viewer, case.id, words):
            if task.id not in met:
                yield tasks.shown(services, task)


def _group(key: str, title: str, items: Iterable[Found], most: int) -> Group:
    found = list(islice(items, most + 1))
    return Group(key, title, found[:most], more=len(found) > most)


def _filled(*groups: Group) -> list[Group]:
    return [group for group in groups if group.items]
