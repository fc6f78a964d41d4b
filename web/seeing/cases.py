"""Cases as somebody sees them: one of them, many of them in a list, and which there are.

Invariant: what does not exist and what may not be seen are the same :class:`NotThere`; a list holds what the whole case
knows, in codes and times.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from msgspec.structs import replace

from domain.case.state import Case as CaseState
from domain.commands import likely, possible
from domain.envelope import Recorded
from domain.events import Event
from domain.ports import VersionTaken
from domain.retention.codes import RecordClass
from projections import board, cases, conferences, timeline, visibility
from projections.cases import participation
from projections.cases.telling import told
from projections.views import Value
from projections.visibility import Access
from web.access.circumstances import context
from web.access.viewer import Viewer
from web.answers.faults import NotThere
from web.live import News
from web.seeing.eyes import eyes, eyes_of
from web.seeing.past.records import document_kept, record_kept
from web.services import Services

AT_ONCE = 5_000
"""How many keys one question names; the library takes some thirty thousand."""


def document_of(services: Services, viewer: Viewer, case_id: str) -> cases.Case:
    """The document of a case that *viewer* sees, not yet cut for them: for this package. Raises :class:`NotThere`."""
    case = document_kept(services, case_id)
    if case is None:
        raise NotThere
    if visibility.access(eyes(viewer), case.agencies) is Access.NONE:
        raise NotThere(case_id)
    return case


def all_entries(services: Services, case_id: str) -> list[timeline.Entry]:
    """All entries of a case, not yet cut for anybody: for this package."""
    return services.documents.select(timeline.VIEW, {"case": case_id}, order_by=("position",))


def case_for(services: Services, viewer: Viewer, case_id: str) -> cases.Case:
    """The case as *viewer* sees it now. Raises :class:`NotThere`."""
    return record_for(services, viewer, case_id)[0]


def entries_for(services: Services, viewer: Viewer, case_id: str) -> Sequence[timeline.Entry]:
    """What *viewer* sees of a case, in the order of the log. Raises :class:`NotThere`."""
    return strand_for(services, viewer, case_id).until()


def record_for(services: Services, viewer: Viewer, case_id: str) -> tuple[cases.Case, Sequence[timeline.Entry]]:
    """The case and all its entries, as *viewer* sees them now. Raises :class:`NotThere`."""
    strand = strand_for(services, viewer, case_id)
    return told_by(strand), strand.until()


def known_at(
    services: Services, viewer: Viewer, case_id: str, at: datetime, other: visibility.Viewer | None = None
) -> tuple[Sequence[timeline.Entry], cases.Case | None]:
    """What *viewer* sees of a case that was recorded by *at*, and the case as it tells it; with *other*, what both saw.

    No case where that is nothing. Raises :class:`NotThere`.
    """
    eye = visibility.eye_of(eyes(viewer), document_of(services, viewer, case_id), services.clock.now())
    record = record_kept(services, case_id)
    if other is None:
        return record.strand(eye).known(at)
    then = visibility.eye_then(other, told_by(record.strand(eye)), at)
    return record.strand(eye, then).known(at)


def common_to(
    services: Services, viewer: Viewer, case_id: str, agencies: Collection[str], at: datetime
) -> tuple[Sequence[timeline.Entry], cases.Case | None]:
    """What *viewer* and everybody of *agencies* may see now of what was recorded by *at*, and the case as it tells it.

    Nothing where one of them is not known, or takes no part as far as *viewer* sees. Raises :class:`NotThere`.
    """
    own = strand_for(services, viewer, case_id)
    case, now = told_by(own), services.clock.now()
    others = [eyes_of(services, agency) for agency in sorted(set(agencies) - {viewer.agency_id})]
    looking = [visibility.eye_of(each, case, now) for each in others if each is not None]
    if len(looking) < len(others):
        return (), None
    eye = visibility.eye_of(eyes(viewer), document_of(services, viewer, case_id), now)
    return record_kept(services, case_id).strand(eye, *looking).known(at)


def strand_for(services: Services, viewer: Viewer, case_id: str) -> visibility.Strand:
    """What *viewer* sees of a case now, at any place of its record: for this package. Raises :class:`NotThere`."""
    return _strand(services, viewer, document_of(services, viewer, case_id))


def told_by(strand: visibility.Strand, position: int | None = None) -> cases.Case:
    """The case that *strand* tells at a place of its record: for this package. Raises :class:`NotThere`."""
    seen = strand.case(position)
    if seen is None:
        raise NotThere
    return seen


def as_told(entries: Sequence[timeline.Entry]) -> cases.Case:
    """The case as *entries* tell it, which were cut for somebody already. Raises :class:`NotThere`.

    Its version counts what they see, so that it does not tell them that there is more.
    """
    seen = told(entries)
    if seen is None:
        raise NotThere
    return replace(seen, version=sum(entry.filed for entry in entries))


def case_then(services: Services, viewer: Viewer, case_id: str, position: int) -> cases.Case:
    """The case as *viewer* saw it once the fact at *position* had come. Raises :class:`NotThere`.

    It is for who gave the command that led there, also where it was to leave the case.
    """
    case = services.documents.get(cases.VIEW, case_id)
    if case is None:
        raise NotThere
    return told_by(_strand(services, viewer, case), position)


def case_at(services: Services, viewer: Viewer, case_id: str, seen: int) -> cases.Case | None:
    """The case as *viewer* saw it as version *seen*; None where they see nothing of it."""
    case = services.documents.get(cases.VIEW, case_id)
    visible = _of_file(services, viewer, case) if case is not None else []
    return told(visible[:seen])


def _of_file(services: Services, viewer: Viewer, case: cases.Case) -> list[timeline.Entry]:
    return [entry for entry in _strand(services, viewer, case).until() if entry.filed]


def _strand(services: Services, viewer: Viewer, case: cases.Case) -> visibility.Strand:
    eye = visibility.eye_of(eyes(viewer), case, services.clock.now())
    return record_kept(services, case.id).strand(eye)


def standing(services: Services, viewer: Viewer, case_id: str, seen: int, replaces: Collection[str] = ()) -> int:
    """The version in the log of the case that *viewer* sees as version *seen*.

    Raises :class:`NotThere`, and :class:`VersionTaken` when another has come, of those that it *replaces* if any are.
    """
    case = services.documents.get(cases.VIEW, case_id)
    if case is None:
        raise NotThere
    visible = _of_file(services, viewer, case)
    if len(visible) != seen and (not replaces or any(entry.name in replaces for entry in visible[seen:])):
        raise VersionTaken(case_id)
    return max(entry.version for entry in record_kept(services, case_id).entries if entry.filed)


def may_know(services: Services, viewer: Viewer, case_id: str, fact: Recorded[Event]) -> bool:
    """Whether *viewer* may know of *fact* in a case."""
    case = services.documents.get(cases.VIEW, case_id)
    if case is None:
        return False
    return visibility.may_be_told(eyes(viewer), case.agencies, fact.meta.audience, fact.meta.agency, fact.name)


def may_hear(services: Services, viewer: Viewer, news: News) -> bool:
    """Whether *viewer* may be told of *news*: only of what they may also see."""
    case = services.documents.get(cases.VIEW, news.case or "")
    if case is None:
        return False
    if news.room:
        meeting = services.documents.get(conferences.VIEW, news.room)
        asked = meeting is not None and visibility.sees_conference(eyes(viewer), meeting, case.agencies)
        return asked and visibility.works_on(eyes(viewer), case.agencies)
    return visibility.may_be_told(eyes(viewer), case.agencies, news.audience, news.agency, news.name)


def cases_for(services: Services, viewer: Viewer) -> list[cases.Case]:
    """The cases that *viewer* may see, as a list may show them."""
    return cases_among(services, viewer, case_ids(services, viewer))


def cases_among(
    services: Services,
    viewer: Viewer,
    ids: Iterable[str],
    *,
    where: visibility.Where | None = None,
    order_by: Sequence[str] = (),
    limit: int | None = None,
    offset: int = 0,
) -> list[cases.Case]:
    """Of the cases *ids*, those that *viewer* may see, as a list may show them; perhaps only some of them, in order."""
    found = services.documents.select(
        cases.VIEW, {**(where or {}), "key": tuple(ids)}, order_by=order_by, limit=limit, offset=offset
    )
    seen = [visibility.listed(eyes(viewer), case) for case in found]
    return [case for case in seen if case is not None]


def columns_of(services: Services, viewer: Viewer, columns: Sequence[str]) -> list[tuple[Value, ...]]:
    """The *columns* of the cases that *viewer* may see, to count and to choose from."""
    return columns_among(services, case_ids(services, viewer), columns)


def columns_among(services: Services, seen: Sequence[str], columns: Sequence[str]) -> list[tuple[Value, ...]]:
    """The *columns* of cases, of which it was found out that they may be *seen*."""
    found: list[tuple[Value, ...]] = []
    for start in range(0, len(seen), AT_ONCE):
        found += services.documents.values(cases.VIEW, columns, {"key": seen[start : start + AT_ONCE]})
    return found


def case_ids(services: Services, viewer: Viewer) -> list[str]:
    """The cases that the viewer's agency takes part in, or that an auditor's country does, without reading them."""
    where = visibility.parts_of(eyes(viewer))
    if where is None:
        return []
    return sorted({str(row[0]) for row in services.documents.values(participation.VIEW, ("case",), where)})


def may_act(viewer: Viewer, case: cases.Case) -> bool:
    """Whether *viewer* works on the case rather than reading it."""
    return visibility.works_on(eyes(viewer), case.agencies)


def works_on(services: Services, viewer: Viewer, case_id: str) -> bool:
    """Whether the agency of *viewer* takes part in the case now."""
    case = services.documents.get(cases.VIEW, case_id)
    return case is not None and may_act(viewer, case)


def keeps_texts(services: Services, case_id: str) -> bool:
    """Whether what somebody writes into the case is kept: into one whose file was erased it would be lost."""
    case = services.documents.get(cases.VIEW, case_id)
    return case is None or not any(RecordClass.CASE_FILE in each.classes for each in case.keeping.erasures)


def insiders(services: Services, task: board.Task) -> set[str]:
    """The agencies that take part in the case of *task* and may know of the task."""
    case = services.documents.get(cases.VIEW, task.case)
    return set() if case is None else set(visibility.insiders(task.audience, case.taking_part))


def taking_part(services: Services, viewer: Viewer, case_id: str) -> set[str]:
    """The agencies that take part in a case, for who sees it; otherwise none."""
    try:
        return {part.agency for part in document_of(services, viewer, case_id).taking_part}
    except NotThere:
        return set()


def next_commands(
    services: Services, viewer: Viewer, case: cases.Case, state: CaseState
) -> tuple[Sequence[str], Sequence[str]]:
    """The commands that are likely to be next, and all that the state of the case allows *viewer*."""
    circumstances = context(services, viewer, services.ids.new(), None, case.exercise)
    allowed = possible(state, circumstances)
    return [slug for slug in likely(state) if slug in allowed], allowed
