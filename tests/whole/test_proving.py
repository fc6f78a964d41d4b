"""An operator, a witness and an outsider prove a demo with the command line alone."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.whole.process import Lantern, command

pytestmark = pytest.mark.xdist_group("whole")

CASE = "IT-2026-0417"


def test_an_agency_co_signs_and_everybody_verifies(demo: Lantern, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.write_text(command("log-keys", data=demo.data).stdout)
    told = ["witness", "police-be", "--keys", str(keys), "--state", str(tmp_path / "witness")]

    witnessed = command(*told, data=demo.data)
    keys.write_text(keys.read_text() + witnessed.stdout.splitlines()[0].removeprefix("Signing as "))
    verified = command("verify", "--keys", str(keys), data=demo.data)

    assert (witnessed.returncode, verified.returncode) == (0, 0), witnessed.stderr + verified.stdout
    assert " by police-be on " in verified.stdout
    assert verified.stdout.endswith("Nothing was changed.\n")
    assert 'lantern_witness_alarm{log="events"} 0' in (tmp_path / "witness" / "witness.prom").read_text()


def test_a_case_is_exported_and_verified_by_somebody_who_has_nothing_else(demo: Lantern, tmp_path: Path) -> None:
    keys, bundle = tmp_path / "keys", tmp_path / "case.zip"
    keys.write_text(command("log-keys", data=demo.data).stdout)

    exported = command("export", CASE, "--to", str(bundle), data=demo.data)
    verified = command(
        "verify", str(bundle), "--keys", str(keys), data=tmp_path / "none", NATS_URL="nats://127.0.0.1:1"
    )

    assert (exported.returncode, verified.returncode) == (0, 0), exported.stderr + verified.stdout
    assert verified.stdout.endswith("All that is in it stands in the log as it is.\n")
    with zipfile.ZipFile(bundle) as archive:
        assert not any(b"Abena" in archive.read(name) for name in archive.namelist())


def test_a_bundle_is_not_believed_without_keys_and_what_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("# nobody\n")
    (tmp_path / "none.zip").write_bytes(b"none")
    bundle = str(tmp_path / "none.zip")

    without = command("verify", bundle, data=tmp_path)
    refused = command("verify", bundle, "--keys", str(tmp_path / "keys"), data=tmp_path)

    assert (without.returncode, refused.returncode) == (2, 1)
    assert "a bundle cannot vouch for itself" in without.stderr
    assert refused.stderr.startswith("It cannot be read as a bundle")
