"""Files that hold a secret: a key, a password, credentials.

Invariant: a secret that every user of the machine can read is refused and never used; no sentence repeats it.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

READ_BY_ALL = stat.S_IROTH | stat.S_IWOTH
"""What nobody but the owner and their group may do. A group may read: that is how containers are handed secrets."""


def refuse_if_open(path: Path) -> None:
    """Refuse (``ValueError``) the file at *path* when every user of the machine may read or change it.

    Raises what the file system says, for a file that is not there. On systems without such rights nothing is refused.
    """
    if os.name == "posix" and path.stat().st_mode & READ_BY_ALL:
        raise ValueError(f"is open to every user of this machine: chmod o-rwx {path}, and think of who has read it.")


def secret_file(text: str) -> Path:
    """The path that *text* names. Refuses (``ValueError``) where no file is, and one that is open to everybody."""
    path = Path(text).expanduser()
    if not path.is_file():
        raise ValueError(f"names no file: {path} is not there or is not a file.")
    refuse_if_open(path)
    return path


def secret_text(text: str) -> str:
    """What the file holds that *text* names, without the line end. Refuses (``ValueError``) as :func:`secret_file`."""
    path = secret_file(text)
    try:
        found = path.read_text().strip()
    except (OSError, UnicodeDecodeError):
        raise ValueError(f"names a file that cannot be read as text: {path}.") from None
    if not found:
        raise ValueError(f"names an empty file: put the secret into {path}.")
    return found
