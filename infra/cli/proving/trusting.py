"""Public keys as people hand them to each other: a file with one on each line.

Invariant: nothing is believed on a key that nobody named.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import click

from infra.evidence.signing import key_file, signer_of
from infra.faults import Misuse
from infra.nats.checkpoints.stream import LOGS, Log
from infra.settings import Settings
from merkle.notes import COSIGNATURE, Key, NoteRefused, read_key


class Trusted(NamedTuple):
    """The keys of the logs, and those of witnesses."""

    logs: tuple[Key, ...]
    witnesses: tuple[Key, ...]

    def of(self, log: Log) -> Key | None:
        """The key of *log*, if one was named."""
        return next((key for key in self.logs if key.name.endswith(f"/{log}")), None)


def read_keys(path: Path) -> Trusted:
    """The keys in the file at *path*; empty lines and those that begin with # are passed over. Refuses what is none."""
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
    witnesses = tuple(key for key in keys if key.kind == COSIGNATURE)
    return Trusted(tuple(key for key in keys if key.kind != COSIGNATURE), witnesses)


def own_keys(settings: Settings) -> Trusted:
    """The public keys of this installation, which has to have one."""
    path = key_file(settings.data)
    if not path.exists():
        raise Misuse(f"There is no key in {path}: name the public keys of the logs with --keys.")
    return Trusted(tuple(signer_of(path, log, make=False).key for log in LOGS), ())


def show(settings: Settings) -> None:
    """Print the public keys of the logs of this installation, to be handed to witnesses and to whoever verifies."""
    for key in own_keys(settings).logs:
        click.echo(key.text)
