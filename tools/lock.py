"""Writes requirements/*.txt anew from pyproject.toml: exact versions with hashes, for every supported Python.

Invariant: a lock names no host, so it installs from whatever index the machine is set up with.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = "requirements/runtime.txt"
TEST = "requirements/test.txt"
BENCH = "requirements/bench.txt"
MINING = "requirements/mining.txt"

COMPILE = (
    *(str(Path(sys.executable).parent / "uv"), "pip", "compile", "--quiet"),
    *("--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-header"),
)


def main(arguments: list[str]) -> int:
    """Lock again, keeping what still fits; `--upgrade` takes the newest that pyproject.toml allows."""
    for target, groups in (
        (RUNTIME, ("pyproject.toml", "--group", "build")),
        (TEST, ("pyproject.toml", "--group", "build", "--group", "test", "--constraint", RUNTIME)),
        (BENCH, ("pyproject.toml", "--group", "bench", "--constraint", TEST)),
        (MINING, ("--group", "mining")),
    ):
        subprocess.run([*COMPILE, *groups, "--output-file", target, *arguments], cwd=ROOT, check=True)
        if "://" in (ROOT / target).read_text():
            print(f"lantern: {target} names a host: lock again without an index of your own.", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
