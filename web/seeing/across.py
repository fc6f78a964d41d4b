"""What somebody is told across many cases: how many there are, who works with whom, and the number of the next.

Invariant: a count is of cases that its reader may see; who is on call is named to an agency's own people and to those
that work on a case with it. Only the number of a new case is made from all of a country, and is shown to nobody but who
opened the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cached_property

from domain.codes import Country
from domain.playbook.state import CaseSoFar
from projections import cases, directory, visibility
from projections.cases import participation
from web.access.viewer import Viewer
from web.seeing.cases import AT_ONCE, case_ids, columns_among
from web.seeing.eyes import eyes
from web.services import Services

_START = datetime(1970, 1, 1, tzinfo=UTC)


def counts_rules(viewer: Viewer) -> bool:
    """Whether *viewer* is told how many cases go by a version of the rules."""
    return visibility.counts_rules(eyes(viewer))


def open_cases_begun(services: Services, viewer: Viewer) -> list[tuple[CaseSoFar, set[Country]]]:
    """When each open case that *viewer* may see was begun, and the countries of its agencies."""
    ids = case_ids(services, viewer)
    countries: dict[str, set[Country]] = {}
    for start in range(0, len(ids), AT_ONCE):
        where: visibility.Where = {"case": ids[start : start + AT_ONCE], "joined": True}
        for case, country in services.documents.values(participation.VIEW, ("case", "country"), where):
            countries.setdefault(str(case), set()).add(Country(str(country)))
    columns = ("status", "key", "founded", "founded_position", "moved_to")
    rows = columns_among(services, ids, columns)
    return [(_begun(*row[2:]), countries.get(str(row[1]), set())) for row in rows if row[0] == "open"]


def _begun(founded: object, position: object, moved: object) -> CaseSoFar:
    versions: Mapping[str, str] = dict(each.split("=", 1) for each in str(moved or "").split())
    opened = _START + timedelta(microseconds=int(str(founded or 0)))
    return CaseSoFar(opened_at=opened, opened_position=int(str(position or 0)), versions=dict(versions))


def references_among(services: Services, seen: list[str]) -> dict[str, str]:
    """The numbers of cases, of which it was found out that they may be *seen*."""
    return {str(key): str(reference) for key, reference in columns_among(services, seen, ("key", "reference"))}


def reference_given(services: Services, case_id: str) -> str | None:
    """The number that a case got which is being opened, where an earlier attempt gave it one."""
    known = services.documents.get(cases.VIEW, case_id)
    return None if known is None else known.reference


def next_reference(services: Services, country: Country) -> str:
    """The next number of *country* in this year: they are told apart on the telephone, so they run for all agencies."""
    year = services.clock.now().year
    prefix = f"{country.value.upper()}-{year}-"
    taken = [str(row[0]) for row in services.documents.values(cases.VIEW, ("reference",), {"country": country.value})]
    numbers = [int(reference.removeprefix(prefix)) for reference in taken if reference.startswith(prefix)]
    return f"{prefix}{max(numbers, default=0) + 1:04d}"


class Acquainted:
    """Which agencies *viewer* works with: their own, and those that take part in a case with it.

    What was found out is remembered for as long as this lives, which is one answer.
    """

    def __init__(self, services: Services, viewer: Viewer, known: Mapping[str, bool] | None = None) -> None:
        """Begin with what is *known* already."""
        self._services = services
        self._viewer = viewer
        self._known = {**(known or {})}

    def __call__(self, agency: str) -> bool:
        """Whether they are told by name who is on call for *agency*."""
        if agency not in self._known:
            own = eyes(self._viewer)
            alone = visibility.names_on_call(own, agency, together=False)
            self._known[agency] = alone or visibility.names_on_call(own, agency, together=self._together(agency))
        return self._known[agency]

    def _together(self, agency: str) -> bool:
        where = visibility.own_parts(visibility.Viewer(agency, None, None))
        rows = self._services.documents.values(participation.VIEW, ("case",), where)
        return not self._own_cases.isdisjoint(case for (case,) in rows)

    @cached_property
    def _own_cases(self) -> frozenset[object]:
        return frozenset(case_ids(self._services, self._viewer))


def own_agency(services: Services, viewer: Viewer) -> directory.Agency | None:
    """The agency that *viewer* acts for, as its document stands."""
    return services.documents.get(directory.VIEW, viewer.agency_id)
