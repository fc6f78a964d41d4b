"""What SECURITY.md says is shown by a test is shown by a test that is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
POLICY = (ROOT / "SECURITY.md").read_text()
NAMED = sorted(set(re.findall(r"`(test_[a-z0-9_]+)`", POLICY)))
THERE = {
    name
    for path in (ROOT / "tests").rglob("*.py")
    for name in re.findall(r"^\s*(?:async )?def (test_\w+)", path.read_text(), re.MULTILINE)
}


def test_every_test_that_is_named_is_there() -> None:
    assert len(NAMED) > 30
    assert [name for name in NAMED if name not in THERE] == []


def test_whoever_might_attack_is_told_what_they_can_do_as_well() -> None:
    parts = re.split(r"^### ", POLICY.split("## Not held")[0], flags=re.MULTILINE)[1:]

    assert len(parts) == 7
    assert [part.splitlines()[0] for part in parts if "can**" not in part] == []


def test_every_path_that_is_named_is_there() -> None:
    paths = re.findall(r"`((?:tools|tests|web|infra)/[a-z_/.]+)`", POLICY)

    assert [path for path in paths if not (ROOT / path).exists()] == []
