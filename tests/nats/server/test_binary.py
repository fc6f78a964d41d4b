"""Which nats-server is started, and which is not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from infra.faults import ServerNotExecutable, ServerTooOld
from infra.nats.server.binary import find


def test_the_wheel_brings_a_nats_server() -> None:
    assert find().name == "nats-server"


def test_a_named_server_is_taken(program: Callable[[str], Path]) -> None:
    named = program('echo "nats-server: v2.16.0"')

    assert find(named) == named


def test_an_old_server_is_refused_with_both_versions(program: Callable[[str], Path]) -> None:
    named = program('echo "nats-server: v2.10.29"')

    with pytest.raises(ServerTooOld, match=r"is nats-server 2\.10\.29, and Lantern needs 2\.14\.4 or newer"):
        find(named)


@pytest.mark.parametrize("body", ['echo "something else"', "exit 1"])
def test_another_program_is_refused(program: Callable[[str], Path], body: str) -> None:
    with pytest.raises(ServerNotExecutable, match="is not a nats-server that runs here"):
        find(program(body))


def test_a_file_that_is_no_program_is_refused(tmp_path: Path) -> None:
    plain = tmp_path / "nats-server"
    plain.write_text("not a program")

    with pytest.raises(ServerNotExecutable):
        find(plain)


def test_a_program_for_another_machine_is_refused(tmp_path: Path) -> None:
    foreign = tmp_path / "nats-server"
    foreign.write_bytes(b"\x7fELF\x02\x01\x01" + bytes(57))
    foreign.chmod(0o755)

    with pytest.raises(ServerNotExecutable):
        find(foreign)
