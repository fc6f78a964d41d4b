"""The playbooks that were published: their versions, and how many cases go by each.

Invariant: of cases there is a number and nothing else; it is worked out anew only when a case or a version has changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from weakref import WeakKeyDictionary

from domain.codes import Country
from domain.playbook.library import Edition, Library, RulesUnknown
from domain.playbook.rules import Playbook, wideness
from domain.playbook.state import CaseSoFar
from projections import cases
from projections.cases import participation
from projections.views import Documents
from web import seeing
from web.access.viewer import Viewer
from web.services import Services

Version = tuple[str, str]


@dataclass(frozen=True)
class ShownVersion:
    """One version; no *playbook* where this release cannot read it, and *cases* is none for who is not told."""

    version: str
    playbook: Playbook | None
    published: datetime
    valid_from: date | None
    valid_to: date | None
    newest: bool
    cases: int | None

    @property
    def rules(self) -> int:
        """How many rules it has."""
        return 0 if self.playbook is None else len(self.playbook.rules)


@dataclass(frozen=True)
class ShownPlaybook:
    """A playbook with its versions, the newest first."""

    id: str
    title: str
    countries: Sequence[Country]
    versions: Sequence[ShownVersion]


def shelf_of(services: Services, viewer: Viewer) -> list[ShownPlaybook]:
    """Every playbook there is, what holds everywhere first."""
    library = services.rules.library()
    counts = counts_of(services, viewer) if seeing.counts_rules(viewer) else None
    return sorted((_shown(library, name, counts) for name in library.names), key=lambda one: _place(library, one.id))


def _place(library: Library, name: str) -> tuple[int, str]:
    newest = library.editions(name)[-1].playbook
    return (3, name) if newest is None else wideness(newest)


def shown_playbook(services: Services, viewer: Viewer, name: str) -> ShownPlaybook | None:
    """The playbook called *name*, where it was ever published."""
    library = services.rules.library()
    if name not in library.names:
        return None
    return _shown(library, name, counts_of(services, viewer) if seeing.counts_rules(viewer) else None)


def _shown(library: Library, name: str, counts: Mapping[Version, int] | None) -> ShownPlaybook:
    editions = library.editions(name)
    newest = editions[-1].playbook
    versions = [_version(name, one, one is editions[-1], counts) for one in reversed(editions)]
    return ShownPlaybook(name, newest.title if newest else name, _countries(newest), versions)


def _countries(playbook: Playbook | None) -> Sequence[Country]:
    if playbook is None:
        return ()
    return (playbook.country,) if playbook.country is not None else playbook.countries


def _version(name: str, one: Edition, newest: bool, counts: Mapping[Version, int] | None) -> ShownVersion:  # noqa: FBT001
    playbook = one.playbook
    return ShownVersion(
        version=one.version,
        playbook=playbook,
        published=one.published,
        valid_from=playbook.valid_from if playbook else None,
        valid_to=playbook.valid_to if playbook else None,
        newest=newest,
        cases=None if counts is None else counts.get((name, one.version), 0),
    )


_counted: WeakKeyDictionary[Documents, dict[Country | None, tuple[tuple[int, ...], Mapping[Version, int]]]]
_counted = WeakKeyDictionary()


def counts_of(services: Services, viewer: Viewer) -> Mapping[Version, int]:
    """How many open cases that *viewer* may see go by each version of each playbook that their agencies need."""
    documents, library = services.documents, services.rules.library()
    at = (
        documents.position(cases.VIEW),
        documents.position(participation.VIEW),
        sum(len(library.editions(name)) for name in library.names),
    )
    kept = _counted.setdefault(documents, {})
    known = kept.get(viewer.country)
    if known is None or known[0] != at:
        known = kept[viewer.country] = (at, _count(services, viewer, library))
    return known[1]


def _count(services: Services, viewer: Viewer, library: Library) -> Mapping[Version, int]:
    found = Counter[Version]()
    for begun, countries in seeing.open_cases_begun(services, viewer):
        found.update(_versions(library, begun, countries))
    return found


def _versions(library: Library, case: CaseSoFar, countries: set[Country]) -> list[Version]:
    try:
        playbooks = library.of(case).playbooks
    except RulesUnknown:
        return []
    return [(one.id, one.version) for one in playbooks if any(one.holds_in(country) for country in countries)]
