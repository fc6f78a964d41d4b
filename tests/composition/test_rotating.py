"""Another key-encryption key: nothing is lost wherever it is interrupted, and the old one opens nothing any more."""

from __future__ import annotations

import asyncio
import base64
import signal
import sys
from asyncio.subprocess import create_subprocess_exec
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

import pytest

from domain.privacy import Erased, Purpose, Sealed
from infra.cli.keys.rotation import Rotation
from infra.codec import Place
from infra.composition.ground import Ground, ground
from infra.composition.keys import KekFile, id_of, keks, keks_of
from infra.composition.process import running
from infra.faults import AnswerIsNo, Misuse
from infra.nats.keys import KeyStream
from infra.proofs.factors import StreamFactors
from infra.proofs.providers import openid
from infra.proofs.sealing import OwnersSeal
from infra.settings import Settings
from infra.vault import KeyRing, KeyUnusable, Wraps
from tests.composition.test_process import MEMBER, SHELTER, WEB, ask
from tests.contracts.facts import NOW

ROOT = Path(__file__).parents[2]
PLACE = Place("case.c1.file", "e1", "names")


@pytest.fixture(name="settings")
def _settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path)


@asynccontextmanager
async def with_text(settings: Settings) -> AsyncIterator[tuple[Ground, Sealed]]:
    """An installation that runs, with a text that was sealed before anything was rotated."""
    async with ground(settings) as base:
        await base.ring.prepare(["c1-identity"])
        sealed = base.ring.seal("c1-identity", "Abena", PLACE)
        assert isinstance(sealed, Sealed)
        yield base, sealed


async def rotate(base: Ground, settings: Settings, steps: int = 1_000) -> int:
    """Rotate, and stop for good after so many *steps*; how many there were."""
    done = 0
    async with aclosing(Rotation(base, settings).run()) as running:
        async for _ in running:
            done += 1
            if done == steps:
                break
    return done


def with_keys(base: Ground, *keys: bytes) -> KeyRing:
    """What somebody with these *keys* and all that is stored could open."""
    return KeyRing(KeyStream(base.wire), Wraps(keks_of(keys)))


async def test_after_a_rotation_the_old_key_opens_nothing_that_is_stored(settings: Settings) -> None:
    (old,) = KekFile.of(settings).read()
    async with with_text(settings) as (base, sealed):
        await rotate(base, settings)
        assert await Rotation(base, settings).retire() == (id_of(old),)
        (new,) = KekFile.of(settings).read()

        assert await with_keys(base, new).reveal(sealed, *PLACE) == "Abena"
        with pytest.raises(KeyUnusable):
            await with_keys(base, old).fetch(["c1-identity"])
    files = [path for path in settings.data.rglob("*") if path.is_file()]
    assert not any(id_of(old).encode() in path.read_bytes() for path in files)


async def test_a_rotation_that_stopped_after_any_of_its_steps_ends_when_it_is_run_again(settings: Settings) -> None:
    async with with_text(settings) as (base, sealed):
        before = KekFile.of(settings).read()[0]
        for stop in range(1, 100):
            steps = await rotate(base, settings, stop)
            assert await with_keys(base, *KekFile.of(settings).read()).reveal(sealed, *PLACE) == "Abena"
            if steps < stop:
                break
            await rotate(base, settings)
            assert (await Rotation(base, settings).standing()).under == {}
            await Rotation(base, settings).retire()

        assert stop > 5
        assert before not in KekFile.of(settings).read()


KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from infra.composition.ground import ground
from infra.cli.keys.rotation import Rotation
from infra.settings import Settings

async def main():
    settings = Settings(data=Path(sys.argv[1]))
    async with ground(settings, join=True) as base:
        done = 0
        async for _ in Rotation(base, settings).run():
            done += 1
            if done == int(sys.argv[2]):
                os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


async def test_who_is_killed_while_they_rotate_has_lost_nothing(settings: Settings) -> None:
    async with with_text(settings) as (base, sealed):
        for step in (1, 5):
            child = await create_subprocess_exec(sys.executable, "-c", KILLED, str(settings.data), str(step), cwd=ROOT)
            assert await child.wait() == -signal.SIGKILL

            keys = KekFile.of(settings).read()
            assert len(keys) == 2
            assert await with_keys(base, *keys).reveal(sealed, *PLACE) == "Abena"

        await rotate(base, settings)
        assert len(await Rotation(base, settings).retire()) == 1


