"""Finds the Chromium that browser tests drive, and installs Debian's where it is missing and can be had.

Its headless shell draws, runs and prints as the whole browser does, without windows and what belongs to them: journeys
take about half as long in it, so it goes first.

Invariant: a browser that is found has run here; where there is none, one sentence says why, and the tests are skipped
with it.
"""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

WHOLE = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
NAMES = ("chromium-headless-shell", *WHOLE)
PACKAGES = (("chromium-headless-shell", "fonts-noto-core"), ("chromium", "fonts-noto-core"))
"""The packages to install; the second where a Debian does not have the first."""

INSTALL_SECONDS = 900

MISSING = (
    "No Chromium found: install it (Debian: apt-get install chromium), or name one with CHROMIUM=/path/to/chromium."
)


@functools.cache
def find(names: Sequence[str] = NAMES) -> Path | None:
    """Give the browser to drive: the one CHROMIUM names, or the first of *names* on this machine that runs."""
    for name in filter(None, (os.environ.get("CHROMIUM"), *names)):
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
    fault = _apt("update")
    for packages in PACKAGES if fault is None else ():
        fault = _apt("install", "-y", "--no-install-recommends", *packages)
        find.cache_clear()
        if fault is None and find() is not None:
            return None
    return fault or MISSING


def _apt(*arguments: str) -> str | None:
    """Run apt-get; gives the sentence to tell when it fails."""
    quiet, said = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, f"apt-get {arguments[0]}"
    try:
        done = subprocess.run(
            ["apt-get", *arguments], env=quiet, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return f"{said} took too long: install Chromium by hand and run make test again."
    errors = [line for line in done.stderr.splitlines() if line.startswith("E:")]
    return f"{said} failed ({errors[0] if errors else 'no reason given'}). {MISSING}" if done.returncode else None


def main() -> int:
    """Have a browser, or say why the browser tests will be skipped; never a failure by itself."""
    fault = None if find() else install()
    if fault:
        print(f"lantern: {fault} The browser tests are skipped.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
