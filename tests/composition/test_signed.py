"""A process signs what is recorded, and does not begin on a log that is not the one that was signed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from domain.codes import Country, Role
from domain.context import SYSTEM_AGENCY, Context
from domain.directory.commands import RegisterAgency
from domain.directory.decider import originator
from domain.envelope import Occurred
from infra.composition.process import Parts, Running, running
from infra.evidence.running import unsigned
from infra.faults import Fault
from infra.settings import Settings

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
