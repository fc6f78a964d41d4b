"""A copy whose process is killed is whole up to some position, and goes on from there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from infra.nats.log.message import NO_CHAIN, Entry
from infra.sqlite.copy import CopyFile
from tests.nats.copy.conftest import KEY

HISTORIES = 7


def entry(position: int) -> Entry:
    """The message at *position* of a log that anybody can make up again: histories take turns."""
    number, version = position % HISTORIES, (position - 1) // HISTORIES + 1
    name, body = f"case.c{number}.file", b"x" * 300
    return Entry(name, "Noted", position, version, f"{position:x}", 1, "now", NO_CHAIN, NO_CHAIN, body)


def write_for_ever(path: Path) -> None:
    """Write one message after the other, some at once, and say after each write how far it is."""
    file = CopyFile(path, KEY)
    position = file.end().position
    while True:
        some = [entry(position + place) for place in range(1, position % 5 + 2)]
        position = file.write(some)
        sys.stdout.write(f"{position}\n")
        sys.stdout.flush()


@pytest.mark.slow
def test_a_copy_is_whole_whenever_it_is_killed(path: Path) -> None:
    said = 0
    for _ in range(5):
        process = subprocess.Popen([sys.executable, "-m", __name__, str(path)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        for _ in range(200):
            said = int(process.stdout.readline())
        process.kill()
        process.communicate()

        file = CopyFile(path, KEY)
        position = file.end().position
        assert position >= said
        for number in range(HISTORIES):
            history = file.history(f"case.c{number}.file", None)
            assert history == [entry(place) for place in range(1, position + 1) if place % HISTORIES == number]
        file.close()


if __name__ == "__main__":
    write_for_ever(Path(sys.argv[1]))
