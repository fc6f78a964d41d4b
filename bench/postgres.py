"""A PostgreSQL of the bench's own: Debian's, with its default settings, on a Unix socket, gone when the bench ends.

Invariant: nothing of a PostgreSQL that runs on the machine is touched; where there is none to be had, one sentence says
so and the figure is left out.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from eventsourcing.persistence import ApplicationRecorder

USER = "postgres"
PORT = "5432"


class NoPostgres(Exception):
    """There is no PostgreSQL to compare with; the message says what is missing."""


@contextmanager
def recorder() -> Iterator[Callable[[], ApplicationRecorder]]:
    """Makes the library's recorders on an empty database. Raises :class:`NoPostgres`."""
    if find_spec("psycopg") is None:
        raise NoPostgres("psycopg is not installed: `make bench` installs it.")
    programs = _programs()
    home = Path(tempfile.mkdtemp(prefix="lantern-bench-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(home, USER)
        cluster = home / "cluster"
        _run([str(programs / "initdb"), "-D", str(cluster), "-U", USER, "-A", "trust"])
        # -w waits until it answers; the settings only say where it listens.
        options = f"-c listen_addresses= -c unix_socket_directories={home} -c port={PORT}"
        control = [str(programs / "pg_ctl"), "-D", str(cluster), "-w", "-l", str(home / "log")]
        _run([*control, "-o", options, "start"])
        try:
            yield from _recorders(home)
        finally:
            _run([*control, "-m", "fast", "stop"])
    finally:
        shutil.rmtree(home, ignore_errors=True)


def version() -> str:
    """Which PostgreSQL it is, or that there is none."""
    try:
        said = subprocess.run([str(_programs() / "postgres"), "--version"], capture_output=True, text=True, check=True)
    except (NoPostgres, OSError, subprocess.CalledProcessError):
        return "none"
    return said.stdout.split()[2]


def _recorders(home: Path) -> Iterator[Callable[[], ApplicationRecorder]]:
    postgres = import_module("eventsourcing.postgres")
    store = postgres.PostgresDatastore(USER, str(home), PORT, USER, "", originator_id_type="text")
    try:
        made: ApplicationRecorder = postgres.PostgresApplicationRecorder(store)
        postgres.PostgresApplicationRecorder.create_table(made)
        yield lambda: made
    finally:
        store.close()


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"]
        subprocess.run(install, capture_output=True, check=False)
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise NoPostgres("PostgreSQL is not installed: apt-get install postgresql.")
    return found[-1].parent


def _run(command: list[str]) -> None:
    """Run *command* as somebody who may: PostgreSQL refuses to be run by root."""
    if os.geteuid() == 0:
        try:
            pwd.getpwnam(USER)
        except KeyError:
            raise NoPostgres(f"There is no user {USER}, and PostgreSQL does not run as root.") from None
        command = ["runuser", "-u", USER, "--", *command]
    done = subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        words = done.stderr.strip().splitlines()
        raise NoPostgres(f"PostgreSQL does not start: {words[-1] if words else 'it gave no reason'}")
