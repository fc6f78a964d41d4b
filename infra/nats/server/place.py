"""Where the embedded server keeps what it needs, under DATA.

Invariant: only the user who runs Lantern can read any of it.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from infra.faults import DiskFull, from_os_error

ROOM_NEEDED = 64 * 1024 * 1024
LOG_LIMIT = 4 * 1024 * 1024


@dataclass(frozen=True)
class Place:
    """The files of one embedded server."""

    data: Path

    @property
    def home(self) -> Path:
        """The folder of everything below."""
        return self.data.absolute() / "nats"

    @property
    def store(self) -> Path:
        """JetStream's own files: the log itself."""
        return self.home / "store"

    @property
    def ports(self) -> Path:
        """Where the server says which port it was given."""
        return self.home / "ports"

    @property
    def config(self) -> Path:
        """The configuration, with passwords."""
        return self.home / "server.conf"

    @property
    def log(self) -> Path:
        """What the server has to say."""
        return self.home / "server.log"

    @property
    def lock(self) -> Path:
        """Who works here."""
        return self.home / "lock"

    @property
    def passwords(self) -> Path:
        """The passwords of the server's users."""
        return self.home / "passwords.json"

    def prepare(self) -> None:
        """Make the folders; refuses where they cannot be written."""
        try:
            for folder in (self.home, self.store, self.ports):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise from_os_error(error, self.home) from error

    def tidy(self) -> None:
        """Forget what an earlier run left behind; only for the holder of the lock."""
        try:
            for left in self.ports.iterdir():
                left.unlink()
            if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
                self.log.replace(self.log.with_suffix(".log.1"))
            os.close(os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
        except OSError as error:
            raise from_os_error(error, self.home) from error

    def room(self) -> int:
        """Say how many bytes the store may have in all, so that it stops before the disk is full.

        The server's own default counts three quarters of what is free now and forgets what the store has already,
        so that a store on a half full disk would refuse the next fact after a restart.
        """
        try:
            free = shutil.disk_usage(self.home).free
            used = sum(file.stat().st_size for file in self.store.rglob("*") if file.is_file())
        except OSError as error:
            raise from_os_error(error, self.store) from error
        if free < ROOM_NEEDED:
            raise DiskFull(self.home)
        return used + free * 9 // 10

    def write(self, path: Path, text: str) -> None:
        """Write a file that only its owner can read, whole or not at all."""
        fresh = path.with_name(f".{path.name}.new")
        try:
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(text)
            fresh.replace(path)
        except OSError as error:
            raise from_os_error(error, path) from error
