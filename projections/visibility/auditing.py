"""What of the audit somebody is told: remarks, findings of the checks, samples.

Invariant: a finding is told to who sees every fact it rests on, and to auditors alone; a remark to the auditors of a
country concerned and to the agency it asks, also once that has left the case: it answers for what it did there.
"""

from __future__ import annotations

from collections.abc import Iterable

from domain.codes import Role
from domain.context import SYSTEM_AGENCY
from projections.auditing import Remark, Sample
from projections.cases import Membership
from projections.findings import Finding
from projections.visibility.viewing import Access, Viewer, access, may_see


def audits(viewer: Viewer) -> bool:
    """Whether *viewer* looks at what others did: at findings, and at samples of cases."""
    return viewer.role is Role.AUDITOR


def findings_seen(viewer: Viewer, agencies: Iterable[Membership], findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those *findings* about the case of these *agencies* that *viewer* is told of."""
    seen = access(viewer, agencies)
    if seen not in {Access.AUDIT, Access.ALL}:
        return ()
    return tuple(
        found
        for found in findings
        if all(may_see(viewer, seen, fact.audience, fact.agency, fact.name) for fact in found.facts)
    )


def sees_remark(viewer: Viewer, remark: Remark, agencies: Iterable[Membership]) -> bool:
    """Whether *viewer* reads *remark* on the case of these *agencies*."""
    if access(viewer, agencies) in {Access.AUDIT, Access.ALL}:
        return True
    return viewer.agency == remark.agency


def sees_sample(viewer: Viewer, sample: Sample) -> bool:
    """Whether *viewer* is told of *sample*: an auditor of its country; which of its cases they see is another rule."""
    return viewer.agency == SYSTEM_AGENCY or (audits(viewer) and viewer.country is sample.country)
