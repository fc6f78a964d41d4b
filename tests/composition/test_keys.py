"""The key-encryption key is made once, by however many start together."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from infra.composition.keys import keks
from infra.settings import Settings

STARTERS, ROUNDS = 4, 100


def race(data: Path) -> set[str]:
    """The ids of the keys under which those work that start together on the same fresh *data*."""
    ready = threading.Barrier(STARTERS)

    def start(_: int) -> str:
        ready.wait(20)
        return keks(Settings(data=data)).current

    with ThreadPoolExecutor(STARTERS) as starters:
        return set(starters.map(start, range(STARTERS)))


def test_those_who_start_together_work_under_the_one_key_on_the_disk(tmp_path: Path) -> None:
    for number in range(ROUNDS):
        data = tmp_path / str(number)

        assert race(data) == {keks(Settings(data=data)).current}
        assert [file.name for file in (data / "keys").iterdir()] == ["kek"]


def test_only_its_owner_can_read_the_key(tmp_path: Path) -> None:
    keks(Settings(data=tmp_path))

    modes = [path.stat().st_mode & 0o777 for path in (tmp_path / "keys", tmp_path / "keys" / "kek")]
    assert modes == [0o700, 0o600]
