"""The record of a case, read once and kept for as long as it is looked at.

Whoever goes through the moments of a case asks for the same facts again and again; of thousands, reading and cutting
them takes longer than everything else about a page.

Invariant: what is kept is what the view of the timeline holds, texts sealed or erased as there, and never one that was
opened: after a key was destroyed, nothing kept here can be read. What was recorded since is read before anything is
told; what is older than a minute is read anew, whatever the view says. So many facts are kept in all, and no more.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from domain.codes import Country
from projections import cases, timeline
from projections.replaying import Past
from projections.views import Documents
from projections.visibility.moments.strands import Strand
from projections.visibility.reading import Eye
from web.services import Services

STALE = timedelta(minutes=1)

MOST = 60_000
"""How many facts are kept, each as often as somebody's eyes see it: some two kilobytes the first time."""

DOCUMENTS = 100
"""Of how many cases the document is kept, for as long as nothing at all was recorded."""

STRANDS = 24
"""Through the eyes of how many a case is kept."""


class CaseRecord:
    """The facts of one case, uncut, and what different eyes see of them: for this package and the door's cases."""

    def __init__(self, read_at: datetime) -> None:
        """Begin with nothing read."""
        self.read_at = read_at
        self.at = -1
        self.entries: list[timeline.Entry] = []
        self._strands: OrderedDict[tuple[Eye, ...], tuple[Strand, int]] = OrderedDict()
        self._past: tuple[Past, int] | None = None
        self._changes: OrderedDict[tuple[object, ...], tuple[frozenset[int], int]] = OrderedDict()

    @property
    def weight(self) -> int:
        """How many facts are kept here, each as often as it is."""
        return len(self.entries) * (1 + (self._past is not None) + len(self._strands))

    def strand(self, *eyes: Eye) -> Strand:
        """What all of *eyes* see."""
        strand, followed = self._strands.pop(eyes) if eyes in self._strands else (Strand(eyes), 0)
        strand.follow(self.entries[followed:])
        self._strands[eyes] = (strand, len(self.entries))
        if len(self._strands) > STRANDS:
            self._strands.popitem(last=False)
        return strand

    def past(self, founded_in: Country) -> Past:
        """What stood at each fact."""
        past, followed = self._past or (Past(founded_in), 0)
        past.follow(self.entries[followed:])
        self._past = (past, len(self.entries))
        return past

    def changes(self, of: tuple[object, ...], find: Callable[[], frozenset[int]]) -> frozenset[int]:
        """What *find* found of all facts about *of*; looked for again once there are more."""
        found, known = self._changes.pop(of) if of in self._changes else (frozenset[int](), -1)
        if known != len(self.entries):
            found = find()
        self._changes[of] = (found, len(self.entries))
        if len(self._changes) > STRANDS:
            self._changes.popitem(last=False)
        return found


class Records:
    """The records that were looked at lately, by case."""

    def __init__(self, most: int = MOST) -> None:
        """Begin with none; keep at most *most* facts."""
        self._most = most
        self._documents: OrderedDict[str, tuple[cases.Case | None, int, datetime]] = OrderedDict()
        self._kept: OrderedDict[str, CaseRecord] = OrderedDict()

    def of(self, documents: Documents, case_id: str, now: datetime) -> CaseRecord:
        """The record of a case as far as the view has it."""
        at = documents.position(timeline.VIEW)
        record = self._kept.pop(case_id, None)
        if record is None or at < record.at or not timedelta(0) <= now - record.read_at < STALE:
            record = CaseRecord(now)
        if record.at != at:
            record.entries += _since(documents, case_id, len(record.entries))
            record.at = at
        self._kept[case_id] = record
        self._let_go()
        return record

    def document(self, documents: Documents, case_id: str, now: datetime) -> cases.Case | None:
        """The document of a case, uncut: that of a long case takes as long to read as a page to fill."""
        at = documents.position(cases.VIEW)
        case, then, read_at = self._documents.pop(case_id, (None, -1, now))
        if then != at or not timedelta(0) <= now - read_at < STALE:
            case, read_at = documents.get(cases.VIEW, case_id), now
        self._documents[case_id] = (case, at, read_at)
        if len(self._documents) > DOCUMENTS:
            self._documents.popitem(last=False)
        return case

    @property
    def weight(self) -> int:
        """How many facts are kept in all."""
        return sum(record.weight for record in self._kept.values())

    def _let_go(self) -> None:
        """Let go of what was looked at longest ago, but never of what is looked at now."""
        while len(self._kept) > 1 and self.weight > self._most:
            self._kept.popitem(last=False)


def _since(documents: Documents, case_id: str, known: int) -> Sequence[timeline.Entry]:
    """The entries of a case after the first *known*: a record only ever grows at its end."""
    return documents.select(timeline.VIEW, {"case": case_id}, order_by=("position",), offset=known)


_records: WeakKeyDictionary[Documents, Records] = WeakKeyDictionary()


def record_kept(services: Services, case_id: str) -> CaseRecord:
    """The record of a case, not cut for anybody: for the door."""
    return _records_of(services).of(services.documents, case_id, services.clock.now())


def document_kept(services: Services, case_id: str) -> cases.Case | None:
    """The document of a case, not cut for anybody, or None: for the door."""
    return _records_of(services).document(services.documents, case_id, services.clock.now())


def _records_of(services: Services) -> Records:
    return _records.setdefault(services.documents, Records())
