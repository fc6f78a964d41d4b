"""Cases by their number.

Invariant: only cases the viewer takes part in are looked through, so that a number of somebody else's case and one that
there is not are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from projections import cases, visibility
from web import seeing
from web.access.viewer import Viewer
from web.finding.found import Found
from web.finding.memory import words_of_cases
from web.finding.words import Words, fits, has_number, without
from web.services import Services
from web.texts.catalog import gettext as _
from web.texts.catalog import mark

PHASES = {
    "prevention": mark("In care"),
    "missing": mark("Missing"),
    "found": mark("Found"),
    "aftercare": mark("Aftercare"),
    "closed": mark("Closed"),
}


@dataclass(frozen=True)
class Own:
    """The cases that a viewer takes part in, with the words of their numbers."""

    services: Services
    viewer: Viewer
    words: dict[str, Words]

    def fitting(self, sought: Words) -> Iterator[cases.Case]:
        """The cases whose number has all the words that are *sought*, the last first."""
        return self.seen(self._last_first(id_ for id_, words in self.words.items() if fits(sought, words)))

    def named(self, sought: Words) -> Iterator[tuple[cases.Case, Words]]:
        """The cases whose number *sought* gives a part of, with the words that say something else."""
        if not any(map(has_number, sought)):
            return
        left = {id_: without(sought, words) for id_, words in self.words.items()}
        fewest = min(map(len, left.values()), default=len(sought))
        named = (id_ for id_, rest in left.items() if len(rest) == fewest < len(sought))
        for case in self.seen(self._last_first(named)):
            yield case, left[case.id]

    def seen(self, ids: Iterable[str]) -> Iterator[cases.Case]:
        """These cases as a list may show them, each read when it is its turn; what may not be seen is left out."""
        for id_ in ids:
            case = self.services.documents.get(cases.VIEW, id_) if id_ in self.words else None
            cut = visibility.listed(seeing.eyes(self.viewer), case) if case is not None else None
            if cut is not None:
                yield cut

    def _last_first(self, ids: Iterable[str]) -> Sequence[str]:
        return sorted(ids, key=self.words.__getitem__, reverse=True)


def own(services: Services, viewer: Viewer) -> Own:
    """The cases that *viewer* takes part in."""
    ids = sorted(seeing.case_ids(services, viewer))
    known = words_of_cases(services.documents, ids)
    return Own(services, viewer, {id_: known[id_] for id_ in ids if id_ in known})


def shown(case: cases.Case) -> Found:
    """*case* as a search shows it."""
    parts = [case.country.upper(), _(PHASES[case.phase])]
    return Found(case.reference, " · ".join(parts), f"/cases/{case.id}")
