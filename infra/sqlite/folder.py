"""Where the files of the views lie, and which of them counts.

Invariant: the live file of a view is the one with the highest generation of its version. A name is given to a finished
file in one step, and never used twice, so no file meets another's write-ahead log.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from projections.views import View

_FILE = re.compile(r"(?P<view>[a-z]+)-v(?P<version>\d+)\.(?P<generation>\d{4})\.sqlite")
_ALONGSIDE = ("", "-wal", "-shm", "-journal")


class Folder:
    """The folder of all view files: ``<view>-v<version>.<generation>.sqlite``."""

    def __init__(self, path: Path) -> None:
        """Make the folder if it is not there."""
        self.path = path
        self._used: dict[str, int] = {}
        path.mkdir(mode=0o700, parents=True, exist_ok=True)

    def live(self, view: View[Any]) -> Path:
        """The file that counts; older generations and unfinished ones are removed."""
        generations = self._generations(view)
        for generation in generations[:-1]:
            remove(self._path(view, generation))
        remove(self.unfinished(view))
        return self._use(view, generations[-1] if generations else 1)

    def next(self, view: View[Any]) -> Path:
        """The name for what takes the place of the live file."""
        return self._use(view, max([self._used.get(view.name, 0), *self._generations(view)]) + 1)

    def unfinished(self, view: View[Any]) -> Path:
        """The name of a file that is being built."""
        return self.path / f"{view.name}-v{view.version}.building"

    def set_aside(self, view: View[Any], file: Path) -> Path:
        """Move a damaged *file* out of the way, over an earlier one, and say where it is now."""
        aside = self.path / f"{view.name}-v{view.version}.damaged"
        if file.exists():
            file.replace(aside)
        remove(file)
        return aside

    def forget_older_versions(self, view: View[Any]) -> None:
        """Remove the files of earlier versions of *view*."""
        for file in self.path.iterdir():
            found = _FILE.fullmatch(file.name)
            if found and found["view"] == view.name and int(found["version"]) < view.version:
                remove(file)

    def _generations(self, view: View[Any]) -> list[int]:
        found = [_FILE.fullmatch(file.name) for file in self.path.iterdir()]
        mine = [match for match in found if match and match["view"] == view.name]
        return sorted(int(match["generation"]) for match in mine if int(match["version"]) == view.version)

    def _use(self, view: View[Any], generation: int) -> Path:
        self._used[view.name] = generation
        return self._path(view, generation)

    def _path(self, view: View[Any], generation: int) -> Path:
        return self.path / f"{view.name}-v{view.version}.{generation:04d}.sqlite"


def remove(file: Path) -> None:
    """Remove a database with everything SQLite keeps alongside."""
    for ending in _ALONGSIDE:
        file.with_name(file.name + ending).unlink(missing_ok=True)
