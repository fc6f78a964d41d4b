"""A process signs what is recorded, and does not begin on a log that is not the one that was signed."""

from __future__ import annotations

import asyncio
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from domain.codes import Country, Role
from domain.context import SYSTEM_AGENCY, Context
from domain.directory.commands import RegisterAgency
from domain.directory.decider import originator
from domain.envelope import Occurred
from infra.cli.proving.rotating import retire, rotate
from infra.cli.proving.trusting import named_or_own
from infra.cli.proving.verifying import verify
from infra.composition.process import Parts, Running, running
from infra.evidence.running import unsigned
from infra.evidence.settings import Proving
from infra.faults import Fault
from infra.nats.checkpoints import CheckpointStream
from infra.settings import Settings
from tests.evidence.authority import OpenSsl

WORKERS = Parts(web=False)


async def register(process: Running, agency: str) -> None:
    """Enter an agency, and come back when that has been signed."""
    now = process.base.clock.now()
    context = Context(
        command_id=process.base.ids.new(),
        now=now,
        occurred_at=Occurred(now),
        actor="somebody",
        agency=SYSTEM_AGENCY,
        role=Role.ADMIN,
        country=Country.IT,
    )
    command = RegisterAgency(agency=agency, name=agency, role=Role.CARER, country=Country.IT, zone="Europe/Rome")
    position = (await process.directory.handle(originator(agency), command, context)).position
    while await unsigned(process.base, position):
        pass


async def has_run(data: Path, *agencies: str) -> None:
    async with running(Settings(data=data), WORKERS) as process:
        for agency in agencies:
            await register(process, agency)


def forget_what_was_seen(data: Path) -> None:
    """What somebody would do who wants a shorter log to pass."""
    for folder in ("views", "copy"):
        shutil.rmtree(data / folder)


def events_of(data: Path) -> Path:
    return next((data / "nats" / "store").rglob("LANTERN_EVENTS"))


@pytest.mark.parametrize("kept", ["what this machine signed", "the checkpoints"])
async def test_a_log_that_ends_before_its_checkpoint_is_not_begun_on(tmp_path: Path, kept: str) -> None:
    data, older = tmp_path / "data", tmp_path / "older"
    await has_run(data, "shelter")
    shutil.copytree(data / "nats" / "store", older / "nats" / "store")
    await has_run(data, "another", "third")
    forget_what_was_seen(data)
    place = events_of(data)
    if kept == "the checkpoints":
        shutil.rmtree(data / "checkpoints")
        shutil.rmtree(place)
        shutil.copytree(events_of(older), place)
    else:
        shutil.rmtree(data / "nats" / "store")
        shutil.copytree(older / "nats" / "store", data / "nats" / "store")

    with pytest.raises(Fault, match=r"LANTERN_EVENTS ends at \d+, but position \d+ was seen before"):
        await has_run(data)


async def test_a_log_that_holds_something_else_where_it_was_signed_is_not_begun_on(tmp_path: Path) -> None:
    data, other = tmp_path / "data", tmp_path / "other"
    await has_run(data, "shelter")
    await has_run(other, "another")
    forget_what_was_seen(data)
    place = events_of(data)
    shutil.rmtree(place)
    shutil.copytree(events_of(other), place)

    with pytest.raises(Fault, match=r"LANTERN_EVENTS holds another message at \d+ than was seen there"):
        await has_run(data)


async def timestamped(process: Running) -> None:
    """Come back when an authority has answered; asked for again and again, since nobody is told."""
    checkpoints = CheckpointStream(process.base.wire, "events")
    async with asyncio.timeout(20):
        while await checkpoints.last_timestamped() is None:
            pass


async def test_a_process_that_runs_is_timestamped_and_takes_another_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    authority = OpenSsl(tmp_path / "authority")
    with authority.serving() as address:
        proving = Proving(authority=address, certificates=authority.certificates, every=timedelta(seconds=1))
        settings = Settings(data=tmp_path / "data", proving=proving)
        async with running(settings, WORKERS) as process:
            await register(process, "shelter")
            rotate(settings)
            await register(process, "another")
            await timestamped(process)
            assert await retire(settings) == 0
            assert await verify(settings, named_or_own(settings, None, None, 0)) == 0

    told = capsys.readouterr().out
    assert "by CN=Authority on " in told
    assert told.endswith("Nothing was changed.\n")
