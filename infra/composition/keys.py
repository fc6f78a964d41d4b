"""The key-encryption key: from the environment, from a file, or made on the first start.

Invariant: a key that exists is never replaced, whoever else makes one at the same moment; it is readable by its owner
only.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
import tempfile
from pathlib import Path

from infra.faults import SettingsRefused, from_os_error
from infra.secret_files import refuse_if_open
from infra.settings import KEK_BYTES, Settings, decode_kek
from infra.vault import Keks


def keks(settings: Settings) -> Keks:
    """The key-encryption keys of this installation. Raises a fault when the named one cannot be used."""
    key = settings.kek or _from_file(settings.kek_file or settings.data / "keys" / "kek", make=not settings.kek_file)
    name = hashlib.sha256(b"lantern kek" + key).hexdigest()[:12]
    return Keks(name, {name: key})


def copy_key(kek: Keks) -> bytes:
    """The key under which a process seals its own copy of the log; another key-encryption key makes another copy."""
    return hmac.digest(kek.keys[kek.current], b"lantern copy of the log", "sha256")


def _from_file(path: Path, *, make: bool) -> bytes:
    try:
        if make and not path.exists():
            _make(path)
        refuse_if_open(path)
        return decode_kek(path.read_text())
    except OSError as error:
        raise from_os_error(error, path) from error
    except ValueError as error:
        raise SettingsRefused([f"{path} {error}"]) from error


def _make(path: Path) -> None:
    """Put a new key at *path*, durably, unless somebody else was first: then theirs is the key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, fresh = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(base64.b64encode(secrets.token_bytes(KEK_BYTES)).decode())
            file.flush()
            os.fsync(file.fileno())
        # A link, because it fails where a name is taken; to rename would replace what is there.
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
    finally:
        Path(fresh).unlink()
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Wait until the names in *folder* are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
