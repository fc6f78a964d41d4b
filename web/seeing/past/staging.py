"""A case as an agency was shown it once a fact had come: the documents, the record and the time of then.

What is replayed is made by what makes the pages of today, from documents that were folded to that fact: there is no
other way to show a case.

Invariant: through an agency's eyes stands what it was shown then and who looks may see now, and nothing else. The clock
stands still, and nothing in here can be acted on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from projections import board, cases, timeline, visibility
from projections.replaying import Past, Stood
from projections.visibility.facts import sees
from projections.visibility.reading import Eye
from projections.visibility.tasks import sees_task
from web.access.viewer import Viewer
from web.answers.faults import NotThere
from web.seeing.cases import document_of
from web.seeing.eyes import eyes, eyes_of
from web.seeing.past.folded import Folded
from web.seeing.past.records import CaseRecord, record_kept
from web.services import Services


@dataclass(frozen=True)
class Still:
    """A clock that stands at a moment."""

    at: datetime

    def now(self) -> datetime:
        """The moment at which it stands."""
        return self.at


@dataclass(frozen=True)
class Scene:
    """What an agency was shown: the *case*, its *entries*, and the *services* and *viewer* to make screens with."""

    case: cases.Case
    entries: Sequence[timeline.Entry]
    services: Services
    viewer: Viewer


@dataclass(frozen=True)
class Replay:
    """The record of a case to go through, fact by fact, through the eyes of the agency *by*.

    *agencies* are those through whose eyes the reader may look. *steps* are the facts that the reader sees; *changes*
    says of each whether it changed something for the agency.
    """

    case: cases.Case
    agencies: Sequence[str]
    by: str
    steps: Sequence[timeline.Entry]
    changes: Sequence[bool]


def replay_of(services: Services, viewer: Viewer, case_id: str, by: str) -> Replay:
    """The record of a case to go through, *by* the eyes of an agency; by none, the first that may be chosen.

    Raises :class:`NotThere` for who does not see the case, and for eyes through which they may not look.
    """
    reader, record, document = _reading(services, viewer, case_id)
    agencies = visibility.eyes_lent(reader.viewer, document)
    chosen = by or next(iter(agencies), "")
    other = eyes_of(services, chosen) if chosen in agencies else None
    case = record.strand(reader).case()
    if other is None or case is None:
        raise NotThere
    steps = record.strand(reader).until()
    changed = record.changes(
        (reader, other), lambda: frozenset(_changes(_past(record, document), reader, other, document))
    )
    return Replay(case, agencies, chosen, steps, [step.position in changed for step in steps])


def scene_of(services: Services, viewer: Viewer, replay: Replay, index: int) -> Scene | None:
    """What was shown once the step *index* had come; None where the agency was shown nothing of the case."""
    reader, record, document = _reading(services, viewer, replay.case.id)
    step, other = replay.steps[index], eyes_of(services, replay.by)
    stood = _past(record, document).at(step.position)
    if other is None or stood.case is None:
        return None
    strand = record.strand(reader, visibility.eye_of(other, stood.case, step.recorded_at))
    case, entries = strand.case(step.position), strand.until(step.position)
    if case is None:
        return None
    folded = Folded(stood.case, _tasks(stood, reader, document), entries)
    then = replace(services, documents=folded, clock=Still(step.recorded_at))
    return Scene(case, entries, then, _persona(viewer, other, services.people.agency_name(replay.by)))


def _reading(services: Services, viewer: Viewer, case_id: str) -> tuple[Eye, CaseRecord, cases.Case]:
    document = document_of(services, viewer, case_id)
    reader = visibility.eye_of(eyes(viewer), document, services.clock.now())
    return reader, record_kept(services, case_id), document


def _past(record: CaseRecord, document: cases.Case) -> Past:
    return record.past(document.agencies[0].country)


def _tasks(stood: Stood, reader: Eye, document: cases.Case) -> list[board.Task]:
    """The tasks of then, cut for who looks now."""
    return visibility.tasks_seen(reader.viewer, stood.tasks.values(), document.agencies)


def _persona(viewer: Viewer, other: visibility.Viewer, name: str) -> Viewer:
    """Somebody of the *other* agency, in the sitting of *viewer*, for whom it is on record what is opened."""
    own = viewer.agency_id == other.agency
    return msgspec.structs.replace(
        viewer,
        agency_id=other.agency,
        agency_name=name,
        role=other.role or viewer.role,
        country=other.country,
        roles=viewer.roles if own else (),
        others=(),
        looks_for=viewer.looks_for or (viewer.agency_id, viewer.country),
    )


def _changes(past: Past, reader: Eye, other: visibility.Viewer, now: cases.Case) -> Iterator[int]:
    """The positions of the facts, of those that *reader* sees, with which *other* was shown something else than before.

    What changed with a fact that the reader does not see is first shown with the next one that they do.
    """
    before, changed = None, False
    for entry, case, task in past.steps():
        if case is None:
            continue
        eye = visibility.eye_of(other, case, entry.recorded_at)
        seen = sees(reader, entry)
        own = (
            task is not None and sees_task(other, task, case.agencies) and sees_task(reader.viewer, task, now.agencies)
        )
        changed = changed or own or (seen and sees(eye, entry)) or before not in {None, eye}
        before = eye
        if seen and changed:
            changed = False
            yield entry.position
