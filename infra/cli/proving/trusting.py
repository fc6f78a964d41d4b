"""Public keys as people hand them to each other: a file with one on each line.

Invariant: nothing is believed on a key that nobody named.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import click

from infra.evidence.signing import key_file, named_witnesses, public_keys, retired_keys, signers_of
from infra.evidence.timestamps.tokens import Certificates, read_certificates
from infra.faults import Misuse
from infra.nats.checkpoints.stream import LOGS, Log
from infra.settings import Settings
from merkle.notes import COSIGNATURE, Key


class Trusted(NamedTuple):
    """The keys of the logs, and those of witnesses, so many of whom are *needed*; the certificates of authorities."""

    logs: tuple[Key, ...]
    witnesses: tuple[Key, ...]
    certificates: Certificates = ()
    needed: int = 0

    def of(self, log: Log) -> tuple[Key, ...]:
        """The keys of *log* that were named, all of the name of the first: those it has had one after the other."""
        found = [key for key in self.logs if key.name.endswith(f"/{log}")]
        return tuple(key for key in found if key.name == found[0].name)


def read_keys(path: Path) -> Trusted:
    """The keys in the file at *path*; empty lines and those that begin with # are passed over. Refuses what is none."""
    keys = public_keys(path)
    witnesses = tuple(key for key in keys if key.kind == COSIGNATURE)
    return Trusted(tuple(key for key in keys if key.kind != COSIGNATURE), witnesses)


def named(keys: Path | None, authority: Path | None, needed: int) -> Trusted:
    """Those whose *keys* and certificates are in these files. Refuses without keys: nothing can vouch for itself."""
    if keys is None:
        raise Misuse("Name the public keys that you trust with --keys: a bundle cannot vouch for itself.")
    return _counted(read_keys(keys)._replace(certificates=read_certificates(authority) if authority else ()), needed)


def named_or_own(settings: Settings, keys: Path | None, authority: Path | None, needed: int) -> Trusted:
    """Those in these files; where no *keys* are named, those of this installation and whom its settings name."""
    certificates = authority or settings.proving.certificates
    if keys is not None:
        return named(keys, certificates, needed)
    own = own_keys(settings)._replace(certificates=read_certificates(certificates) if certificates else ())
    return _counted(own, needed or settings.proving.needed or len(own.witnesses))


def _counted(trusted: Trusted, needed: int) -> Trusted:
    """*trusted*, of whose witnesses so many are *needed*. Refuses to ask for more than were named."""
    if needed > len(trusted.witnesses):
        raise Misuse(
            f"{needed} witnesses are asked for, and the keys of {len(trusted.witnesses)} were named: name theirs too."
        )
    return trusted._replace(needed=needed)


def own_keys(settings: Settings) -> Trusted:
    """The public keys of this installation, which has to have one, and those of the witnesses that it names."""
    path = key_file(settings.data)
    if not path.exists():
        raise Misuse(f"There is no key in {path}: name the public keys of the logs with --keys.")
    logs = [key for log in LOGS for key in keys_of(path, log)]
    return Trusted(tuple(logs), named_witnesses(settings.proving))


def keys_of(path: Path, log: Log) -> tuple[Key, ...]:
    """The public keys of *log*: those that sign, the newest first, and those that did. Raises a fault."""
    return (*(each.key for each in signers_of(path, log, make=False)), *retired_keys(path, log))


def show(settings: Settings) -> None:
    """Print the public keys of the logs of this installation, to be handed to witnesses and to whoever verifies."""
    own = own_keys(settings)
    for log in LOGS:
        retired = retired_keys(key_file(settings.data), log)
        for key in own.of(log):
            if key in retired:
                click.echo("# retired; for what it has signed:")
            click.echo(key.text)
