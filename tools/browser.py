"""Finds the Chromium that browser tests drive, and installs Debian's where it is missing and can be had.

Invariant: a browser that is found has run here; where there is none, one sentence says why, and the tests are skipped
with it.
"""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PACKAGES = ("chromium", "fonts-noto-core")
INSTALL_SECONDS = 900

MISSING = (
    "No Chromium found: install it (Debian: apt-get install chromium), or name one with CHROMIUM=/path/to/chromium."
)


@functools.cache
def find() -> Path | None:
    """Give the browser to drive: the one CHROMIUM names, or the first on this machine that runs."""
    for name in filter(None, (os.environ.get("CHROMIUM"), *NAMES)):
        path = shutil.which(name)
        if path and _runs(path):
            return Path(path)
    return None


def _runs(path: str) -> bool:
    # Some distributions ship a stub of this name that only tells to install another package.
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def install() -> str | None:
    """Install Debian's packages; gives the sentence to tell when that cannot be done."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return MISSING
    print("Installing Chromium for the browser tests …", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", *PACKAGES]):
        try:
            done = subprocess.run(
                command, env=quiet, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return f"{' '.join(command[:2])} took too long: install Chromium by hand and run make test again."
        if done.returncode:
            errors = [line for line in done.stderr.splitlines() if line.startswith("E:")]
            return f"{' '.join(command[:2])} failed ({errors[0] if errors else 'no reason given'}). {MISSING}"
    find.cache_clear()
    return None if find() else MISSING


def main() -> int:
    """Have a browser, or say why the browser tests will be skipped; never a failure by itself."""
    fault = None if find() else install()
    if fault:
        print(f"lantern: {fault} The browser tests are skipped.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
