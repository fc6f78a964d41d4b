"""An operator, a witness and an outsider prove a demo with the command line alone."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from infra.cli.proving import bundles
from infra.cli.proving.trusting import read_keys
from tests.papers.reading import Read
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


def test_a_case_is_exported_and_verified_by_somebody_who_has_nothing_else(
    demo: Lantern, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys, bundle = tmp_path / "keys", tmp_path / "case.zip"
    keys.write_text(command("log-keys", data=demo.data).stdout)

    exported = command("export", CASE, "--to", str(bundle), data=demo.data)

    assert exported.returncode == 0, exported.stderr
    assert bundles.verify(bundle, read_keys(keys)) == 0
    assert capsys.readouterr().out.endswith("All that is in it stands in the log as it is.\n")
    with zipfile.ZipFile(bundle) as archive:
        assert not any(b"Abena" in archive.read(name) for name in archive.namelist())
        paper = Read(archive.read("case.pdf"))
    assert CASE in paper.words
    assert "Abena" not in paper.words
