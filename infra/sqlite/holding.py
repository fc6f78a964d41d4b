"""Who works on a folder of views: one process at a time.

Invariant: the lock is the kernel's, so it ends with the process that holds it, however that ends; nothing is ever left
to be removed by hand.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.faults import ViewsInUse, from_os_error

LOCK = "lock"


@contextmanager
def holding(folder: Path) -> Iterator[None]:
    """Have *folder* to oneself, as long as the block runs; it is made if it is not there.

    Refuses (:class:`infra.faults.ViewsInUse`) while another process has it. Raises the fault of a folder that refuses
    us.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise from_os_error(error, folder) from error
    with os.fdopen(descriptor, "r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ViewsInUse(folder, file.read().strip()) from None
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield
