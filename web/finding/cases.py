"""Cases by their number.

Invariant: only cases the viewer takes part in are looked through, so that a number of somebody else's case and one that
there is not are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from projections import cases
from web import seeing
from web.access.viewer import Viewer
from web.finding.found import Found
from web.finding.numbers import Numbers, numbers_of
from web.finding.words import Words, has_number, without
from web.services import Services
from web.texts.catalog import gettext as _
from web.texts.catalog import mark
from web.texts.times import when

MOST = 50
"""How many cases are looked at more closely."""

PHASES = {
    "prevention": mark("In care"),
    "missing": mark("Missing"),
    "found": mark("Found"),
    "aftercare": mark("Aftercare"),
    "closed": mark("Closed"),
}


@dataclass(frozen=True)
class Own:
    """The cases that a viewer takes part in."""

    services: Services
    viewer: Viewer
    numbers: Numbers

    def fitting(self, sought: Words) -> Iterator[cases.Case]:
        """The cases whose number has all the words that are *sought*, the last first."""
        return self.seen(self.numbers.last(self.numbers.with_all(sought), MOST))

    def named(self, sought: Words) -> Iterator[tuple[cases.Case, Words]]:
        """The cases whose number *sought* gives a part of, with the words that say something else."""
        parts = [word for word in sought if has_number(word) and self.numbers.beginning(word)]
        ids = self.numbers.just(parts) or self.numbers.with_all(parts)
        for case in self.seen(self.numbers.last(ids, MOST)):
            yield case, without(sought, self.numbers.words[case.id])

    def seen(self, ids: Iterable[str]) -> Iterator[cases.Case]:
        """These cases as a list may show them, each read when it is its turn; what may not be seen is left out."""
        for id_ in ids:
            if id_ in self.numbers.words:
                yield from seeing.cases_among(self.services, self.viewer, [id_])


def own(services: Services, viewer: Viewer) -> Own:
    """The cases that *viewer* takes part in."""
    return Own(services, viewer, numbers_of(services, viewer))


def shown(case: cases.Case) -> Found:
    """*case* as a search shows it."""
    parts = [case.country.upper(), _(PHASES[case.phase])]
    if case.keeping.erased_at is not None:
        parts.append(_("Erased on %(day)s") % {"day": when(case.keeping.erased_at, "date")})
    return Found(case.reference, " · ".join(parts), f"/cases/{case.id}")
