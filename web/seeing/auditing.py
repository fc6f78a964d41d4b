"""The audit as somebody sees it: what the checks find, what was remarked, which cases were drawn.

Invariant: findings are cut for auditors and told to nobody else; a remark is told to those it is between. Across cases
nothing is read of one that the reader does not see, and others are answered between any two.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC

from domain.case.events import AbsenceNoticed, AlertIssued, CaseClosed, CaseOpened, EmergencyAccessTaken
from domain.sampling.events import SampleKind
from projections import audit, auditing, cases, findings, visibility
from projections.auditing import Remark, Sample
from projections.findings import Finding, Look
from projections.views import Value
from projections.visibility import Access
from web.access.viewer import Viewer
from web.answers.faults import NotThere
from web.ports import Looked
from web.seeing.cases import AT_ONCE, case_ids, cases_among, document_of
from web.seeing.eyes import eyes
from web.services import Services

LOOKS_READ = 2_000
"""So many of the last lines of who looked are checked across cases; on the page of a case all of them are."""

NOT_THE_CASE = frozenset({"looks", "findings"})
"""What is opened about a case and is nothing of the child: who looked, what was found."""


@dataclass(frozen=True)
class Found:
    """What the checks find in a case, as its reader is told it."""

    case: cases.Case
    findings: Sequence[Finding]


def audits(viewer: Viewer) -> bool:
    """Whether *viewer* looks at what others did."""
    return visibility.audits(eyes(viewer))


async def found_in(services: Services, viewer: Viewer, case_id: str) -> Found:
    """What the checks find in a case. Raises :class:`NotThere` for who is told of no findings, and store faults."""
    case = document_of(services, viewer, case_id)
    if visibility.access(eyes(viewer), case.agencies) not in {Access.AUDIT, Access.ALL}:
        raise NotThere(case_id)
    looks = _looks(services, await services.consultations.of_case(case_id))
    duties = services.documents.select(findings.duties.VIEW, {"case": case_id})
    return _found(services, viewer, case, duties, services.documents.get(findings.files.VIEW, case_id), looks)


async def found_across(services: Services, viewer: Viewer) -> AsyncIterator[Found]:
    """What the checks find in each case that *viewer* audits, one case at a time. Raises the faults of the store."""
    if not audits(viewer):
        return
    ids, lately = case_ids(services, viewer), await services.consultations.lately(LOOKS_READ)
    looks: dict[str, list[Looked]] = {}
    for each in lately:
        looks.setdefault(each.case, []).append(each)
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        for case in services.documents.select(cases.VIEW, {"key": _with_findings(services, some, looks)}):
            await asyncio.sleep(0)  # noqa: TID251  one turn of the loop, no time
            where: dict[str, Value | Sequence[Value]] = {"case": case.id}
            duties = services.documents.select(
                findings.duties.VIEW, where if case.id in looks else {**where, "spotless": False}
            )
            file = services.documents.get(findings.files.VIEW, case.id)
            yield _found(services, viewer, case, duties, file, _looks(services, looks.get(case.id, ())))


def _with_findings(services: Services, ids: Sequence[str], looks: Iterable[str]) -> tuple[str, ...]:
    """Those cases in which anything can be found."""
    spotted = {"spotless": False}
    duties = services.documents.values(findings.duties.VIEW, ("case",), {**spotted, "case": tuple(ids)})
    files = services.documents.values(findings.files.VIEW, ("key",), {**spotted, "key": tuple(ids)})
    return tuple({str(row[0]) for row in (*duties, *files)} | (set(looks) & set(ids)))


def _found(
    services: Services,
    viewer: Viewer,
    case: cases.Case,
    duties: Sequence[findings.AuditedDuty],
    file: findings.AuditedFile | None,
    looks: Sequence[Look],
) -> Found:
    """*case* as a list may show it, with what its reader is told of what was found."""
    found = findings.found(case.id, file, duties, services.clock.now(), looks)
    shown = visibility.listed(eyes(viewer), case)
    return Found(shown or case, visibility.findings_seen(eyes(viewer), case.agencies, found))


def _looks(services: Services, lines: Iterable[Looked]) -> list[Look]:
    found = []
    for line in lines:
        agency = services.people.agency(line.agency)
        if line.kind == "opened" and line.what not in NOT_THE_CASE and agency is not None:
            found.append(Look(member=line.member, agency=agency.id, role=agency.role, at=line.at, said=line.why))
    return found


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


def samples_for(services: Services, viewer: Viewer) -> list[Sample]:
    """The samples that *viewer* is told of, the newest first."""
    if viewer.country is None or not audits(viewer):
        return []
    found = services.documents.select(auditing.samples.VIEW, {"country": viewer.country.value}, order_by=("-at",))
    return [sample for sample in found if visibility.sees_sample(eyes(viewer), sample)]


def sample_for(services: Services, viewer: Viewer, sample_id: str) -> Sample:
    """A sample that *viewer* is told of. Raises :class:`NotThere`."""
    sample = services.documents.get(auditing.samples.VIEW, sample_id)
    if sample is None or not visibility.sees_sample(eyes(viewer), sample):
        raise NotThere
    return sample


def drawn_cases(services: Services, viewer: Viewer, sample: Sample) -> list[cases.Case]:
    """The cases of a *sample* that *viewer* sees, as a list may show them, in the order in which they were drawn."""
    drawn = sample.draw.cases if sample.draw else ()
    seen = {case.id: case for case in cases_among(services, viewer, set(drawn) & set(case_ids(services, viewer)))}
    return [seen[case] for case in drawn if case in seen]


WITH: dict[SampleKind, tuple[str, ...]] = {
    SampleKind.ALL: (),
    SampleKind.MISSING: (AbsenceNoticed.NAME,),
    SampleKind.ALERT: (AlertIssued.NAME,),
    SampleKind.EMERGENCY: (EmergencyAccessTaken.NAME,),
    SampleKind.CLOSED: (CaseClosed.NAME,),
}
"""By which fact a case is of a kind."""


def cases_of_sample(services: Services, viewer: Viewer, sample: Sample, size: int) -> tuple[str, ...]:
    """The cases that *sample* is drawn from, as the first *size* facts of the log tell them, by their identifiers.

    Those of its country that were opened in its month and are of its kind; exercises only where it says so.
    """
    opened = services.documents.select(
        audit.VIEW, {"name": CaseOpened.NAME}, less_or_equal={"position": size}, order_by=("position",)
    )
    begun = [trace for trace in opened if f"{trace.recorded_at.astimezone(UTC):%Y-%m}" == sample.month]
    begun = [trace for trace in begun if (trace.exercise is not None) == sample.exercises]
    own = {trace.case for trace in begun if trace.jurisdiction is sample.country} & set(case_ids(services, viewer))
    for name in WITH[sample.kind]:
        had = services.documents.select(
            audit.VIEW, {"name": name}, less_or_equal={"position": size}, order_by=("position",)
        )
        own &= {trace.case for trace in had}
    return tuple(sorted(case for case in own if case is not None))
