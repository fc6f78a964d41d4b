"""One demo for all tests that only read or work on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.whole.process import Lantern


@pytest.fixture(name="demo", scope="session")
def _demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lantern]:
    lantern = Lantern(tmp_path_factory.mktemp("whole") / "data").start()
    yield lantern
    assert lantern.stop() == 0


@pytest.fixture(name="data")
def _data(tmp_path: Path) -> Path:
    return tmp_path / "data"
