"""The rows of a tree in files, one for each level that is kept: any hash is one short read away.

Invariant: they are a copy of what the checkpoints hold and can be thrown away; what a break left half written in a
higher row is made again from the row below.
"""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from merkle.hashing import HASH


class FileRows:
    """Rows in files of a folder; implements :class:`merkle.levels.Rows`."""

    def __init__(self, folder: Path) -> None:
        """Keep them in *folder*."""
        self._folder = folder
        self._files: list[int] = []
        self._counts: list[int] = []
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        while self._path(len(self._files)).exists():
            self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def count(self, row: int) -> int:
        """How many hashes *row* holds."""
        return self._counts[row] if row < len(self._counts) else 0

    def read(self, row: int, start: int, count: int) -> bytes:
        """*count* hashes of *row* from *start* on."""
        return os.pread(self._files[row], count * HASH, start * HASH)

    def add(self, row: int, hashes: bytes) -> None:
        """Put *hashes* behind those of *row*."""
        while len(self._files) <= row:
            self._open()
        os.pwrite(self._files[row], hashes, self._counts[row] * HASH)
        self._counts[row] += len(hashes) // HASH

    def clear(self) -> None:
        """Begin again without any."""
        for place, descriptor in enumerate(self._files):
            os.ftruncate(descriptor, 0)
            self._counts[place] = 0

    def close(self) -> None:
        """Close the files."""
        for descriptor in self._files:
            os.close(descriptor)
        self._files.clear()
        self._counts.clear()

    def _open(self) -> None:
        descriptor = os.open(self._path(len(self._files)), os.O_RDWR | os.O_CREAT, 0o600)
        self._files.append(descriptor)
        self._counts.append(os.fstat(descriptor).st_size // HASH)

    def _path(self, row: int) -> Path:
        return self._folder / f"row{row}"
