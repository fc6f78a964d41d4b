"""What an installation says about proof is valid, or refused with what to do."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from infra.faults import SettingsRefused
from infra.settings import read


def test_without_any_variable_nothing_is_timestamped_and_nobody_waited_for() -> None:
    proving = read({}).proving

    assert (proving.authority, proving.witnesses, proving.needed) == (None, None, None)


def test_every_variable_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    files = dict.fromkeys(("LANTERN_TIMESTAMPS_CA", "LANTERN_WITNESSES"), str(tmp_path / "file"))
    said = {"LANTERN_TIMESTAMPS": "http://time.example/tsa", "LANTERN_TIMESTAMPS_EVERY": "60"}

    proving = read({**files, **said, "LANTERN_WITNESSES_NEEDED": "2"}).proving

    assert (proving.authority, proving.every, proving.needed) == ("http://time.example/tsa", timedelta(minutes=1), 2)
    assert proving.certificates == proving.witnesses == tmp_path / "file"


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("LANTERN_TIMESTAMPS", "time.example", "must be the address of an authority"),
        ("LANTERN_TIMESTAMPS", "https://me:secret@time.example", "must be the address of an authority"),
        ("LANTERN_TIMESTAMPS", "https://time.example", "LANTERN_TIMESTAMPS needs LANTERN_TIMESTAMPS_CA"),
        ("LANTERN_TIMESTAMPS_CA", "/nowhere", "names no file"),
        ("LANTERN_TIMESTAMPS_EVERY", "0", "must be whole seconds"),
        ("LANTERN_TIMESTAMPS_EVERY", "99999999999", "must be whole seconds"),
        ("LANTERN_WITNESSES_NEEDED", "none", "must be a number of witnesses"),
        ("LANTERN_WITNESSES_NEEDED", "1", "LANTERN_WITNESSES_NEEDED needs LANTERN_WITNESSES"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_not_repeated(name: str, value: str, why: str) -> None:
    with pytest.raises(SettingsRefused) as refused:
        read({name: value})

    assert why in str(refused.value)
    assert "secret" not in str(refused.value)
