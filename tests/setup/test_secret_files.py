"""Secrets come from the environment or from files that are not open to everybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.composition.keys import keks
from infra.faults import SettingsRefused
from infra.settings import Settings, read
from tests.setup.test_settings import KEK, refused


def secret(path: Path, text: str, mode: int) -> str:
    path.write_text(text)
    path.chmod(mode)
    return str(path)


@pytest.mark.parametrize("name", ["NATS_CREDS", "LANTERN_KEK_FILE", "LANTERN_METRICS_TOKEN_FILE"])
@pytest.mark.parametrize("mode", [0o644, 0o604, 0o602])
def test_a_secret_that_everybody_can_read_is_refused_by_name(tmp_path: Path, name: str, mode: int) -> None:
    path = secret(tmp_path / "secret", KEK, mode)

    told = [fault for fault in refused(**{name: path}) if fault.startswith(f"{name} is open to every user")]

    assert told == [f"{name} is open to every user of this machine: chmod o-rwx {path}, and think of who has read it."]
    assert KEK not in told[0]


@pytest.mark.parametrize("mode", [0o600, 0o400, 0o440, 0o640])
def test_its_owner_and_their_group_may_read_it(tmp_path: Path, mode: int) -> None:
    assert read({"LANTERN_METRICS_TOKEN_FILE": secret(tmp_path / "token", "t0ken\n", mode)}).metrics_token == "t0ken"


def test_an_empty_secret_is_refused(tmp_path: Path) -> None:
    path = secret(tmp_path / "token", " \n", 0o600)

    assert refused(LANTERN_METRICS_TOKEN_FILE=path)[0].startswith("LANTERN_METRICS_TOKEN_FILE names an empty file")


def test_a_key_that_was_opened_to_everybody_is_not_used_any_more(tmp_path: Path) -> None:
    keks(Settings(data=tmp_path))
    (tmp_path / "keys/kek").chmod(0o644)

    with pytest.raises(SettingsRefused, match="chmod o-rwx"):
        keks(Settings(data=tmp_path))


@pytest.mark.parametrize("proxies", ["proxy.example", "10.0.0.5/8", "1.2.3.4;5.6.7.8"])
def test_a_proxy_that_is_no_address_is_refused(proxies: str) -> None:
    assert refused(LANTERN_PROXY=proxies)[0].startswith("LANTERN_PROXY must be addresses or networks")
