"""The embedded server from its first start through crashes to its last stop."""

import asyncio
import json
import os
import signal
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.faults import AlreadyRunning, NotWritable, ServerNotStarted, Unreachable
from infra.nats.server import Death, EmbeddedServer, attach
from infra.nats.server.binary import find
from infra.nats.server.lock import Holder
from infra.nats.server.place import Place
from tests.nats.server.conftest import connected

pytestmark = pytest.mark.anyio

SUBJECT = "lantern.events.case.1.file.CaseOpened"

LANTERN_WITH_A_SERVER = """
import asyncio, sys
from pathlib import Path
from infra.nats.server import EmbeddedServer

async def main():
    async with EmbeddedServer(Path(sys.argv[1])) as server:
        print(server.pid, flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


def alive(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False


async def test_what_was_acknowledged_is_there_after_kill_9_and_a_restart(tmp_path: Path) -> None:
    told: asyncio.Queue[Death] = asyncio.Queue()

    async with EmbeddedServer(tmp_path, on_death=told.put_nowait) as server:
        async with connected(server.steward) as client:
            await client.jetstream().add_stream(name="LANTERN_EVENTS", subjects=["lantern.events.>"])
            for number in range(100):
                await client.jetstream().publish(SUBJECT, str(number).encode())
            os.kill(server.pid, signal.SIGKILL)
        await asyncio.wait_for(told.get(), 30)

        async with connected(server.application) as client:
            assert (await client.jetstream().stream_info("LANTERN_EVENTS")).state.messages == 100


async def test_a_death_is_told_and_the_server_is_back_at_the_same_address(tmp_path: Path) -> None:
    told: asyncio.Queue[Death] = asyncio.Queue()

    async with EmbeddedServer(tmp_path, on_death=told.put_nowait) as server:
        before, address = server.pid, server.application.options()["servers"]
        os.kill(before, signal.SIGKILL)
        death = await asyncio.wait_for(told.get(), 30)

        assert death == Death(code=-signal.SIGKILL, fault=None)
        assert (server.pid != before, server.application.options()["servers"]) == (True, address)


async def test_a_server_that_keeps_dying_is_given_up_with_a_fault(tmp_path: Path) -> None:
    told: asyncio.Queue[Death] = asyncio.Queue()

    async with EmbeddedServer(tmp_path, on_death=told.put_nowait) as server:
        deaths: list[Death] = []
        while not deaths or deaths[-1].fault is None:
            os.kill(server.pid, signal.SIGKILL)
            deaths.append(await asyncio.wait_for(told.get(), 30))

    assert len(deaths) == 6
    assert isinstance(deaths[-1].fault, ServerNotStarted)


async def test_a_restart_that_a_file_prevents_is_told_with_a_fault(tmp_path: Path) -> None:
    told: asyncio.Queue[Death] = asyncio.Queue()

    async with EmbeddedServer(tmp_path, on_death=told.put_nowait) as server:
        Place(tmp_path).lock.unlink()
        Place(tmp_path).lock.mkdir()
        os.kill(server.pid, signal.SIGKILL)
        death = await asyncio.wait_for(told.get(), 30)

    assert isinstance(death.fault, Unreachable)


async def test_a_second_start_continues_with_what_was_there(tmp_path: Path) -> None:
    async with EmbeddedServer(tmp_path) as first, connected(first.steward) as client:
        await client.jetstream().add_stream(name="LANTERN_EVENTS", subjects=["lantern.events.>"])
        await client.jetstream().publish(SUBJECT, b"{}")
        secret = first.steward.password

    async with EmbeddedServer(tmp_path) as second, connected(second.application) as client:
        assert (await client.jetstream().get_msg("LANTERN_EVENTS", seq=1)).data == b"{}"
        assert second.steward.password == secret


async def test_two_on_the_same_data_are_refused_in_one_sentence(server: EmbeddedServer, tmp_path: Path) -> None:
    with pytest.raises(AlreadyRunning, match=rf"process {os.getpid()}\): stop it first") as refused:
        await EmbeddedServer(tmp_path).start()

    assert refused.value.exit_code == 3
    assert alive(server.pid)


async def test_another_process_can_attach_while_it_runs_and_not_after(server: EmbeddedServer, tmp_path: Path) -> None:
    attached = attach(tmp_path)

    assert attached == (server.application, server.steward)
    await server.stop()
    assert attach(tmp_path) is None


async def test_a_killed_lantern_leaves_no_server_behind(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux ends a child with its parent; elsewhere the next start does")
    command = (sys.executable, "-c", LANTERN_WITH_A_SERVER, str(tmp_path))
    lantern = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert lantern.stdout is not None
    orphan = int(await lantern.stdout.readline())

    lantern.kill()
    await lantern.wait()

    async with EmbeddedServer(tmp_path) as next_one:
        assert not alive(orphan)
        assert alive(next_one.pid)


async def test_a_server_that_outlived_its_lantern_is_stopped_before_the_next_start(tmp_path: Path) -> None:
    async with EmbeddedServer(tmp_path):
        config = Place(tmp_path).config
    orphan = await asyncio.create_subprocess_exec(
        find(), "-c", config, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    Place(tmp_path).lock.write_text(json.dumps([1, orphan.pid, None]))

    async with EmbeddedServer(tmp_path) as server:
        assert await asyncio.wait_for(orphan.wait(), 10) is not None
        assert alive(server.pid)


async def test_a_stranger_with_the_orphans_old_process_id_is_left_alone(tmp_path: Path) -> None:
    stranger = await asyncio.create_subprocess_exec("sleep", "60")
    Place(tmp_path).prepare()
    Place(tmp_path).lock.write_text(json.dumps([1, stranger.pid, None]))

    async with EmbeddedServer(tmp_path):
        assert stranger.returncode is None

    stranger.kill()
    await stranger.wait()


async def test_only_the_owner_can_read_what_the_server_keeps(server: EmbeddedServer, tmp_path: Path) -> None:
    place = Place(tmp_path)

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (place.home, place.config, place.passwords)}

    assert alive(server.pid)
    assert modes == {"nats": 0o700, "server.conf": 0o600, "passwords.json": 0o600}


async def test_no_password_shows_in_a_repr(server: EmbeddedServer) -> None:
    assert server.steward.password
    assert server.steward.password not in repr((server, server.steward, server.application))


async def test_a_damaged_lock_or_password_file_is_made_anew(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.prepare()
    place.lock.write_text("{not json")
    place.passwords.write_text("[]")

    async with EmbeddedServer(tmp_path) as server, connected(server.application) as client:
        assert client.is_connected


async def test_a_server_that_stays_silent_is_given_up(tmp_path: Path, program: Callable[[str], Path]) -> None:
    mute = program('[ "$1" = --version ] && echo "nats-server: v2.15.1" || exec sleep 60')

    with pytest.raises(ServerNotStarted, match=r"no answer within 0 s"):
        await EmbeddedServer(tmp_path, named=mute, ready_seconds=0.2).start()

    assert attach(tmp_path) is None


async def test_a_server_that_ends_at_once_says_why(tmp_path: Path, program: Callable[[str], Path]) -> None:
    broken = program(
        '[ "$1" = --version ] && echo "nats-server: v2.15.1" || { echo "[1] [FTL] the store is damaged" >&2; exit 1; }'
    )

    with pytest.raises(ServerNotStarted, match=r"\(the store is damaged\): mend the cause"):
        await EmbeddedServer(tmp_path, named=broken).start()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("write /x: no space left on device", "is full: free some space"),
        ("mkdir /x: permission denied", "cannot be written"),
    ],
)
async def test_a_store_that_fails_is_named(
    tmp_path: Path, program: Callable[[str], Path], words: str, sentence: str
) -> None:
    broken = program(f'[ "$1" = --version ] && echo "nats-server: v2.15.1" || {{ echo "{words}" >&2; exit 1; }}')

    with pytest.raises(Unreachable, match=sentence):
        await EmbeddedServer(tmp_path, named=broken).start()


async def test_a_data_that_is_a_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")

    with pytest.raises(NotWritable, match=r"data.* cannot be written: check who owns it"):
        await EmbeddedServer(tmp_path / "data").start()


async def test_a_lock_remembers_nobody_after_a_clean_stop(tmp_path: Path) -> None:
    async with EmbeddedServer(tmp_path):
        pass

    assert Holder(*json.loads(Place(tmp_path).lock.read_text())) == Holder()
