"""The command line.

Invariant: exit codes are 0 done, 1 the answer is no, 2 misuse, 3 cannot reach the server; every fault is sentences on
standard error, and nothing on standard output but what was asked for.
"""

from __future__ import annotations

from infra.cli.commands import main

__all__ = ["main"]
