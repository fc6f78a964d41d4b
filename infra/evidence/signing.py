"""The key with which an installation signs its checkpoints, and what it remembers of having signed.

Invariant: a key goes only once another has taken its place, and its public part is kept; what is about to be signed is
on the disk before it is.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from infra.evidence.settings import Proving
from infra.faults import Fault, Misuse, SettingsRefused, from_os_error
from infra.nats.checkpoints.stream import Log
from infra.secret_files import refuse_if_open
from merkle.notes import COSIGNATURE, ED25519, Key, NoteRefused, Signer, read_key, read_signer
from workers.checkpointing import Head

LOG = structlog.get_logger("checkpoints")


def key_file(data: Path, named: Path | None = None) -> Path:
    """Where the key lies: in the file that was *named*, or below *data*."""
    return named or data / "keys" / "checkpoints"


def signers_of(path: Path, log: Log, *, make: bool = True) -> tuple[Signer, ...]:
    """Who signs *log*, with the keys at *path*, the newest first; one is made where none is and one may *make* it.

    The log's name begins with a hash of its first key, so that no two installations have logs of one name. Raises a
    fault.
    """
    try:
        if make and not path.exists():
            settle(path, new_signer().text)
        refuse_if_open(path)
        kept = _of_one_log([read_signer(line) for line in path.read_text().splitlines()])
    except OSError as error:
        raise from_os_error(error, path) from error
    except (NoteRefused, ValueError) as refused:
        raise SettingsRefused([f"{path} {refused}"]) from refused
    return tuple(each._replace(name=f"{each.name}/{log}") for each in kept)


def _of_one_log(kept: Sequence[Signer]) -> Sequence[Signer]:
    if not kept or any(each.name != kept[0].name for each in kept):
        raise NoteRefused("it does not hold the keys of one log")
    return kept


def signer_of(path: Path, log: Log, *, make: bool = True) -> Signer:
    """The newest of those who sign *log*. Raises a fault."""
    return signers_of(path, log, make=make)[0]


def retired_keys(path: Path, log: Log) -> tuple[Key, ...]:
    """The public keys with which *log* was signed before those at *path*, the newest first. Raises a fault."""
    kept = retired_file(path)
    try:
        lines = kept.read_text().splitlines() if kept.exists() else []
        found = [read_key(line) for line in lines if line and not line.startswith("#")]
    except OSError as error:
        raise from_os_error(error, kept) from error
    except ValueError as refused:
        raise SettingsRefused([f"{kept} {refused}"]) from refused
    return tuple(each._replace(name=f"{each.name}/{log}") for each in found)


def retired_file(path: Path) -> Path:
    """Where the public keys lie whose private ones were at *path*."""
    return path.with_name(f"{path.name}.retired")


def public_keys(path: Path) -> list[Key]:
    """The public keys in the file at *path*, one on each line; empty lines and those that begin with # are passed over.

    Refuses (``Misuse``) what is none.
    """
    keys: list[Key] = []
    try:
        lines = path.read_text().splitlines()
    except (OSError, UnicodeDecodeError):
        raise Misuse(f"{path} cannot be read as a file of public keys.") from None
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            try:
                keys.append(read_key(line))
            except NoteRefused as refused:
                raise Misuse(f"{path}, line {number}: {refused}.") from None
    return keys


def named_witnesses(proving: Proving) -> tuple[Key, ...]:
    """The witnesses that an installation names. Refuses (``Misuse``) a file that holds none."""
    if proving.witnesses is None:
        return ()
    found = tuple(key for key in public_keys(proving.witnesses) if key.kind == COSIGNATURE)
    if not found:
        raise Misuse(
            f"{proving.witnesses} names no witness: it has to hold what `lantern witness` prints, a line each."
        )
    return found


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


class KeyFile:
    """The keys in a file, which may be replaced while it is used; implements :class:`workers.checkpointing.Signing`."""

    def __init__(self, path: Path, log: Log) -> None:
        """Use those at *path* for *log*; one is made where none is. Raises a fault."""
        self._path = path
        self._log = log
        self._signers = signers_of(path, log)
        self._read_at = _version(path)

    @property
    def origin(self) -> str:
        """The name of the log."""
        return self._signers[0].name

    def signers(self) -> tuple[Signer, ...]:
        """Those in the file now; as long as it cannot be used, those that were in it."""
        version = _version(self._path)
        if version != self._read_at:
            try:
                found = signers_of(self._path, self._log, make=False)
            except Fault as fault:
                LOG.warning("checkpoint_keys_unreadable", why=str(fault))
            else:
                if found[0].name == self.origin:
                    self._signers = found
            self._read_at = version
        return self._signers

    def keys(self) -> tuple[Key, ...]:
        """The public keys of those in the file, and those that were retired. Raises a fault."""
        return (*(each.key for each in self.signers()), *retired_keys(self._path, self._log))


def _version(path: Path) -> tuple[int, ...] | None:
    with contextlib.suppress(OSError):
        found = path.stat()
        return found.st_mtime_ns, found.st_ctime_ns, found.st_ino
    return None


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
