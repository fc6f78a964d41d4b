"""Positions of loops that keep no view, in small files.

Invariant: a position is written whole or not at all; a lost or damaged one reads as 0, which is slow and harmless.
"""

from __future__ import annotations

from pathlib import Path


class FilePositions:
    """One file for each name; implements :class:`workers.reacting.Positions`."""

    def __init__(self, folder: Path) -> None:
        """Keep the files in *folder*."""
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def get(self, name: str) -> int:
        """The position that *name* has reached, 0 before the first."""
        try:
            return int((self._folder / f"{name}.position").read_text())
        except (OSError, ValueError):
            return 0

    def set(self, name: str, position: int) -> None:
        """Remember that *name* has reached *position*."""
        fresh = self._folder / f"{name}.position.new"
        fresh.write_text(str(position))
        fresh.rename(self._folder / f"{name}.position")
