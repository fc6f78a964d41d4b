"""The key of the logs gives way to another, and at every moment whoever holds one of them can verify."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from infra.cli.proving import trusting
from infra.evidence.rotating import retire, rotate
from infra.evidence.signing import KeyFile, retired_keys, signer_of
from infra.faults import AnswerIsNo, SettingsRefused
from infra.nats.checkpoints.stream import Log
from infra.settings import Settings
from merkle.checkpoints import Checkpoint, opened, sign
from merkle.notes import Key, NoteRefused

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    path = tmp_path / "keys" / "checkpoints"
    signer_of(path, "events")
    return path


def note(path: Path, log: Log = "events") -> str:
    """A checkpoint as a process would sign it now."""
    keys = KeyFile(path, log)
    return sign(Checkpoint(keys.origin, 812, bytes(32)), *keys.signers()).text


def opens(text: str, key: Key) -> bool:
    try:
        opened(text, key)
    except NoteRefused:
        return False
    return True


def test_between_two_keys_a_checkpoint_is_signed_with_both_and_the_name_stays(path: Path) -> None:
    old = signer_of(path, "events").key

    rotate(path)

    new = signer_of(path, "events").key
    assert new.name == old.name
    assert new.public != old.public
    assert [opens(note(path), key) for key in (old, new)] == [True, True]
    assert path.stat().st_mode & 0o077 == 0


def test_a_process_that_runs_signs_with_what_is_in_the_file_now(path: Path) -> None:
    keys = KeyFile(path, "events")
    assert len(keys.signers()) == 1

    rotate(path)
    both = keys.signers()
    path.write_text("nonsense")
    unreadable = keys.signers()

    assert (len(both), unreadable) == (2, both)


def test_a_file_that_others_could_read_is_read_once_it_was_put_right(path: Path) -> None:
    keys = KeyFile(path, "events")
    rotate(path)
    path.chmod(0o644)
    as_it_was = keys.signers()

    path.chmod(0o600)

    assert (len(as_it_was), len(keys.signers())) == (1, 2)


def test_an_old_key_verifies_what_it_signed_and_nothing_after_it_was_retired(path: Path) -> None:
    old, before = signer_of(path, "events").key, note(path)
    rotate(path)
    between = note(path)
    retire(path, {"events": between, "access": note(path, "access")}, NOW)

    assert [opens(text, old) for text in (before, between, note(path))] == [True, True, False]
    assert opens(between, signer_of(path, "events").key)
    assert retired_keys(path, "events") == (old,)


def test_a_key_is_not_retired_before_its_successor_signs_or_without_one(path: Path) -> None:
    before = note(path)
    with pytest.raises(AnswerIsNo, match="There is one key"):
        retire(path, {"events": before}, NOW)

    rotate(path)

    with pytest.raises(AnswerIsNo, match="events is not signed with the new key yet"):
        retire(path, {"events": before}, NOW)
    with pytest.raises(AnswerIsNo, match="An older key still signs"):
        rotate(path)


def test_keys_are_handed_out_with_a_mark_on_those_that_were_retired(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = signer_of(path, "events").key
    for _ in range(2):
        rotate(path)
        retire(path, {}, NOW)

    trusting.show(Settings(data=tmp_path))
    printed = capsys.readouterr().out

    (tmp_path / "handed").write_text(printed)
    handed = trusting.read_keys(tmp_path / "handed").of("events")
    assert (handed[0], handed[-1], len(handed)) == (signer_of(path, "events").key, first, 3)
    assert printed.splitlines().count("# retired; for what it has signed:") == 4


def test_a_file_with_keys_of_two_logs_is_refused(path: Path, tmp_path: Path) -> None:
    signer_of(tmp_path / "another", "events")
    path.write_text(path.read_text() + (tmp_path / "another").read_text())

    with pytest.raises(SettingsRefused, match="does not hold the keys of one log"):
        signer_of(path, "events")
