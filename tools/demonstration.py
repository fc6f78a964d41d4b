"""Runs `lantern demo` as a process of its own, for the browser tests and for the pictures of the documentation.

Invariant: it is ready when it says so on its standard output, never after a guess; what was started is ended.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = (sys.executable, "-c", "from infra.cli import main; main()", "demo")
READY = re.compile(r"Lantern is ready at (?P<address>\S+)")
END_SECONDS = 30

CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
"""How Chromium is started, also by root and without a display."""


class Demonstration:
    """One demo on a folder of its own: started, stopped politely, killed, started again at the same address."""

    def __init__(self, data: Path, **settings: str) -> None:
        """Keep everything in *data*, with further *settings*; nothing runs yet."""
        self.data = data
        self.settings = settings
        self.address = ""
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> str:
        """Start it and give its address; raises RuntimeError with its last words when it does not come up."""
        port = self.address.rpartition(":")[2] or "0"
        told = self.data.with_suffix(".log")
        with told.open("a") as log:
            self._process = subprocess.Popen(
                COMMAND,
                cwd=ROOT,
                env={
                    **os.environ,
                    "PORT": port,
                    "DATA": str(self.data),
                    "NATS_URL": "",
                    "LANTERN_LOG": "warning",
                    **self.settings,
                },
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        for line in self._process.stdout or ():
            found = READY.match(line)
            if found:
                self.address = found["address"]
                return self.address
        self.kill()
        raise RuntimeError(f"The demo did not start: {told.read_text()[-2000:]}")

    def stop(self) -> int:
        """End it as Ctrl-C does and give its exit code."""
        return self._end(signal.SIGINT)

    def kill(self) -> int:
        """End it without a word, as a power cut does."""
        return self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> int:
        if self._process is None:
            return 0
        process, self._process = self._process, None
        process.send_signal(how)
        try:
            return process.wait(END_SECONDS)
        finally:
            process.kill()
            process.communicate()


@contextmanager
def running(data: Path) -> Iterator[Demonstration]:
    """A demo that runs as long as the block."""
    demo = Demonstration(data)
    try:
        demo.start()
        yield demo
    finally:
        demo.kill()
