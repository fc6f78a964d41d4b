"""Positions of loops that keep no view, in small files.

Invariant: a position is written whole or not at all; a lost, old or damaged one is slow and harmless. The last one set
is in the file after a second of quiet, and after :meth:`FilePositions.flush`.
"""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

EVERY_SECONDS = 1.0
"""A file is written so often at most: to do it for each fact would hold up everything else on the loop."""


class FilePositions:
    """One file for each name; implements :class:`workers.reacting.Positions`."""

    def __init__(self, folder: Path, every: float = EVERY_SECONDS) -> None:
        """Keep the files in *folder*, each written *every* so many seconds at most."""
        self._folder = folder
        self._every = every
        self._known: dict[str, int] = {}
        self._written: dict[str, int] = {}
        self._waiting: dict[str, asyncio.TimerHandle] = {}
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
        """Remember that *name* has reached *position*: in the file now, or soon when it was written just now."""
        self._known[name] = position
        if name not in self._waiting:
            self._write(name)

    def flush(self) -> None:
        """Write what has waited: the loops have ended, or nobody knows when they will go on."""
        for timer in self._waiting.values():
            timer.cancel()
        self._waiting.clear()
        for name in self._known:
            self._save(name)

    def _write(self, name: str) -> None:
        self._waiting.pop(name, None)
        if self._known[name] != self._written.get(name):
            self._save(name)
            self._waiting[name] = asyncio.get_running_loop().call_later(self._every, self._write, name)

    def _save(self, name: str) -> None:
        position = self._known[name]
        fresh = self._folder / f"{name}.position.new"
        # A full disk costs looking at some facts again, which is harmless; ending the process would not be.
        with contextlib.suppress(OSError):
            fresh.write_text(str(position))
            fresh.rename(self._folder / f"{name}.position")
            self._written[name] = position
