"""Makes the virtual environment from the locked requirements.

Invariant: what is installed is exactly what requirements/*.txt lists, hash by hash, or it counts as unmade.
Needs nothing but the standard library, because it runs before anything is installed.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
EXIT_MISUSE, EXIT_NO_ANSWER = 2, 3

# What pip prints, and what a person has to do about it. The first match wins, so the plainest cause comes first.
PIP_FAULTS = (
    ("No space left on device", "The disk is full: free some space (about 300 MB are needed) and run make again."),
    ("DO NOT MATCH THE HASHES", "A downloaded package differs from its locked hash: clear pip's cache and try again."),
    ("requires a different Python", "This Python is not supported by a locked package: use PYTHON=python3.11 to 3.13."),
    ("Permission denied", "pip may not write here: check who owns this folder and the pip cache."),
    ("No matching distribution", "A locked package cannot be had: check the network, or pip's index settings."),
    ("Connection", "The package index cannot be reached: check the network and run make again."),
    ("timed out", "The package index does not answer: check the network and run make again."),
    ("name resolution", "The package index cannot be found: check the network and run make again."),
)


class SetupFault(Exception):
    """Setting up stopped; the message says why and what to do."""


def check_python(version: tuple[int, ...]) -> None:
    """Refuse a Python that is too old."""
    if version < OLDEST:
        found = ".".join(map(str, version[:3]))
        raise SetupFault(f"Python {found} is too old: name a Python 3.11 or newer with PYTHON=/path/to/python3.")


def fingerprint(kind: str, python: str = sys.version, root: Path = ROOT) -> str:
    """What an environment of this *kind* is made from; another fingerprint means another environment."""
    project = tomllib.loads((root / "pyproject.toml").read_text())
    # How the code is checked does not change what is installed.
    installed = json.dumps({name: project.get(name) for name in ("build-system", "project")}, sort_keys=True)
    parts = (python, str(root), installed, (root / f"requirements/{kind}.txt").read_text())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def explain(output: str) -> str:
    """The one sentence about a failed pip run that says what to do."""
    for sign, sentence in PIP_FAULTS:
        if sign.lower() in output.lower():
            return sentence
    # pip's own words first; behind them the last exception of a build that failed.
    errors = re.findall(r"^ERROR: (.+)$", output, re.MULTILINE) or re.findall(r"\w+Error: .+", output)[-1:]
    return f"pip failed: {errors[0] if errors else 'it gave no reason'}."


@contextmanager
def alone(root: Path = ROOT) -> Iterator[None]:
    """Let one set-up at a time work in this checkout; a second one waits for the first."""
    (root / "var").mkdir(exist_ok=True)
    with (root / "var/setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def run(command: list[str]) -> None:
    """Run one installing *command*, keep its output in var/setup.log, and explain its failure."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    output = done.stdout + done.stderr
    (ROOT / "var/setup.log").write_text(output)
    if done.returncode:
        raise SetupFault(f"{explain(output)} (The whole output is in var/setup.log.)")


def version(venv: Path) -> str | None:
    """Give the version of the Python in *venv*, or None where it does not run (any more)."""
    question = [str(venv / "bin/python"), "-c", "import sys; print(sys.version, end='')"]
    try:
        return subprocess.run(question, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None


def make_venv(venv: Path) -> None:
    """Make an empty environment at *venv*, over a broken one or another Python's; refuses to touch anything else."""
    if version(venv) == sys.version:
        return
    if venv.exists():
        if not (venv / "pyvenv.cfg").is_file() and any(venv.iterdir()):
            raise SetupFault(f"{venv} is not a virtual environment: move it away, or name another with VENV=.")
        shutil.rmtree(venv)
    run([sys.executable, "-m", "venv", str(venv)])


def install(venv: Path, kind: str) -> None:
    """Install the locked requirements of this *kind*, then the repository itself in place."""
    pip = [str(venv / "bin/python"), "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "-r", f"requirements/{kind}.txt"])
    run([*pip, "--no-deps", "--no-index", "--no-build-isolation", "-e", "."])


def ensure(venv: Path, kind: str) -> bool:
    """Have an environment of this *kind* ('runtime' or 'test') at *venv*; says whether there was anything to do.

    The test requirements contain the runtime ones, so a test environment serves as a runtime one too.
    """
    with alone():
        stamps = {k: venv / f"lantern-{k}.stamp" for k in ("runtime", "test")}
        for fit in {kind, "test"}:
            if stamps[fit].exists() and stamps[fit].read_text() == fingerprint(fit):
                return False
        began = time.monotonic()
        print(f"Setting up {venv.name} with Python {sys.version.split()[0]} ({kind} packages) …", flush=True)
        make_venv(venv)
        for stamp in stamps.values():
            stamp.unlink(missing_ok=True)
        install(venv, kind)
        stamps[kind].write_text(fingerprint(kind))
        print(f"Set up in {time.monotonic() - began:.0f} s.", flush=True)
        return True


def main(arguments: list[str]) -> int:
    """Set up `KIND [VENV]`; prints one sentence and gives a non-zero code on a fault."""
    if not arguments or arguments[0] not in {"runtime", "test"}:
        print("usage: bootstrap.py runtime|test [VENV]", file=sys.stderr)
        return EXIT_MISUSE
    try:
        check_python(sys.version_info[:3])
        ensure(Path(arguments[1] if len(arguments) > 1 else ROOT / ".venv").absolute(), arguments[0])
    except (SetupFault, OSError) as fault:
        sentence = explain(str(fault)) if isinstance(fault, OSError) else str(fault)
        print(f"lantern: {sentence}", file=sys.stderr)
        return EXIT_NO_ANSWER
    return 0


if __name__ == "__main__":
    os.environ.pop("PYTHONPATH", None)
    sys.exit(main(sys.argv[1:]))