async def test_repeating_a_rotation_makes_no_further_key_before_the_older_one_is_retired(settings: Settings) -> None:
    async with with_text(settings) as (base, _):
        await rotate(base, settings)
        keys = KekFile.of(settings).read()

        await rotate(base, settings)

        assert KekFile.of(settings).read() == keys
        assert len(keys) == 2


def test_what_a_killed_rotation_left_is_written_over_and_what_lies_beside_it_is_not(tmp_path: Path) -> None:
    path = tmp_path / "kek"
    file = KekFile(path, make=True)
    (old,) = file.read()
    copy, left = tmp_path / "kek.copy-of-before", tmp_path / "kek.being-written-x"
    for each in (copy, left):
        each.write_text(path.read_text())

    file.write((b"n" * 32, old))

    assert copy.read_text() == base64.b64encode(old).decode()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["kek", "kek.copy-of-before"]


async def test_a_running_process_reads_on_and_writes_under_the_new_key(settings: Settings) -> None:
    async with with_text(settings) as (base, sealed):
        watching = asyncio.create_task(base.ring.watch())
        await rotate(base, settings)
        await Rotation(base, settings).retire()

        await base.ring.prepare(["c2-health"])

        assert await base.ring.reveal(sealed, *PLACE) == "Abena"
        assert base.wraps.missing == ()
        assert (await Rotation(base, settings).standing()).under == {}
        watching.cancel()


async def test_who_does_not_hear_of_a_rotation_leaves_no_key_under_the_old_one(settings: Settings) -> None:
    async with with_text(settings) as (base, _):
        await rotate(base, settings)

        await base.ring.prepare(["c3-health"])

        assert (await Rotation(base, settings).standing()).under == {}


async def test_a_process_without_the_new_key_says_so_and_makes_none_under_the_old_one(settings: Settings) -> None:
    (old,) = KekFile.of(settings).read()
    async with with_text(settings) as (base, _):
        await rotate(base, settings)
        wraps = Wraps(keks_of([old]))
        behind = KeyRing(KeyStream(base.wire), wraps)

        await behind.hear()

        assert wraps.missing == (id_of(KekFile.of(settings).read()[0]),)
        with pytest.raises(KeyUnusable):
            await behind.prepare(["c4-health"])
        assert not await KeyStream(base.wire).find(["c4-health"])


async def test_a_child_that_was_erased_stays_erased_through_a_rotation(settings: Settings) -> None:
    async with with_text(settings) as (base, sealed):
        await base.ring.destroy("c1", [Purpose.IDENTITY], NOW)

        await rotate(base, settings)

        assert await base.ring.reveal(sealed, *PLACE) == Erased(NOW)


async def test_second_factors_move_to_the_new_key(settings: Settings) -> None:
    async with running(settings, WEB) as process:
        base, member = process.base, MEMBER.member
        await ask(process, SHELTER)
        await ask(process, MEMBER)
        await base.factors.begin(member, "a@example.org")
        waiting = await base.factors.pending(member, "a@example.org")
        (old,) = KekFile.of(settings).read()

        await rotate(base, settings)
        await Rotation(base, settings).retire()

        assert await StreamFactors(base.secrets, keks(settings), base.clock).pending(member, "a@example.org") == waiting
        assert old not in KekFile.of(settings).read()


async def test_the_older_key_is_not_retired_while_something_is_under_it(settings: Settings) -> None:
    async with with_text(settings) as (base, _):
        await rotate(base, settings, 2)

        with pytest.raises(AnswerIsNo, match="rotate"):
            await Rotation(base, settings).retire()


async def test_a_key_from_the_environment_is_not_made_but_asked_for(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, kek=bytes(32))
    async with with_text(settings) as (base, sealed):
        with pytest.raises(Misuse, match="LANTERN_KEK_OLD"):
            await rotate(base, settings)
        both = Settings(data=tmp_path, kek=bytes(range(32)), kek_old=(bytes(32),))

        await rotate(base, both)

        assert await with_keys(base, bytes(range(32))).reveal(sealed, *PLACE) == "Abena"


async def test_what_a_provider_knows_us_by_is_sealed_anew(settings: Settings) -> None:
    async with running(settings, WEB) as process:
        await ask(process, SHELTER)
        base, old = process.base, keks(settings).current
        await base.providers.set_secret(SHELTER.agency, "only both know")

        await rotate(base, settings)
        await Rotation(base, settings).retire()

        (stored,) = (await base.secrets.every(openid.PREFIX)).values()
        seal = OwnersSeal(keks(settings), openid.KIND)
        assert keks(settings).current != old
        assert (seal.open(SHELTER.agency, stored.content), seal.is_old(stored.content)) == (b"only both know", "")
