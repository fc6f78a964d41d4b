"""A process says that it is ready when it is, and ends whatever it began when it cannot be."""

from __future__ import annotations

import asyncio
import shutil
import sys
from asyncio.subprocess import PIPE
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from domain.codes import Country, Role
from domain.context import SYSTEM_AGENCY, Context
from domain.directory.commands import AddMember, RegisterAgency
from domain.directory.decider import originator
from domain.directory.events import AgencyRegistered
from domain.envelope import Occurred
from domain.ports import StoreAway
from infra.composition import health, opener
from infra.composition import process as composition
from infra.composition.http.running import run
from infra.composition.opener import DirectoryReader, RingOpener
from infra.composition.process import Parts, Running, running
from infra.faults import Fault, ViewsInUse
from infra.settings import Settings
from projections import audit, board, directory
from projections.views import View
from tests.projections.given.facts import Log
from web.people import People

WORKERS, WEB = Parts(web=False), Parts(workers=False)
SHELTER = RegisterAgency(agency="shelter", name="A shelter", role=Role.CARER, country=Country.IT, zone="Europe/Rome")
MEMBER = AddMember(member="worker", name="A worker", email="worker@shelter.example")


async def ask(process: Running, command: RegisterAgency | AddMember) -> int:
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
    return (await process.directory.handle(originator("shelter"), command, context)).position


async def has_run(settings: Settings, parts: Parts) -> None:
    """Let a process enter an agency with a member, fold that, and end."""
    async with running(settings, parts) as process:
        await ask(process, SHELTER)
        position = await ask(process, MEMBER)
        for view in parts.views:
            await process.views.reached(view, position)


async def test_views_ahead_of_the_log_are_a_fault_and_nothing_is_called_ready(tmp_path: Path) -> None:
    said: list[str] = []
    await has_run(Settings(data=tmp_path), WORKERS)
    shutil.rmtree(tmp_path / "nats" / "store")

    async def ready(address: str) -> None:
        said.append(address)

    # Whichever of the two has seen more is asked first.
    with pytest.raises(Fault, match=r"position \d+ was seen before|has seen position \d+, but the log ends at 0"):
        await run(Settings(data=tmp_path), WORKERS, ready=ready)

    assert said == []


class Watched(Running):
    """Notes what still runs when its views are closed."""

    running: tuple[str, ...] = ()

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        # Another test's process may run in the same loop: only what began after this one is its own.
        self.before = asyncio.all_tasks()
        self.close = self.views.close
        vars(self.views)["close"] = self.closed

    def closed(self) -> None:
        Watched.running = ("looked", *(task.get_name() for task in asyncio.all_tasks() - self.before))
        self.close()


async def test_a_start_that_fails_ends_what_it_began(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await has_run(Settings(data=tmp_path), WEB)
    monkeypatch.setattr(composition, "Running", Watched)

    with pytest.raises(Fault, match="is wrapped by a key that is missing"):
        async with running(Settings(data=tmp_path, kek=bytes(32)), WEB):
            pass

    assert Watched.running != ()
    assert "projecting" not in Watched.running


class Overtaken(Running):
    """Somebody enters an agency when the people have just been read for the first time."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.read, self.reads = self.reader.read, 0
        self.twice = asyncio.Event()
        vars(self.reader)["read"] = self.overtaken

    async def overtaken(self) -> None:
        await self.read()
        self.reads += 1
        if self.reads == 1:
            told = asyncio.Event()
            self.projecting.subscribe(lambda *_: told.set())
            await ask(self, SHELTER)
            await told.wait()
        else:
            self.twice.set()


async def test_an_agency_entered_during_the_first_reading_is_known_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composition, "Running", Overtaken)

    async with running(Settings(data=tmp_path), WEB) as process:
        assert isinstance(process, Overtaken)
        await asyncio.wait_for(process.twice.wait(), 5)

        assert [agency.id for agency in process.people.agencies()] == ["shelter"]


class AwayOnce:
    """A view that is away when it is read for the first time."""

    def __init__(self) -> None:
        self.asked = 0

    def position(self, _: View[Any]) -> int:
        return 0

    def select(self, *_: Any) -> list[directory.Agency]:
        self.asked += 1
        if self.asked == 1:
            raise StoreAway
        return []


async def test_a_view_that_is_away_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opener, "PAUSE_SECONDS", 0)
    documents: Any = AwayOnce()
    ring: Any = None

    await DirectoryReader(documents, RingOpener(ring), People()).learn()

    assert documents.asked == 2


class Late:
    """A view that folds later than others: the first time it does not come up in time."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.done = asyncio.Event()

    async def reached(self, _: View[Any], position: int) -> None:
        self.told.append(f"waited for {position}")
        if len(self.told) == 1:
            raise TimeoutError

    def position(self, _: View[Any]) -> int:
        return 0

    def select(self, *_: Any) -> list[directory.Agency]:
        self.told.append("read")
        if len(self.told) == 4:
            self.done.set()
        return []


async def test_the_directory_is_read_once_its_view_has_what_others_heard_of() -> None:
    documents: Any = Late()
    ring: Any = None
    reader = DirectoryReader(documents, RingOpener(ring), People())
    shelter = AgencyRegistered(agency="shelter", name="A", role=Role.CARER, country=Country.IT, zone="Europe/Rome")
    keeping = asyncio.create_task(reader.keep())

    reader.hear(1, Log().tell(originator("shelter"), shelter))
    await asyncio.wait_for(documents.done.wait(), 5)
    keeping.cancel()

    assert documents.told == ["waited for 1", "read", "waited for 1", "read"]


async def test_a_process_whose_views_are_far_behind_is_not_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "READY_LAG", 1)
    behind = tuple(sorted(view.name for view in WORKERS.views))
    async with running(Settings(data=tmp_path), WORKERS) as process:
        position = await ask(process, SHELTER)
        for view in WORKERS.views:
            await process.views.reached(view, position)
        process.projecting.stop()
        await ask(process, MEMBER)
        near = await process.examining.health()
        await ask(process, replace(MEMBER, member="other", email="other@shelter.example"))
        far = await process.examining.health()

        assert (near.ready, near.behind, far.ready, far.behind) == (True, (), False, behind)


@pytest.mark.parametrize(("view", "ready"), [(audit.VIEW, True), (board.VIEW, False)])
async def test_a_process_goes_on_while_a_view_is_built_anew_that_no_work_rests_on(
    tmp_path: Path, view: View[Any], *, ready: bool
) -> None:
    async with running(Settings(data=tmp_path), WEB) as process:
        await process.views.reached(view, await ask(process, SHELTER))
        process.projecting.stop()
        anew = next(model for model in process.views.models() if model.view is view)
        process.views.set_aside(anew, "a test says so")

        told = await process.examining.health()

        assert (told.ready, told.behind) == (ready, (view.name,))


async def test_two_processes_do_not_work_on_the_same_views(tmp_path: Path) -> None:
    folder = tmp_path / "views" / "web"
    hold = "import sys, pathlib; from infra.sqlite.holding import holding\n"
    hold += "with holding(pathlib.Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    called = (sys.executable, "-c", hold, str(folder))
    other = await asyncio.create_subprocess_exec(*called, stdin=PIPE, stdout=PIPE)
    assert other.stdout is not None
    assert await other.stdout.readline() == b"held\n"

    with pytest.raises(ViewsInUse, match=rf"in use \(process {other.pid}\): stop it first"):
        async with running(Settings(data=tmp_path), WEB):
            pass
    other.kill()
    await other.wait()

    async with running(Settings(data=tmp_path), WEB) as process:
        assert process.views.position(board.VIEW) == 0
