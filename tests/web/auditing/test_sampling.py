"""Samples of cases: announced, drawn once the log is signed, and the same for whoever draws again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from domain.case import commands as c
from domain.codes import Country
from domain.sampling.drawing import drawn, fingerprint
from infra.evidence.running import checkpointing
from projections import auditing
from projections.auditing import Sample
from tests.web.auditing.told import shown
from tests.web.conftest import Open
from tests.web.world import World


@asynccontextmanager
async def signing(world: World) -> AsyncIterator[None]:
    """Whatever is recorded is signed meanwhile, as processes with workers do it."""
    loops = [asyncio.ensure_future(run()) for run in checkpointing(world.process.base)]
    try:
        yield
    finally:
        for loop in loops:
            loop.cancel()
        await asyncio.gather(*loops, return_exceptions=True)


def newest(world: World) -> Sample:
    return world.services.documents.select(auditing.samples.VIEW, order_by=("-at",), limit=1)[0]


async def missing(world: World) -> str:
    """A case with a disappearance."""
    case = await world.case("carer.be")
    await world.act("carer.be", case, c.NoticeAbsence(episode=world.ids.new(), country=Country.BE))
    await shown(world)
    return case


async def test_a_sample_waits_for_a_checkpoint_and_is_drawn_by_nobodys_choice(world: World, browser: Open) -> None:
    there = [await missing(world) for _ in range(3)]
    await world.case("carer.be")
    auditor = await browser("auditor.be")

    page = await auditor.send((await auditor.get("/audit/samples")).form("/samples"), kind="missing", many="2")
    assert "Not drawn yet" in page.words()
    late = await missing(world)
    async with signing(world):
        done = await auditor.send(page.form("/draw"))

    draw, sample = newest(world).draw, newest(world).id
    assert draw is not None
    among = there if draw.among == 3 else [*there, late]
    assert draw.fingerprint == fingerprint(among)
    assert draw.cases == drawn(draw.root, sample, among, 2)
    assert all(world.reference(case) in done.words() for case in draw.cases)
    assert draw.root in done.words()


async def test_what_is_asked_wrongly_is_not_announced(browser: Open) -> None:
    auditor = await browser("auditor.be")
    form = (await auditor.get("/audit/samples")).form("/samples")

    refused = await auditor.send(form, 422, many="many")

    assert refused.form("/samples")["many"] == "many"
    assert "Not drawn" not in (await auditor.get("/audit/samples")).words()


async def test_samples_are_for_auditors(browser: Open) -> None:
    police = await browser("police.be")

    await police.get("/audit/samples", 404)
    await police.post(
        "/audit/samples", [("_csrf_token", (await police.get("/desk")).form("/desk")["_csrf_token"])], 404
    )
