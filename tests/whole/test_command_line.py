"""The command line: what it says, what it asks for, how it ends."""

from __future__ import annotations

import socket
from pathlib import Path

import httpx
import pytest

from tests.whole.process import Lantern, command, free_port

pytestmark = pytest.mark.xdist_group("whole")


def test_check_says_that_all_is_well(data: Path) -> None:
    checked = command("check", data=data)

    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.startswith("All is well")


def test_check_tells_every_fault_of_the_settings_at_once(data: Path) -> None:
    checked = command("check", data=data, PORT="seventy", LANTERN_PROT="1")

    assert checked.returncode == 2
    assert "PORT must be a number" in checked.stderr
    assert "LANTERN_PROT is not a setting" in checked.stderr


def test_a_server_that_is_not_there_ends_with_3(data: Path) -> None:
    checked = command("check", data=data, NATS_URL=f"nats://127.0.0.1:{free_port()}")

    assert checked.returncode == 3
    assert "does not answer" in checked.stderr


def test_an_unknown_command_is_misuse(data: Path) -> None:
    assert command("fly", data=data).returncode == 2


@pytest.mark.parametrize("kind", ["web", "workers"])
def test_parts_apart_need_a_server_that_others_share(kind: str, data: Path) -> None:
    refused = command(kind, data=data)

    assert refused.returncode == 2
    assert "NATS_URL" in refused.stderr


def test_a_taken_port_is_one_sentence(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        refused = command("serve", data=data, PORT=str(taken.getsockname()[1]))

    assert refused.returncode == 3
    assert refused.stderr.strip().splitlines()[-1].endswith("stop what listens there, or choose another PORT.")


def test_replaying_an_unknown_case_is_answered_with_no(data: Path) -> None:
    replayed = command("replay", "XX-2026-0001", data=data)

    assert replayed.returncode == 1
    assert "no case" in replayed.stderr


def test_a_replay_beside_a_running_demo_shows_codes_and_no_private_text(demo: Lantern) -> None:
    replayed = command("replay", "IT-2026-0417", data=demo.data)

    assert replayed.returncode == 0, replayed.stderr
    assert "Case opened" in replayed.stdout
    assert "Abena" not in replayed.stdout


def test_a_replay_as_an_agency_shows_less(demo: Lantern) -> None:
    police = demo.get("/me", demo.token("police.se"))["agency"]

    everything = command("replay", "IT-2026-0417", data=demo.data).stdout.splitlines()
    theirs = command("replay", "IT-2026-0417", "--as", police, data=demo.data).stdout.splitlines()

    assert 1 < len(theirs) <= len(everything)


def test_a_second_process_on_the_same_data_is_refused_in_one_sentence(demo: Lantern) -> None:
    refused = command("serve", data=demo.data, PORT=str(free_port()))

    assert refused.returncode == 3
    assert "already runs" in refused.stderr


@pytest.fixture(name="stopped", scope="module")
def _stopped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """The data of a demo that was stopped, and the last position of its log."""
    data = tmp_path_factory.mktemp("stopped") / "data"
    demo = Lantern(data).start()
    last: int = httpx.get(f"{demo.url}/readyz", timeout=20).json()["last"]
    assert demo.stop() == 0
    return data, last


def test_a_start_that_is_no_demo_lets_no_demo_account_in(stopped: tuple[Path, int]) -> None:
    data, _ = stopped

    served = Lantern(data, "serve").start()
    body = {"email": "police.it@lantern.example", "password": "lantern-demo"}
    answer = httpx.post(f"{served.url}/api/v1/tokens", json=body, timeout=20)
    code = served.stop()

    assert (answer.status_code, code) == (401, 0)


def test_a_second_demo_continues_and_a_rebuilt_view_is_the_same(stopped: tuple[Path, int]) -> None:
    data, before = stopped
    second = Lantern(data).start()
    after = httpx.get(f"{second.url}/readyz", timeout=20).json()["last"]
    second.stop()

    rebuilt = command("rebuild", "board", data=data)

    assert after - before < 20, "clocks may have run out meanwhile, but no story was told again"
    assert (rebuilt.returncode, rebuilt.stdout) == (0, "serve: board: built anew, no difference.\n")
