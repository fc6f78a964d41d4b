"""Setting up from a clean machine: what is decided, and what each failure says."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import bootstrap

CHOOSER = Path("tools/python").absolute()


@pytest.fixture(name="choose")
def _choose(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the chooser on a machine that has only the interpreters given, each a shell script."""

    def choose(python: str = "", **interpreters: str) -> subprocess.CompletedProcess[str]:
        for name, body in interpreters.items():
            (tmp_path / name.replace("_", ".")).write_text(f"#!/bin/sh\n{body}\n")
            (tmp_path / name.replace("_", ".")).chmod(0o755)
        machine = {"PATH": str(tmp_path), "PYTHON": python}
        return subprocess.run(["/bin/sh", CHOOSER], env=machine, capture_output=True, text=True, check=False)

    return choose


REAL = f'exec "{sys.executable}" "$@"'
TOO_OLD = "exit 1"
# Answers the version question and fails the one about venv.
WITHOUT_VENV = f'case "$2" in *venv*) exit 1;; esac; exec "{sys.executable}" "$@"'

Choose = Callable[..., subprocess.CompletedProcess[str]]


def test_the_machines_own_python_is_taken(choose: Choose) -> None:
    assert choose(python3=REAL, python3_13=REAL).stdout == "python3\n"


def test_an_old_one_is_passed_over_for_a_newer_one_beside_it(choose: Choose) -> None:
    assert choose(python3=TOO_OLD, python3_12=REAL).stdout == "python3.12\n"


def test_the_one_named_with_python_is_taken(choose: Choose) -> None:
    assert choose(python=sys.executable, python3=TOO_OLD).stdout == f"{sys.executable}\n"


@pytest.mark.parametrize(
    ("named", "machine", "sentence"),
    [
        ("", {}, "No Python 3.11 or newer found; install one"),
        ("", {"python3": TOO_OLD}, "No Python 3.11 or newer found; install one"),
        ("", {"python3": WITHOUT_VENV}, "python3 lacks venv, ensurepip, ssl or sqlite3; install its missing part"),
        ("python9", {"python3": REAL}, "PYTHON=python9 is not a Python 3.11 or newer that runs here"),
        ("python3.12", {"python3_12": WITHOUT_VENV}, "PYTHON=python3.12 lacks venv"),
    ],
)
def test_a_machine_without_a_fit_python_gets_one_sentence(
    choose: Choose, named: str, machine: dict[str, str], sentence: str
) -> None:
    told = choose(python=named, **machine)

    assert (told.returncode, told.stdout) == (3, "")
    assert told.stderr.startswith(f"lantern: {sentence}")
    assert told.stderr.count("\n") == 1


def test_an_old_python_is_refused() -> None:
    with pytest.raises(bootstrap.SetupFault, match=r"Python 3\.10\.2 is too old: name a Python 3\.11 or newer"):
        bootstrap.check_python((3, 10, 2))


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "The disk is full"),
        ("Failed to establish a new connection: [Errno 111] Connection refused", "The package index cannot be reached"),
        ("Temporary failure in name resolution", "The package index cannot be found"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "A downloaded package differs"),
        ("ERROR: No matching distribution found for click==8.5.1", "A locked package cannot be had"),
        ("ERROR: something new", "pip failed: something new"),
        ("  KeyError: 'a'\n  OSError: Readme is gone\nerror: failed", "pip failed: OSError: Readme is gone."),
        ("", "pip failed: it gave no reason."),
    ],
)
def test_a_failed_install_is_explained(output: str, sentence: str) -> None:
    assert bootstrap.explain(output).startswith(sentence)


def test_an_environment_is_made_anew_when_python_or_a_lock_changes(tmp_path: Path) -> None:
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements/runtime.txt").write_text("click==1")
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    before = bootstrap.fingerprint("runtime", "3.11", tmp_path)

    assert bootstrap.fingerprint("runtime", "3.12", tmp_path) != before
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n[tool.ruff]\n")
    assert bootstrap.fingerprint("runtime", "3.11", tmp_path) == before
    (tmp_path / "requirements/runtime.txt").write_text("click==2")
    assert bootstrap.fingerprint("runtime", "3.11", tmp_path) != before


def test_a_folder_that_is_no_environment_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters").write_text("mine")

    with pytest.raises(bootstrap.SetupFault, match="is not a virtual environment: move it away"):
        bootstrap.make_venv(tmp_path)

    assert (tmp_path / "letters").exists()


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    command = [sys.executable, "tools/bootstrap.py", "runtime", str(tmp_path / "file/.venv")]

    told = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"PIP_NO_INDEX": "1"})

    assert told.returncode == 3
    assert told.stderr.startswith("lantern: ")
    assert "Traceback" not in told.stderr
