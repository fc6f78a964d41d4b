"""A process leaves a copy of the log behind, and the next one begins with it."""

from __future__ import annotations

from pathlib import Path

from domain.directory.decider import originator
from infra.composition.process import Parts, Running, running
from infra.settings import Settings
from tests.composition.test_process import MEMBER, SHELTER, WEB, WORKERS, ask

PATIENCE = 10.0


async def has_copied(process: Running) -> Path:
    await ask(process, SHELTER)
    position = await ask(process, MEMBER)
    assert process.base.log.copy is not None
    await process.base.log.copy.reached(position, PATIENCE)
    return process.base.settings.data / "copy" / f"{process.parts.name}.sqlite"


async def test_a_process_that_starts_again_has_histories_at_hand(tmp_path: Path) -> None:
    async with running(Settings(data=tmp_path), WEB) as process:
        await has_copied(process)

    async with running(Settings(data=tmp_path), WEB) as process:
        recalled = process.base.store.recall(originator("shelter"))

    assert [fact.name for fact in recalled] == ["AgencyRegistered", "MemberAdded"]


async def test_each_kind_of_process_has_a_copy_of_its_own_that_only_its_owner_can_read(tmp_path: Path) -> None:
    paths = []
    for parts in (WEB, WORKERS, Parts()):
        async with running(Settings(data=tmp_path), parts) as process:
            paths.append(await has_copied(process))

    assert [path.name for path in paths] == ["web.sqlite", "workers.sqlite", "serve.sqlite"]
    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0


async def test_a_process_that_can_have_no_copy_works_without_one(tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("in the way")

    async with running(Settings(data=tmp_path), WORKERS) as process:
        assert process.base.log.copy is None
        assert await ask(process, SHELTER) > 0
