"""A text that may have been published stays what it was: tasks of years ago refer to it by its version."""

from __future__ import annotations

import hashlib
from pathlib import Path

from infra.playbooks import read_folder
from tests.playbook.story import FOLDER

LEDGER = Path(__file__).with_name("published.txt")
"""Every version that ever left the house, one a line: playbook, version, SHA-256 of its text. Lines are only added."""


def test_a_shipped_playbook_never_changes_under_its_version() -> None:
    known = {line.rpartition(" ")[0]: line for line in LEDGER.read_text(encoding="utf-8").splitlines()}
    shipped = [
        f"{playbook.id} {playbook.version} {hashlib.sha256(text.encode()).hexdigest()}"
        for playbook, text in read_folder(FOLDER)
    ]

    changed = [line for line in shipped if known.get(line.rpartition(" ")[0], line) != line]
    new = [line for line in shipped if line.rpartition(" ")[0] not in known]

    assert changed == [], "these texts changed under their version: give each file a new version"
    assert new == [], f"these versions are new: add the lines to {LEDGER.name}"


def test_no_version_is_in_the_ledger_twice() -> None:
    versions = [line.rpartition(" ")[0] for line in LEDGER.read_text(encoding="utf-8").splitlines()]

    assert len(versions) == len(set(versions))
