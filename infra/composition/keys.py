"""The key-encryption key: from the environment, from a file, or made on the first start.

Where it is rotated there are several for a while: the first wraps new keys, the others open what is still under them.

Invariant: a key that exists is never replaced, whoever else makes one at the same moment; it is readable by its owner
only. A file of keys is whole at any moment: it is put in place of the one before.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
import stat
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from infra.faults import SettingsRefused, from_os_error
from infra.secret_files import refuse_if_open
from infra.settings import KEK_BYTES, Settings, decode_kek
from infra.vault import Keks
from web.processing.installed import Measures

FRESH = ".being-written-"
"""What the name of a file that is to take the place of another goes on with."""


def keks(settings: Settings) -> Keks:
    """The key-encryption keys of this installation. Raises a fault when a named one cannot be used."""
    keys = (settings.kek, *settings.kek_old) if settings.kek else KekFile.of(settings).read()
    return keks_of(keys)


def keks_of(keys: Sequence[bytes]) -> Keks:
    """*keys* by their ids; the first wraps new keys."""
    return Keks(id_of(keys[0]), {id_of(key): key for key in keys})


def id_of(key: bytes) -> str:
    """What a key-encryption key is called: it tells keys apart and does not lead back to one."""
    return hashlib.sha256(b"lantern kek" + key).hexdigest()[:12]


def measures_of(settings: Settings, *, demo: bool = False) -> Measures:
    """How the installation is run, as a paper about its processing has to say it."""
    return Measures(
        kek="environment" if settings.kek else "file" if settings.kek_file else "data",
        replicas=settings.nats_replicas,
        embedded=settings.embedded,
        https=settings.secure_cookies,
        demo=demo,
    )


def copy_key(kek: Keks) -> bytes:
    """The key under which a process seals its own copy of the log; another key-encryption key makes another copy."""
    return hmac.digest(kek.keys[kek.current], b"lantern copy of the log", "sha256")


def bookmark_key(kek: Keks) -> bytes:
    """The key that seals where readers have got to; under another one they begin where they stand."""
    return hmac.digest(kek.keys[kek.current], b"lantern bookmarks", "sha256")


class KekFile:
    """The file of key-encryption keys: one in base64 on each line, the one that wraps new keys first."""

    def __init__(self, path: Path, *, make: bool = False) -> None:
        """Use the file at *path*; one that is not there is made if *make* says so."""
        self.path = path
        self._may_make = make

    @classmethod
    def of(cls, settings: Settings) -> KekFile:
        """The file of an installation: the one that is named, or the one under DATA, which is made."""
        named = settings.kek_file
        return cls(named or settings.data / "keys" / "kek", make=named is None)

    def read(self) -> tuple[bytes, ...]:
        """The keys. Raises a fault where there are none or the file is not fit."""
        try:
            if self._may_make and not self.path.exists():
                _make(self.path)
            refuse_if_open(self.path)
            return tuple(decode_kek(line) for line in self.path.read_text().split() or [""])
        except OSError as error:
            raise from_os_error(error, self.path) from error
        except ValueError as error:
            raise SettingsRefused([f"{self.path} {error}"]) from error

    def write(self, keys: Sequence[bytes]) -> None:
        """Put *keys* in place of what is there, durably and at once, and write over the bytes that were there.

        Raises a fault where the file cannot be written.
        """
        try:
            for left in self.path.parent.glob(f"{self.path.name}{FRESH}*"):
                # Somebody was killed between making a file and putting it in place. What else lies there is not ours.
                with left.open("r+b") as file:
                    _write_over(file)
                left.unlink()
            with self.path.open("r+b") as before:
                fresh = Path(_fresh(self.path, "\n".join(base64.b64encode(key).decode() for key in keys)))
                fresh.chmod(stat.S_IMODE(os.fstat(before.fileno()).st_mode))
                fresh.replace(self.path)
                _settle(self.path.parent)
                _write_over(before)
        except OSError as error:
            raise from_os_error(error, self.path) from error


def _make(path: Path) -> None:
    """Put a new key at *path*, durably, unless somebody else was first: then theirs is the key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = _fresh(path, base64.b64encode(secrets.token_bytes(KEK_BYTES)).decode())
    try:
        # A link, because it fails where a name is taken; to rename would replace what is there.
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
    finally:
        Path(fresh).unlink()
    _settle(path.parent)


def _fresh(path: Path, text: str) -> str:
    """A file beside *path* that holds *text*, on the disk."""
    descriptor, fresh = tempfile.mkstemp(prefix=f"{path.name}{FRESH}", dir=path.parent)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return fresh


def _write_over(file: BinaryIO) -> None:
    """Put other bytes where those of *file* are, as far as the file system lets one: a snapshot keeps what it keeps."""
    file.write(secrets.token_bytes(os.fstat(file.fileno()).st_size))
    file.flush()
    os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Wait until the names in *folder* are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
