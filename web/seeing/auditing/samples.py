"""Samples of cases as auditors of their country see them, and the cases that one is drawn from.

Invariant: what a sample is drawn from is what the log said up to a place in it; which of the drawn somebody reads is
for the rules about cases.
"""

from __future__ import annotations

from datetime import UTC

from domain.case.audience import audience_of
from domain.case.events import AbsenceNoticed, AlertIssued, CaseClosed, CaseOpened, EmergencyAccessTaken
from domain.envelope import AudienceKind
from domain.sampling.events import SampleKind
from projections import audit, auditing, cases, visibility
from projections.auditing import Sample
from web.access.viewer import Viewer
from web.answers.faults import NotThere
from web.seeing.auditing.findings import audits
from web.seeing.cases import case_ids, cases_among
from web.seeing.eyes import eyes
from web.services import Services

WITH: dict[SampleKind, tuple[str, ...]] = {
    SampleKind.ALL: (),
    SampleKind.MISSING: (AbsenceNoticed.NAME,),
    SampleKind.ALERT: (AlertIssued.NAME,),
    SampleKind.EMERGENCY: (EmergencyAccessTaken.NAME,),
    SampleKind.CLOSED: (CaseClosed.NAME,),
}
"""By which fact a case is of a kind."""


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
        own &= {trace.case for trace in had if _is_for_all(trace)}
    return tuple(sorted(case for case in own if case is not None))


def _is_for_all(trace: audit.Trace) -> bool:
    """Whether a fact is for the whole case: by no other may a draw tell that it is there."""
    return audience_of(trace.name, trace.audience).kind is AudienceKind.CASE
