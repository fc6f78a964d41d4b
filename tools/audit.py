"""Asks whether a locked package has a known vulnerability.

Invariant: a vulnerability that is known closes the gate; that nobody could be asked does not, and is said in the first
line. What is asked about is the lock and nothing else: names and versions, and no package is downloaded for it.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tools.lock import BENCH, ROOT, RUNTIME, TEST

LOCKS = (RUNTIME, TEST, BENCH)
PINNED = re.compile(r"^([a-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
UV = Path(sys.executable).parent / "uv"

ACCEPTED: Mapping[str, str] = {}
"""Vulnerabilities that do not touch Lantern, by their identifier, each with the reason."""

FOUND, NOT_ANSWERED = 1, 2
SECONDS = 60
NO_NETWORK = ("error sending request", "Request failed", "HTTP status", "timed out", "offline")
"""What uv says when the service could not be asked or gave no answer."""

HEAD = 'version = 1\nrevision = 3\nrequires-python = ">=3.11"\n\n[[package]]\nname = "locked"\nversion = "0"\n'


def pinned(root: Path = ROOT) -> list[tuple[str, str]]:
    """The packages of all locks with their versions, each once."""
    return sorted({found for lock in LOCKS for found in PINNED.findall((root / lock).read_text())})


def as_project(packages: list[tuple[str, str]], folder: Path) -> None:
    """Write a project into *folder* that stands on *packages*, in the form that uv locks one."""
    sources = [f'name = "{name}", version = "{version}", source = {{ registry = "." }}' for name, version in packages]
    names = ", ".join(f"{{ {each} }}" for each in sources)
    entries = "".join("[[package]]\n" + each.replace(", ", "\n") + "\n\n" for each in sources)
    wants = ", ".join(sorted({f'"{name}"' for name, _ in packages}))
    project = f'[project]\nname = "locked"\nversion = "0"\nrequires-python = ">=3.11"\ndependencies = [{wants}]\n'
    (folder / "pyproject.toml").write_text(project)
    (folder / "uv.lock").write_text(f'{HEAD}source = {{ virtual = "." }}\ndependencies = [{names}]\n\n{entries}')


def ask(folder: Path, more: list[str]) -> tuple[int, str]:
    """What uv answers about the project in *folder*: its exit code and its words."""
    ignored = [word for name in ACCEPTED for word in ("--ignore", name)]
    command = [str(UV), "audit", "--frozen", "--no-config", "--preview-features", "audit-command", *ignored, *more]
    environment = os.environ | {"UV_HTTP_RETRIES": "0", "UV_HTTP_TIMEOUT": "10"}
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, env=environment, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return NOT_ANSWERED, "timed out"
    return done.returncode, done.stdout + done.stderr


def main(arguments: list[str]) -> int:
    """Audit the locks; `--service-url` asks another service than uv's own."""
    packages = pinned()
    with tempfile.TemporaryDirectory() as folder:
        as_project(packages, Path(folder))
        code, said = ask(Path(folder), arguments)
    if code == NOT_ANSWERED and any(word in said for word in NO_NETWORK):
        print("not checked, because the service that knows of vulnerabilities does not answer: audit where it does.")
        return 0
    print(said.rstrip())
    return 0 if code == 0 else FOUND


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
