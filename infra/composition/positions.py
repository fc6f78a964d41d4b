"""Positions of loops that keep no view, in small files.

Invariant: a position is written whole or not at all; a lost, old or damaged one is slow and harmless.
"""

from __future__ import annotations

from pathlib import Path
from time import monotonic

EVERY_SECONDS = 1.0
"""A file is written so often at most: to do it for each fact would hold up everything else on the loop."""


class FilePositions:
    """One file for each name; implements :class:`workers.reacting.Positions`."""

    def __init__(self, folder: Path, every: float = EVERY_SECONDS) -> None:
        """Keep the files in *folder*, each written *every* so many seconds at most."""
        self._folder = folder
        self._every = every
        self._known: dict[str, int] = {}
        self._written: dict[str, float] = {}
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def get(self, name: str) -> int:
        """The position that *name* has reached, 0 before the first."""
        known = self._known.get(name)
        if known is not None:
            return known
        try:
            return int((self._folder / f"{name}.position").read_text())
        except (OSError, ValueError):
            return 0

    def set(self, name: str, position: int) -> None:
        """Remember that *name* has reached *position*, in the file when the last writing was long enough ago."""
        self._known[name] = position
        now = monotonic()
        if name in self._written and now - self._written[name] < self._every:
            return
        self._written[name] = now
        fresh = self._folder / f"{name}.position.new"
        fresh.write_text(str(position))
        fresh.rename(self._folder / f"{name}.position")
