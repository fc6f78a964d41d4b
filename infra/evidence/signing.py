"""The key with which an installation signs its checkpoints, and what it remembers of having signed.

Invariant: a key that exists is never replaced; what is about to be signed is on the disk before it is.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import tempfile
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from infra.faults import SettingsRefused, from_os_error
from infra.nats.checkpoints.stream import Log
from infra.secret_files import refuse_if_open
from merkle.notes import ED25519, NoteRefused, Signer, read_signer
from workers.checkpointing import Head


def key_file(data: Path, named: Path | None = None) -> Path:
    """Where the key lies: in the file that was *named*, or below *data*."""
    return named or data / "keys" / "checkpoints"


def signer_of(path: Path, log: Log, *, make: bool = True) -> Signer:
    """Who signs *log*, with the key at *path*, which is made where there is none and one may *make* it.

    The log's name begins with a hash of the key, so that no two installations have logs of one name. Raises a fault.
    """
    try:
        if make and not path.exists():
            settle(path, new_signer().text)
        refuse_if_open(path)
        kept = read_signer(path.read_text())
    except OSError as error:
        raise from_os_error(error, path) from error
    except (NoteRefused, ValueError) as refused:
        raise SettingsRefused([f"{path} {refused}"]) from refused
    return kept._replace(name=f"{kept.name}/{log}")


def new_signer() -> Signer:
    """A new key, called after itself."""
    private = Ed25519PrivateKey.generate()
    name = f"lantern-{sha256(private.public_key().public_bytes_raw()).hexdigest()[:16]}"
    return Signer(name, ED25519, private)


def settle(path: Path, text: str, *, over: bool = False) -> None:
    """Put *text* at *path*, durably, readable by its owner; what is there stays unless it may be written *over*."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, fresh = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        if over:
            Path(fresh).replace(path)
            return
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
    finally:
        Path(fresh).unlink(missing_ok=True)


class SignedHeads:
    """What this machine has signed of one log; implements :class:`workers.checkpointing.Memory`.

    A file that is damaged is an empty one: the checkpoints that are stored say the same.
    """

    def __init__(self, folder: Path, log: Log) -> None:
        """Remember in *folder*."""
        self._path = folder / f"{log}.signed"
        self._last = self._read()

    def last(self) -> Head | None:
        """The last head that was remembered."""
        return self._last

    async def remember(self, head: Head) -> None:
        """Keep *head*, durably; raises what the file system says."""
        text = json.dumps({"size": head.size, "root": head.root.hex()})
        await asyncio.to_thread(settle, self._path, text, over=True)
        self._last = head

    def _read(self) -> Head | None:
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            kept = json.loads(self._path.read_text())
            return Head(int(kept["size"]), bytes.fromhex(kept["root"]))
        return None
