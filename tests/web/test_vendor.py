"""The vendored browser files are the ones that were fetched, and the check would notice if they were not."""

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from tools import vendor


@pytest.fixture(name="copy")
def _copy(tmp_path: Path) -> Path:
    """A copy of the vendored folders that a test may damage."""
    for folder in vendor.FOLDERS:
        shutil.copytree(folder, tmp_path / folder.relative_to(vendor.ROOT))
    return tmp_path


def test_every_vendored_file_is_the_one_that_was_fetched() -> None:
    assert list(vendor.faults()) == []


def test_a_changed_byte_is_noticed(copy: Path) -> None:
    (copy / "web/static/vendor/htmx-4.0.1.min.js").write_text("tampered")

    assert list(vendor.faults(copy)) == [
        "web/static/vendor/htmx-4.0.1.min.js is not the file that was fetched: its sha256 differs."
    ]


def test_a_missing_file_is_noticed(copy: Path) -> None:
    (copy / "web/static/vendor/noto-sans-5.3.0-greek.woff2").unlink()

    assert list(vendor.faults(copy)) == [
        "web/static/vendor/noto-sans-5.3.0-greek.woff2 is listed in VENDOR.toml and is not there."
    ]


def test_a_file_nobody_listed_is_noticed(copy: Path) -> None:
    (copy / "tests/vendor/stray.js").write_text("")

    assert list(vendor.faults(copy)) == ["tests/vendor/stray.js is not listed in VENDOR.toml."]


def test_the_manifest_and_the_lock_name_the_same_packages() -> None:
    locked = json.loads(vendor.LOCK.read_text())["packages"]

    listed = {entry["name"]: entry for entry in tomllib.loads(vendor.MANIFEST.read_text())["file"]}

    assert {f"node_modules/{name}": entry["integrity"] for name, entry in listed.items()} == {
        name: package["integrity"] for name, package in locked.items() if name
    }


def test_the_lock_holds_hashes_and_no_hosts() -> None:
    assert "://" not in vendor.LOCK.read_text()


def test_the_command_refuses_what_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    assert vendor.main(["replace"]) == 2

    assert "refresh" in capsys.readouterr().out
