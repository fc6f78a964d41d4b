"""The same step with several tasks: what came of it for each, and how it is said.

Invariant: each task is decided by itself, under a key of its own that follows from the form's, so that sending a form
again does nothing twice; what was not done is told by task, with who was faster.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from domain.deciding.refusals import Refused
from domain.ports import StoreFault, VersionTaken
from domain.task.commands import Claim, TaskCommand
from domain.task.decider import originator
from domain.task.state import Running, Task
from projections import board
from web import seeing
from web.access.before import page_before
from web.access.circumstances import command_id
from web.access.viewer import AppRequest, Viewer
from web.acting import act_on_task
from web.answers.faults import BadBody, NotThere, fault_of
from web.answers.racing import faster
from web.repeating import OtherWords
from web.services import Services
from web.shown.board.asked import PATH, read_text
from web.shown.board.deeds import About, Deed, Missed
from web.texts.catalog import gettext as _
from web.texts.catalog import mark, ngettext
from web.texts.times import now, when

MOST = 100
"""With how many tasks something may be done at once."""

AT_ONCE = 8

UNDONE = frozenset({"claim", "release", "hand-over", "shift"})
"""What can be taken back. Acknowledging tells that a task was seen, and it was; completing and waiving are acted upon
by others and by the rules at once: the way back from them is to reopen the task, and to say why."""

SAID = {
    "claim": mark("Claimed: %(title)s"),
    "release": mark("Released: %(title)s"),
    "hand-over": mark("Offered: %(title)s"),
    "shift": mark("Handed over: %(title)s"),
    "undo": mark("Taken back: %(title)s"),
}

Choose = Callable[[board.Task], TaskCommand]


def said(deed: Deed) -> str:
    """What *deed* did, in a sentence."""
    if len(deed.done) == 1 and not deed.missed:
        return _(SAID[deed.slug]) % {"title": deed.done[0].title}
    whole, n = len(deed.done) + len(deed.missed), len(deed.done)
    words = {
        "claim": ngettext("Claimed %(n)s of %(whole)s task", "Claimed %(n)s of %(whole)s tasks", whole),
        "release": ngettext("Released %(n)s of %(whole)s task", "Released %(n)s of %(whole)s tasks", whole),
        "hand-over": ngettext("Offered %(n)s of %(whole)s task", "Offered %(n)s of %(whole)s tasks", whole),
        "shift": ngettext("Handed over %(n)s of %(whole)s task", "Handed over %(n)s of %(whole)s tasks", whole),
        "undo": ngettext("Took back %(n)s of %(whole)s task", "Took back %(n)s of %(whole)s tasks", whole),
    }
    return words[deed.slug] % {"n": n, "whole": whole}


def deed_id(services: Services, viewer: Viewer, key: str, target: str) -> str:
    """The identifier of what is done by the form with *key*: the same when it is sent again."""
    return command_id(services, viewer, key, f"{target}:deed")


def keep(services: Services, viewer: Viewer, slug: str, task: board.Task, key: str, back: str) -> Deed:
    """Remember that *viewer* has just taken one step with one *task*, so that they can take it back."""
    id_ = deed_id(services, viewer, key, f"{slug}:{task.id}")
    return services.deeds.keep(Deed(id_, viewer.member_id, slug, now(), (about_of(task),), (), back))


async def do(
    services: Services, viewer: Viewer, slug: str, tasks: Sequence[str], choose: Choose, key: str, back: str = ""
) -> Deed:
    """Do with each of *tasks* what *choose* says; what came of it, kept to be taken back."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(task_id: str) -> About | Missed:
        async with turns:
            return await _one(services, viewer, task_id, choose, key)

    results = await asyncio.gather(*map(one, dict.fromkeys(tasks)))
    deed = Deed(
        id=deed_id(services, viewer, key, slug),
        member=viewer.member_id,
        slug=slug,
        at=now(),
        done=[each for each in results if isinstance(each, About)],
        missed=[each for each in results if isinstance(each, Missed)],
        back=back,
    )
    return services.deeds.keep(deed)


def come_back(request: AppRequest) -> str:
    """The board that somebody came from, or nothing where they came from elsewhere."""
    path, _, query = page_before(request).partition("?")
    return read_text(query).url if path in (PATH, "/") else ""


def with_deed(url: str, deed: Deed) -> str:
    """The address *url*, where *deed* is told."""
    return f"{url}{'&' if '?' in url else '?'}did={deed.id}"


async def _one(services: Services, viewer: Viewer, task_id: str, choose: Choose, key: str) -> About | Missed:
    try:
        task = seeing.task_for(services, viewer, task_id)
    except NotThere as error:
        return Missed(About(task_id, _("A task"), ""), fault_of(error, "").why)
    about = about_of(task)
    try:
        command = choose(task)
        outcome = await act_on_task(services, viewer, task, command, key=key)
    except (Refused, VersionTaken) as error:
        return Missed(about, await _why(services, viewer, task, error))
    except (BadBody, OtherWords, StoreFault, TimeoutError) as error:
        return Missed(about, fault_of(error, "").why)
    if outcome.repeated and isinstance(command, Claim) and not _holds(outcome.state, viewer):
        return Missed(about, held_no_more())
    return about


def _holds(task: Task, viewer: Viewer) -> bool:
    return isinstance(task, Running) and task.holder is not None and task.holder.member == viewer.member_id


def held_no_more() -> str:
    """What a claim that was sent again after it was taken back is answered with."""
    return _("You had claimed it, and have it no more. Claim it from the board as it is now.")


def about_of(task: board.Task) -> About:
    """*task*, to be named in a sentence."""
    return About(task.id, _(task.title), task.reference)


async def _why(services: Services, viewer: Viewer, task: board.Task, error: Exception) -> str:
    """Why it was not done: who was faster, and when; else what stands in the way."""
    folded = await services.tasks.state(originator(task.case, task.id))
    first = faster(folded, error, None, viewer.member_id)
    if first is None:
        return fault_of(error, "").why
    name, agency = services.people.member_name(first.member), services.people.agency_name(first.agency)
    return _("%(name)s (%(agency)s) was faster, %(time)s.") % {
        "name": name,
        "agency": agency,
        "time": when(first.at, "short"),
    }
