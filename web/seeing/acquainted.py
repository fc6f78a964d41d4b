"""Which agencies somebody works with, and their own as it stands.

Invariant: who is on call is named to an agency's own people and to agencies that work on a case with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from projections import directory, visibility
from projections.cases import participation
from web.access.viewer import Viewer
from web.seeing.cases import case_ids
from web.seeing.eyes import eyes
from web.services import Services


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
