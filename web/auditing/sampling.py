"""Samples carried out: announced, and drawn by the first checkpoint that covers the announcement.

Invariant: drawn from is what the log said up to the size of that checkpoint, so that the same draw follows whoever asks
for it and however late.
"""

from __future__ import annotations

from domain.deciding.handling import Outcome
from domain.sampling.commands import AnnounceSample, DrawSample, SamplingCommand
from domain.sampling.decider import Sample as Folded
from domain.sampling.decider import originator
from projections import audit, auditing, cases
from projections.auditing import Sample
from projections.cases import participation
from web import seeing
from web.access.circumstances import command_id, context
from web.access.viewer import Viewer
from web.acting import shown
from web.services import Services


async def announce(services: Services, viewer: Viewer, command: AnnounceSample, *, key: str) -> None:
    """Put on record what will be drawn, and draw it where its checkpoint is there already."""
    await _act(services, viewer, command.sample, command, key)
    await draw(services, viewer, seeing.sample_for(services, viewer, command.sample))


async def draw(services: Services, viewer: Viewer, sample: Sample) -> bool:
    """Draw *sample*; whether it could be: not before a checkpoint covers what was announced. Raises store faults."""
    root = await services.roots.covering(sample.position)
    if root is None:
        return False
    await shown(services, root.size, audit.VIEW, cases.VIEW, participation.VIEW)
    among = seeing.cases_of_sample(services, viewer, sample, root.size)
    command = DrawSample(sample=sample.id, log=root.log, size=root.size, root=root.root, among=among)
    await _act(services, viewer, sample.id, command, None)
    return True


async def _act(
    services: Services, viewer: Viewer, sample: str, command: SamplingCommand, key: str | None
) -> Outcome[Folded]:
    id_ = command_id(services, viewer, key, f"{sample}:{type(command).__name__}")
    outcome = await services.samples.handle(originator(sample), command, context(services, viewer, id_, None, None))
    await shown(services, outcome.position, auditing.samples.VIEW)
    return outcome
