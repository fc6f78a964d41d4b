"""Runs the portable tests on the supported Pythons of this machine that the main environment does not use.

Invariant: a Python that is not here is left out, one that is here and fails is a failure. Browser and slow tests run
once, on the main Python, so that the time stays bounded.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUPPORTED = ("3.11", "3.12", "3.13")
PORTABLE = "not browser and not slow and not soak"
FOLDERS = (
    "tests/codec",
    "tests/composition",
    "tests/contracts",
    "tests/domain",
    "tests/golden",
    "tests/identity",
    "tests/merkle",
    "tests/nats/log",
    "tests/notices",
    "tests/playbook",
    "tests/projections",
    "tests/sqlite",
    "tests/vault",
    "tests/web/api",
    "tests/workers",
)
"""What another Python may do otherwise: decide, store, read back, compose, serve. A page looks the same on all, and
what a server permits, forgets or survives is the server's."""


@dataclass(frozen=True)
class Python:
    """An interpreter that runs here."""

    version: str
    path: Path


def others() -> Iterator[Python]:
    """Find the supported Pythons here that are not the one running now."""
    mine = f"{sys.version_info.major}.{sys.version_info.minor}"
    for version in SUPPORTED:
        path = None if version == mine else _find(version)
        if path:
            yield Python(version, path)


def _find(version: str) -> Path | None:
    for candidate in _candidates(version):
        question = f"import sys, venv, ensurepip; assert sys.version_info[:2] == {tuple(map(int, version.split('.')))}"
        if subprocess.run([candidate, "-c", question], capture_output=True, check=False).returncode == 0:
            return candidate
    return None


def _candidates(version: str) -> Iterator[Path]:
    found = shutil.which(f"python{version}")
    if found:
        yield Path(found)
    # A pyenv shim runs only the versions that are switched on; the others are one folder further.
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from sorted(pyenv.glob(f"versions/{version}.*/bin/python{version}"), reverse=True)


def workers() -> str:
    """How many tests run at once: one for each processor; browsers gain nothing from more."""
    jobs = os.environ.get("JOBS") or "auto"
    return jobs if jobs != "auto" else str(os.cpu_count() or 1)


def command(python: Python) -> list[str]:
    """Give the command that sets up an environment for *python* and runs the portable tests in it."""
    venv = f".venv-{python.version}"
    pytest = f'HYPOTHESIS_PROFILE=brief {venv}/bin/python -m pytest -q -m "{PORTABLE}"'
    first = f"{pytest} --dist loadgroup -n {workers()} {' '.join(FOLDERS)}"
    again = f"{pytest} --last-failed --last-failed-no-failures=none -n 0"
    return ["sh", "-c", f'"{python.path}" tools/bootstrap.py test {venv} && {{ {first} || {again}; }}']


def main() -> int:
    """Run the portable tests on every other Python; 0 when all passed, or there is none."""
    codes = []
    for python in others():
        print(f"Python {python.version} ({python.path})", flush=True)
        codes.append(subprocess.run(command(python), cwd=ROOT, check=False).returncode)
    if not codes:
        print(f"No other Python of {', '.join(SUPPORTED)} is here.")
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
