"""A replay as its page shows it: the fact that has just come, what it changed, and where to go from there.

Invariant: a step is a fact that the reader sees, and everything about it is told from what they see.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from web import seeing
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.faults import NotThere
from web.casefile.timeline import Way
from web.replay.choosing import SCREENS, Choice
from web.replay.screens import Screen, screen_of
from web.services import Services
from web.shown.timeline import Entry, shown
from web.texts.catalog import gettext as _


@dataclass(frozen=True)
class ShownReplay:
    """The page of step *number* of *steps*: its *fact*, whether it *changed* something, and the *screen* after it.

    No screen for an agency that was shown nothing of the case then.
    """

    fact: Entry
    moment: datetime
    number: int
    steps: int
    changed: bool
    links: Mapping[str, str]
    by_name: str
    agencies: Sequence[tuple[str, str]]
    screens: Sequence[Way]
    screen: Screen | None


def index_of(replay: seeing.Replay, named: str) -> int:
    """Which step the fact *named* is; the first where nothing is named. Raises :class:`NotThere`."""
    if not named:
        return 0
    found = next((index for index, step in enumerate(replay.steps) if step.id == named), None)
    if found is None:
        raise NotThere
    return found


def at_step(replay: seeing.Replay, typed: str) -> str:
    """The fact of the step that somebody *typed* or slid to, or of the nearest there is."""
    last = len(replay.steps)
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < len(str(10**9)) else last
    return replay.steps[max(1, min(number, last)) - 1].id


async def shown_replay(request: AppRequest, replay: seeing.Replay, choice: Choice) -> ShownReplay:
    """The page of what *choice* names. Raises :class:`NotThere` for a fact the reader does not see."""
    services, viewer = services_of(request), request.user
    index, people = index_of(replay, choice.at), services.people
    step = replay.steps[index]
    titles = seeing.titles_of(services, viewer, replay.case, [step])
    scene = seeing.scene_of(services, viewer, replay, index)
    return ShownReplay(
        fact=shown(step, people, {}, titles),
        moment=step.recorded_at,
        number=index + 1,
        steps=len(replay.steps),
        changed=replay.changes[index],
        links=_links(replay, index, choice),
        by_name=people.agency_name(replay.by),
        agencies=_agencies(services, viewer, replay),
        screens=_screens(replay, index, choice),
        screen=None if scene is None else await screen_of(request, scene, choice.screen),
    )


def _links(replay: seeing.Replay, index: int, choice: Choice) -> dict[str, str]:
    """Where to go from step *index*; a link is not there where it would lead to where one is."""
    last = len(replay.steps) - 1
    places = {
        "first": 0,
        "before": index - 1,
        "after": index + 1,
        "last": last,
        "change": next((at for at in range(index + 1, last + 1) if replay.changes[at]), -1),
        "changed": next((at for at in range(index - 1, -1, -1) if replay.changes[at]), -1),
    }
    case, found = replay.case.id, {}
    for name, at in places.items():
        if 0 <= at <= last and at != index:
            found[name] = choice.url(case, at=replay.steps[at].id)
    return {**found, "here": choice.url(case, at=replay.steps[index].id)}


def _agencies(services: Services, viewer: Viewer, replay: seeing.Replay) -> list[tuple[str, str]]:
    """Through whose eyes one may look, by name; nobody where there is no choice."""
    if list(replay.agencies) == [viewer.agency_id]:
        return []
    named = [(each, services.people.agency_name(each)) for each in replay.agencies]
    return sorted(named, key=lambda pair: pair[1].casefold())


def _screens(replay: seeing.Replay, index: int, choice: Choice) -> list[Way]:
    here = replay.steps[index].id
    return [
        Way(_(label), choice.url(replay.case.id, at=here, screen=name), name == choice.screen)
        for name, label in SCREENS.items()
    ]
