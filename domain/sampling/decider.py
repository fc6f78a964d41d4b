"""What a command leads to, given what was announced.

Invariant: a sample is announced before it is drawn, is drawn once, and by nobody's choice: the draw follows from the
announcement, the root and the cases there are.
"""

from __future__ import annotations

from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.codes import Role
from domain.context import Context
from domain.deciding import Decided, Decider, check_times
from domain.events import Event
from domain.sampling import commands as c
from domain.sampling import events as e
from domain.sampling import refusals as r
from domain.sampling.drawing import drawn, fingerprint


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """What was announced, and what was drawn."""

    announced: e.SampleAnnounced | None = None
    drawn: e.SampleDrawn | None = None


INITIAL = Sample()


def originator(sample: str) -> str:
    """The address of a sample."""
    return f"audit.sample.{sample}"


def evolve(sample: Sample, event: Event) -> Sample:
    """The sample after *event*; the first announcement and the first draw count."""
    match event:
        case e.SampleAnnounced() if sample.announced is None:
            return replace(sample, announced=event)
        case e.SampleDrawn() if sample.drawn is None:
            return replace(sample, drawn=event)
        case _:
            return sample


def decide(sample: Sample, command: c.SamplingCommand, context: Context) -> Decided:
    """The facts that *command* leads to, none when there is nothing to do; raises a refusal otherwise."""
    check_times(context)
    if context.role is not Role.AUDITOR:
        raise r.SamplesAreForAuditors
    match command:
        case c.AnnounceSample():
            return _announce(sample, command, context)
        case c.DrawSample():
            return _draw(sample, command)
        case _:
            assert_never(command)


def _announce(sample: Sample, command: c.AnnounceSample, context: Context) -> Decided:
    if command.country is not context.country:
        raise r.OtherCountry("country")
    if sample.announced is not None:
        return ()
    return (
        e.SampleAnnounced(
            sample=command.sample,
            country=command.country,
            month=command.month,
            kind=command.kind,
            many=command.many,
            exercises=command.exercises,
            by_agency=context.agency,
        ),
    )


def _draw(sample: Sample, command: c.DrawSample) -> Decided:
    if sample.announced is None:
        raise r.SampleNotAnnounced
    found = e.SampleDrawn(
        sample=command.sample,
        log=command.log,
        size=command.size,
        root=command.root,
        among=len(set(command.among)),
        fingerprint=fingerprint(command.among),
        cases=drawn(command.root, command.sample, command.among, sample.announced.many),
    )
    if sample.drawn is not None and sample.drawn != found:
        raise r.SampleDrawnOtherwise
    return (found,) if sample.drawn is None else ()


DECIDER: Decider[Sample, c.SamplingCommand] = Decider(INITIAL, decide, evolve)
