"""What a viewer sees: documents cut by the visibility rules, with private text opened where it may be.

Invariant: every page, fragment and answer gets its documents through here; what does not exist and what may not be seen
are the same :class:`NotThere`; private text is opened in :mod:`web.shown.opening`, after the consultation is on record.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from msgspec.structs import replace

from domain.case.codes import CASE_ROLES
from domain.case.state import Case as CaseState
from domain.codes import Role
from domain.commands import likely, possible
from domain.envelope import Recorded
from domain.events import Event
from domain.ports import VersionTaken
from projections import board, cases, timeline, visibility
from projections.cases import Emergency, participation
from projections.cases.telling import told
from projections.visibility import Access
from web.access.circumstances import context
from web.access.viewer import Viewer
from web.answers.faults import NotThere
from web.live import News
from web.services import Services
from web.shown.opening import open_entries
from web.shown.tasks import TaskCard
from web.shown.tasks import card as task_card
from web.shown.timeline import Entry, is_main, shown
from web.texts.times import now

OFFICER = "data-protection"
"""The role of a member who answers for the data protection of their agency."""


def eyes(viewer: Viewer) -> visibility.Viewer:
    """The viewer as the visibility rules know them."""
    return visibility.Viewer(viewer.agency_id, viewer.role, viewer.country, OFFICER in viewer.roles)


def case_for(services: Services, viewer: Viewer, case_id: str) -> cases.Case:
    """The case as *viewer* sees it now. Raises :class:`NotThere`."""
    case = services.documents.get(cases.VIEW, case_id)
    if case is None:
        raise NotThere
    if visibility.access(eyes(viewer), case.agencies) is Access.NONE:
        raise NotThere(case_id)
    return as_seen(viewer, case, entries_of_case(services, case_id))


def as_seen(viewer: Viewer, case: cases.Case, entries: Sequence[timeline.Entry]) -> cases.Case:
    """*case* as *viewer* sees it after *entries*. Raises :class:`NotThere`.

    Its version counts what they see, so that it does not tell them that there is more.
    """
    return as_told(visibility.entries_seen(eyes(viewer), case, entries))


def as_told(entries: Sequence[timeline.Entry]) -> cases.Case:
    """The case as *entries* tell it, which were cut for somebody already. Raises :class:`NotThere`."""
    seen = told(entries)
    if seen is None:
        raise NotThere
    return replace(seen, version=sum(entry.task is None for entry in entries))


def case_at(services: Services, viewer: Viewer, case_id: str, seen: int) -> cases.Case | None:
    """The case as *viewer* saw it as version *seen*; None where they see nothing of it."""
    case = services.documents.get(cases.VIEW, case_id)
    visible = _of_file(viewer, case, entries_of_case(services, case_id)) if case is not None else []
    return told(visible[:seen])


def _of_file(viewer: Viewer, case: cases.Case, entries: Sequence[timeline.Entry]) -> list[timeline.Entry]:
    return [entry for entry in visibility.entries_seen(eyes(viewer), case, entries) if entry.task is None]


def standing(services: Services, viewer: Viewer, case_id: str, seen: int, replaces: Collection[str] = ()) -> int:
    """The version in the log of the case that *viewer* sees as version *seen*.

    Raises :class:`NotThere`, and :class:`VersionTaken` when another has come, of those that it *replaces* if any are.
    """
    case = services.documents.get(cases.VIEW, case_id)
    if case is None:
        raise NotThere
    entries = entries_of_case(services, case_id)
    visible = _of_file(viewer, case, entries)
    if len(visible) != seen and (not replaces or any(entry.name in replaces for entry in visible[seen:])):
        raise VersionTaken(case_id)
    return max(entry.version for entry in entries if entry.task is None)


def may_know(services: Services, viewer: Viewer, case_id: str, fact: Recorded[Event]) -> bool:
    """Whether *viewer* may know of *fact* in a case."""
    case = services.documents.get(cases.VIEW, case_id)
    if case is None:
        return False
    seen = visibility.access(eyes(viewer), case.agencies)
    return visibility.may_see(eyes(viewer), seen, fact.meta.audience, fact.meta.agency, fact.name)


def cases_for(services: Services, viewer: Viewer) -> list[cases.Case]:
    """The cases that *viewer* may see, as a list may show them."""
    return cases_among(services, viewer, case_ids(services, viewer))


def cases_among(services: Services, viewer: Viewer, ids: Iterable[str]) -> list[cases.Case]:
    """Of the cases *ids*, those that *viewer* may see, as a list may show them."""
    found = services.documents.select(cases.VIEW, {"key": tuple(ids)})
    seen = [visibility.listed(eyes(viewer), case) for case in found]
    return [case for case in seen if case is not None]


def running_tasks_of(services: Services, viewer: Viewer, seen: Sequence[cases.Case]) -> dict[str, list[board.Task]]:
    """The running tasks of many cases at once, as far as *viewer* may see them, by case."""
    agencies = {case.id: case.agencies for case in seen}
    running = services.documents.select(board.VIEW, {"case": tuple(agencies), "running": True})
    tasks: dict[str, list[board.Task]] = {id_: [] for id_ in agencies}
    for task in running:
        if visibility.sees_task(eyes(viewer), task, agencies[task.case]):
            tasks[task.case].append(task)
    return tasks


def case_ids(services: Services, viewer: Viewer) -> list[str]:
    """The cases that the viewer's agency takes part in, or that an auditor's country does, without reading them."""
    if viewer.role is Role.ADMIN:
        return []  # Not even how many there are: an administrator runs the house and sees no case.
    where: dict[str, str | bool] = (
        {"country": viewer.country.value}
        if viewer.role not in CASE_ROLES and viewer.country is not None
        else {"agency": viewer.agency_id, "joined": True}
    )
    return sorted({str(row[0]) for row in services.documents.values(participation.VIEW, ("case",), where)})


def may_hear(services: Services, viewer: Viewer, news: News) -> bool:
    """Whether *viewer* may be told of *news*: only of what they may also see."""
    case = services.documents.get(cases.VIEW, news.case or "")
    if case is None:
        return False
    seen = visibility.access(eyes(viewer), case.agencies)
    return visibility.may_see(eyes(viewer), seen, news.audience, news.agency, news.name)


def may_act(viewer: Viewer, case: cases.Case) -> bool:
    """Whether *viewer* works on the case rather than reading it."""
    return visibility.access(eyes(viewer), case.agencies) is Access.WORK and viewer.role in CASE_ROLES


def works_on(services: Services, viewer: Viewer, case_id: str) -> bool:
    """Whether the agency of *viewer* takes part in the case now."""
    case = services.documents.get(cases.VIEW, case_id)
    return case is not None and may_act(viewer, case)


def insiders(services: Services, task: board.Task) -> set[str]:
    """The agencies that take part in the case of *task* and may know of the task."""
    case = services.documents.get(cases.VIEW, task.case)
    return set() if case is None else set(visibility.insiders(task.audience, case.taking_part))


def entries_of_case(services: Services, case_id: str) -> list[timeline.Entry]:
    """All entries of a case, not yet cut for anybody."""
    return services.documents.select(timeline.VIEW, {"case": case_id}, order_by=("position",))


def task_for(services: Services, viewer: Viewer, task_id: str) -> board.Task:
    """The task as *viewer* sees it now. Raises :class:`NotThere`."""
    task = services.documents.get(board.VIEW, task_id)
    case = services.documents.get(cases.VIEW, task.case) if task is not None else None
    seen = visibility.task_seen(eyes(viewer), task, case.agencies) if task is not None and case is not None else None
    if seen is None:
        raise NotThere(case.id if case is not None else "")
    return seen


def tasks_of_case(services: Services, viewer: Viewer, case: cases.Case) -> list[board.Task]:
    """The tasks of all agencies of *case*, as far as *viewer* may see them, the most urgent first."""
    found = services.documents.select(board.VIEW, {"case": case.id}, order_by=("due_at",))
    seen = [visibility.task_seen(eyes(viewer), task, case.agencies) for task in found]
    return [task for task in seen if task is not None]


def card(services: Services, viewer: Viewer, task: board.Task) -> TaskCard:
    """*task* as a card, with the risk of its case."""
    case = services.documents.get(cases.VIEW, task.case)
    if case is None or case.risk is None or visibility.access(eyes(viewer), case.agencies) is Access.NONE:
        return task_card(task, services.people, viewer, now())
    return task_card(task, services.people, viewer, now(), case.risk.level)


async def timeline_of(
    services: Services,
    viewer: Viewer,
    case: cases.Case,
    *,
    as_known_at: datetime | None = None,
    as_seen_by: visibility.Viewer | None = None,
    routine: bool = True,
) -> list[Entry]:
    """The timeline of *case* in words, the newest first, with the *routine* of its tasks or without.

    That its texts are opened is put on record first.
    """
    document = services.documents.get(cases.VIEW, case.id)
    if document is None:
        raise NotThere
    entries: Sequence[timeline.Entry] = visibility.entries_seen(
        eyes(viewer),
        document,
        entries_of_case(services, case.id),
        as_seen_by=as_seen_by,
        as_known_at=as_known_at,
    )
    entries = [entry for entry in entries if routine or is_main(entry)]
    texts = await open_entries(services, viewer, case.id, entries)
    titles = {task.id: task.title for task in tasks_of_case(services, viewer, case)}
    ordered = sorted(entries, key=lambda entry: (entry.occurred.at, entry.position), reverse=True)
    return [shown(entry, services.people, texts, titles) for entry in ordered]


def case_in_emergency(services: Services, viewer: Viewer, case_id: str) -> tuple[Emergency, Sequence[timeline.Entry]]:
    """The emergency access that *viewer* has to a case now, and what of it they may read. Raises :class:`NotThere`."""
    case = services.documents.get(cases.VIEW, case_id)
    if case is None:
        raise NotThere
    found = visibility.in_emergency(eyes(viewer), viewer.member_id, case, services.clock.now())
    if found is None:
        raise NotThere(case_id)
    return found, visibility.emergency_entries(eyes(viewer), case, entries_of_case(services, case_id))


def outside_case(services: Services, viewer: Viewer, reference: str) -> cases.Case | None:
    """The open case called *reference* that *viewer* takes no part in, to take emergency access to; perhaps none.

    It is not to be shown: that there is one is told by taking the access, and by nothing else.
    """
    found = services.documents.select(cases.VIEW, {"reference": reference, "status": "open"})
    return next((case for case in found if not may_act(viewer, case)), None)


def awaiting_review(services: Services, member: str, since: datetime) -> int:
    """How many emergency accesses that *member* took after *since*, for whichever agency, nobody has reviewed yet."""
    waiting = services.documents.select(cases.VIEW, {"unreviewed": True})
    taken = (each for case in waiting for each in case.emergencies if each.finding is None)
    return sum(each.member == member and each.at > since for each in taken)


def unreviewed(services: Services, viewer: Viewer) -> list[cases.Case]:
    """The cases in which *viewer* has to see to it that an emergency access is reviewed."""
    if not (viewer.role is Role.CHAIR or {"chair", OFFICER} & set(viewer.roles)):
        return []
    ids = [str(row[0]) for row in services.documents.values(cases.VIEW, ("key",), {"unreviewed": True})]
    seen = cases_among(services, viewer, ids)
    return [case for case in seen if viewer.role is Role.CHAIR or case.lead in (None, viewer.agency_id)]


def entries_of_task(services: Services, viewer: Viewer, task: board.Task) -> Sequence[timeline.Entry]:
    """What happened to *task* as far as *viewer* may see it, in the order of the log."""
    document = services.documents.get(cases.VIEW, task.case)
    if document is None:
        raise NotThere
    if visibility.access(eyes(viewer), document.agencies) is Access.NONE:
        return ()
    own = [entry for entry in entries_of_case(services, task.case) if entry.task == task.id]
    return visibility.entries_seen(eyes(viewer), document, own)


async def task_history(services: Services, viewer: Viewer, task: board.Task) -> list[Entry]:
    """What happened to *task*, the newest first."""
    entries = entries_of_task(services, viewer, task)
    texts = await open_entries(services, viewer, task.case, entries)
    return [shown(entry, services.people, texts) for entry in reversed(entries)]


def next_commands(
    services: Services, viewer: Viewer, case: cases.Case, state: CaseState
) -> tuple[Sequence[str], Sequence[str]]:
    """The commands that are likely to be next, and all that the state of the case allows *viewer*."""
    circumstances = context(services, viewer, services.ids.new(), None, case.exercise)
    allowed = possible(state, circumstances)
    return [slug for slug in likely(state) if slug in allowed], allowed
