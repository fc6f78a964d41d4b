"""What it costs to decide who sees something, and to open the texts of a timeline.

Invariant: what is measured is what pages call: the rules of ``projections.visibility`` and the opener of the process,
with keys at hand as they are after the first look.
"""

from __future__ import annotations

from datetime import UTC, datetime
from time import perf_counter

from bench.measure import Row, at_most, milliseconds, percentile, undisturbed
from bench.stage import folder, stage
from bench.world import ORIGIN
from domain.codes import Country, Role
from domain.envelope import Audience, AudienceKind
from domain.ids import derive
from domain.privacy import Private, Purpose
from infra.codec.sealing import Place as Sealing
from infra.codec.sealing import key_name
from infra.composition.opener import RingOpener
from projections.cases import Membership
from projections.visibility import Viewer, access, may_see
from web.ports import Place

DECISIONS, ROUNDS = 10_000, 50
AGENCIES, TEXTS = 20, 200
MICRO = 1_000_000
A_DECISION, A_TIMELINE = 20.0, 0.005
"""Microseconds for one decision, seconds for the texts of one timeline."""

WORDS = "Not in the dormitory at the evening round; the window to the yard stood open."


def _decision() -> float:
    """Microseconds for one decision about one fact in a case of twenty agencies, by the last of them, p50 of rounds."""
    since = datetime(2026, 1, 1, tzinfo=UTC)
    parts = tuple(
        Membership(agency=f"agency-{n}", role=Role.POLICE, country=Country.BE, since=since) for n in range(AGENCIES)
    )
    viewer, audience = Viewer(parts[-1].agency, Role.POLICE, Country.BE), Audience(AudienceKind.PROTECTED)
    times = []
    for _round in range(ROUNDS):
        began = perf_counter()
        for _each in range(DECISIONS // ROUNDS):
            may_see(viewer, access(viewer, parts), audience, "agency-0", "SightingRecorded")
        times.append((perf_counter() - began) / (DECISIONS // ROUNDS))
    return percentile(times, 0.5) * MICRO


async def _timeline() -> float:
    """Seconds to open the texts of a timeline, p50 of rounds."""
    with folder() as data:
        async with stage(data) as (base, _bare):
            case = derive(ORIGIN, "bench-seeing")
            name = key_name(case, Purpose.NARRATIVE)
            await base.ring.prepare([name])
            texts: list[tuple[Private, Place]] = []
            for n in range(TEXTS):
                where = Place(f"case.{case}.file", derive(ORIGIN, "text", n), "note")
                place = Sealing(where.originator, where.event, where.field)
                texts.append((base.ring.seal(name, WORDS, place), where))
            opener, times = RingOpener(base.ring), []
            for _round in range(ROUNDS):
                began = perf_counter()
                await opener.open(texts)
                times.append(perf_counter() - began)
            return percentile(times, 0.5)


async def measure(*, quick: bool) -> list[Row]:  # noqa: ARG001  it is quick
    """The two rows."""
    with undisturbed():
        decided, opened = _decision(), await _timeline()
    target, met = at_most(decided, A_DECISION)
    within, opens = at_most(opened * 1_000, A_TIMELINE * 1_000)
    what = f"decide who sees a fact of a case of {AGENCIES} agencies, p50"
    return [
        Row(what, f"{decided:.1f} µs", "–", f"{decided:.1f} µs", f"{target} µs", met),
        Row(
            f"open {TEXTS} sealed texts of a timeline, p50",
            milliseconds(opened),
            "–",
            milliseconds(opened),
            f"{within} ms",
            opens,
        ),
    ]
