"""Who works on a DATA: one process at a time, and what it has left behind if it was killed.

Invariant: the lock is the kernel's, so it ends with the process that holds it, however that ends.
"""

import contextlib
import fcntl
import json
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path

from infra.faults import AlreadyRunning, from_os_error
from infra.nats.server.place import Place

GRACE_SECONDS = 10.0


@dataclass(frozen=True)
class Holder:
    """The process that holds, or held, the lock; the server it started, and that server's port."""

    process: int | None = None
    server: int | None = None
    port: int | None = None


class Lock:
    """The lock of one place."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._file: TextIOWrapper | None = None

    def take(self) -> Holder:
        """Take the lock and say who held it before; refuses while another process holds it."""
        try:
            file = self._open()
        except OSError as error:
            raise from_os_error(error, self._place.lock) from error
        before = self._read()
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise AlreadyRunning(self._place.data, before.process) from None
        self._file = file
        return before

    def note(self, holder: Holder) -> None:
        """Leave word of the server that was started."""
        self._place.lock.write_text(json.dumps([holder.process, holder.server, holder.port]))

    def release(self) -> None:
        """Give the lock back."""
        if self._file is not None:
            # On a full disk the old word stays: a server that it names and that has ended is nobody's orphan.
            with contextlib.suppress(OSError):
                self.note(Holder())
            self._file.close()
            self._file = None

    def held_by_another(self) -> Holder | None:
        """Say who holds the lock now, or None if nobody does."""
        if not self._place.lock.exists():
            return None
        with self._open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                return self._read()
        return None

    def _open(self) -> TextIOWrapper:
        return os.fdopen(os.open(self._place.lock, os.O_RDWR | os.O_CREAT, 0o600), "r+")

    def _read(self) -> Holder:
        try:
            return Holder(*(int(part) if part else None for part in json.loads(self._place.lock.read_text())))
        except (OSError, ValueError, TypeError):
            return Holder()


def stop_orphan(left: Holder, config: Path) -> None:
    """Stop the server that a killed process left running; two servers on one store would ruin it.

    Only a process that was started with our own *config* is touched: process ids are used again.
    """
    if left.server is None:
        return
    deadline = time.monotonic() + GRACE_SECONDS
    signals = [signal.SIGTERM]
    while str(config) in _command_line(left.server):
        if time.monotonic() > deadline:
            signals.append(signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            while signals:
                os.kill(left.server, signals.pop())
        time.sleep(0.02)


def _command_line(process: int) -> str:
    if Path("/proc/self").exists():
        try:
            return Path(f"/proc/{process}/cmdline").read_text().replace("\0", " ")
        except OSError:
            return ""
    shown = subprocess.run(["ps", "-p", str(process), "-o", "command="], capture_output=True, text=True, check=False)  # noqa: S603, S607  a fixed question about one process
    return shown.stdout
