"""An index over the numbers of the cases that an agency takes part in.

Invariant: it holds the agency's own cases and no others, so that what a search costs tells of nothing else. It is made
anew when the agency joins or leaves a case, and asks the views again after every fact.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Mapping
from heapq import nlargest
from weakref import WeakKeyDictionary

from projections import cases
from projections.cases import participation
from projections.views import Documents
from web import seeing
from web.access.viewer import Viewer
from web.finding.words import Words, words_of
from web.services import Services

AGENCIES = 200
"""Of how many agencies an index is kept. That of a hundred cases takes some 50 kB."""

_BEYOND = "\U0010ffff"


class _Index:
    """Words, sorted, with the cases that have each."""

    def __init__(self, words: Iterable[tuple[str, str]]) -> None:
        having = defaultdict[str, set[str]](set)
        for word, id_ in words:
            having[word].add(id_)
        self._having = dict(having)
        self._sorted = sorted(having)

    def just(self, word: str) -> set[str]:
        return self._having.get(word, set())

    def beginning(self, word: str) -> set[str]:
        first, last = bisect_left(self._sorted, word), bisect_left(self._sorted, word + _BEYOND)
        return set().union(*(self._having[each] for each in self._sorted[first:last]))


class Numbers:
    """The words of numbers, sorted, with the cases that have each."""

    def __init__(self, words: Mapping[str, Words]) -> None:
        """Index the cases with these *words*."""
        self.words = words
        self.place = {id_: place for place, id_ in enumerate(sorted(words, key=words.__getitem__))}
        self._words = _Index((word, id_) for id_, own in words.items() for word in own)
        digits = [(word, id_) for id_, own in words.items() for word in own if word.isdigit()]
        self._values = _Index((word.lstrip("0"), id_) for word, id_ in digits)
        self._padded = _Index((word.lstrip("0"), id_) for word, id_ in digits if word.startswith("0"))

    def beginning(self, word: str) -> set[str]:
        """The cases in whose number something begins with *word*, as :func:`web.finding.words.begins` says."""
        bare = word.lstrip("0") if word.isdigit() else ""
        if not bare:
            return self._words.beginning(word)
        as_number = self._values.just(bare) if word.startswith("0") else self._padded.beginning(bare)
        return self._words.beginning(word) | as_number

    def with_all(self, sought: Iterable[str]) -> set[str]:
        """The cases that have all that is *sought*."""
        each = sorted((self.beginning(word) for word in sought), key=len)
        return set.intersection(*each) if each else set()

    def just(self, sought: Iterable[str]) -> set[str]:
        """The cases whose number has just these words, and not words that only begin so."""
        each = [self._words.just(word) for word in sought]
        return set.intersection(*each) if each else set()

    def last(self, ids: Iterable[str], most: int) -> list[str]:
        """The *most* of *ids* with the last numbers, the last first."""
        return nlargest(most, ids, key=self.place.__getitem__)


class _Kept:
    """The indexes of one process, each with the position at which it held."""

    def __init__(self) -> None:
        self.numbers: OrderedDict[str, tuple[int, Numbers]] = OrderedDict()
        self.words: dict[str, Words] = {}


_kept: WeakKeyDictionary[Documents, _Kept] = WeakKeyDictionary()


def numbers_of(services: Services, viewer: Viewer) -> Numbers:
    """The numbers of the cases that *viewer* may look through."""
    documents = services.documents
    kept = _kept.setdefault(documents, _Kept())
    position = min(documents.position(view) for view in (participation.VIEW, cases.VIEW))
    before = kept.numbers.get(viewer.agency_id)
    if before is not None and before[0] == position:
        return before[1]
    own = _read(services, kept.words, seeing.case_ids(services, viewer))
    numbers = before[1] if before is not None and before[1].words.keys() == own.keys() else Numbers(own)
    kept.numbers[viewer.agency_id] = position, numbers
    kept.numbers.move_to_end(viewer.agency_id)
    if len(kept.numbers) > AGENCIES:
        kept.numbers.popitem(last=False)
    return numbers


def _read(services: Services, known: dict[str, Words], ids: Collection[str]) -> dict[str, Words]:
    new = [id_ for id_ in ids if id_ not in known]
    references = seeing.references_among(services, new)
    known.update((key, words_of(reference)) for key, reference in references.items())
    return {id_: known[id_] for id_ in ids if id_ in known}
