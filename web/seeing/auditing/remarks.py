"""Remarks as those they are between read them.

Invariant: a remark is told to the auditors of a country concerned and to the agency it asks; to everybody else it is
not there.
"""

from __future__ import annotations

from collections.abc import Iterable

from projections import auditing, cases, visibility
from projections.auditing import Remark
from web.access.viewer import Viewer
from web.answers.faults import NotThere
from web.seeing.auditing.findings import audits
from web.seeing.cases import AT_ONCE, case_ids
from web.seeing.eyes import eyes
from web.services import Services


def remarks_on(services: Services, viewer: Viewer, case_id: str) -> list[Remark]:
    """The remarks on a case that *viewer* reads, the newest first."""
    return _cut(services, viewer, {"case": case_id})


def remarks_to(services: Services, viewer: Viewer) -> list[Remark]:
    """The remarks that ask the agency of *viewer*, the newest first."""
    return _cut(services, viewer, {"agency": viewer.agency_id})


def remarks_across(services: Services, viewer: Viewer) -> list[Remark]:
    """The remarks on all cases that *viewer* audits, the newest first; for everybody else those that ask them."""
    ids = case_ids(services, viewer) if audits(viewer) else []
    own: list[Remark] = [] if audits(viewer) else remarks_to(services, viewer)
    for start in range(0, len(ids), AT_ONCE):
        own += _cut(services, viewer, {"case": tuple(ids[start : start + AT_ONCE])})
    return sorted(own, key=lambda remark: remark.made.at, reverse=True)


def _cut(services: Services, viewer: Viewer, where: visibility.Where) -> list[Remark]:
    found = services.documents.select(auditing.remarks.VIEW, where, order_by=("-made_at",))
    known = {case.id: case for case in services.documents.select(cases.VIEW, {"key": tuple({r.case for r in found})})}
    return [
        remark
        for remark in found
        if remark.case in known and visibility.sees_remark(eyes(viewer), remark, known[remark.case].agencies)
    ]


def remark_for(services: Services, viewer: Viewer, case_id: str, remark_id: str) -> tuple[Remark, str]:
    """A remark that *viewer* reads, and the number of its case. Raises :class:`NotThere`."""
    case = services.documents.get(cases.VIEW, case_id)
    remark = services.documents.get(auditing.remarks.VIEW, remark_id)
    if case is None or remark is None or remark.case != case_id:
        raise NotThere
    if not visibility.sees_remark(eyes(viewer), remark, case.agencies):
        raise NotThere
    return remark, case.reference


def numbers_of(services: Services, remarks: Iterable[Remark]) -> dict[str, str]:
    """The numbers of the cases of *remarks*, which their reader has seen."""
    ids = tuple({remark.case for remark in remarks})
    return {
        str(key): str(number)
        for key, number in services.documents.values(cases.VIEW, ("key", "reference"), {"key": ids})
    }
