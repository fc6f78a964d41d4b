"""On what the figures were measured.

Invariant: what the machine is like, never what it is called or where things lie on it.
"""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import subprocess
from importlib.metadata import version
from pathlib import Path

from infra.nats.server import binary


def description() -> dict[str, str]:
    """The machine and the programs that were measured."""
    return {
        "processor": f"{os.cpu_count()} cores{_model()}",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "kernel": f"{platform.system()} {re.split(r'[-+]', platform.release())[0]}",
        "Python": platform.python_version(),
        "nats-server": _said([str(binary.find()), "--version"]),
        "nats-py": version("nats-py"),
        "eventsourcing": version("eventsourcing"),
        "SQLite": sqlite3.sqlite_version,
    }


def load() -> float:
    """How many programs were running or waiting to, over the last minute."""
    return os.getloadavg()[0]


def _model() -> str:
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        return ""
    return f" ({found[1]})" if found else ""


def _said(command: list[str]) -> str:
    words = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
    return words[-1].lstrip("v") if words else "unknown"
