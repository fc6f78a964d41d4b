"""A whole Lantern as its own process, started through the command line as an operator would."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

READY = "Lantern is ready at "
PASSWORD = "lantern-demo"
ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def command(*words: str, data: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command that ends by itself."""
    return subprocess.run(
        [sys.executable, "-m", "infra.cli", *words],
        cwd=ROOT,
        env=environment(data, settings),
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def environment(data: Path, settings: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV")}
    return {**kept, "DATA": str(data), "PYTHONPATH": str(ROOT), **settings}


class Lantern:
    """A process that serves, and what it has said."""

    def __init__(self, data: Path, kind: str = "demo", port: int | None = None, **settings: str) -> None:
        self.settings = settings
        self.data = data
        self.kind = kind
        self.port = port or free_port()
        self.said: list[str] = []
        self.log = data.parent / f"{data.name}.log"
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> Lantern:
        """Start, and wait for the line that says it is ready."""
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "infra.cli", self.kind],
                cwd=ROOT,
                env=environment(self.data, {"PORT": str(self.port), **self.settings}),
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)
            if line.startswith(READY):
                return self
        raise AssertionError(f"it ended with {self.process.wait()}: {self.log.read_text()[-2000:]}")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def running(self) -> subprocess.Popen[str]:
        assert self.process is not None
        return self.process

    @property
    def server_pid(self) -> int:
        """The process of the embedded nats-server."""
        children = Path(f"/proc/{self.running.pid}/task/{self.running.pid}/children").read_text().split()
        servers = [int(pid) for pid in children if "nats-server" in Path(f"/proc/{pid}/cmdline").read_text()]
        return servers[0]

    def stop(self) -> int:
        """End it as Ctrl-C does; the exit code."""
        self.running.send_signal(signal.SIGINT)
        code = self.running.wait(timeout=30)
        self._close()
        return code

    def kill(self) -> None:
        """End it as a power failure does."""
        self.running.kill()
        self.running.wait(timeout=30)
        self._close()

    def _close(self) -> None:
        if self.running.stdout is not None:
            self.running.stdout.close()

    def token(self, account: str) -> str:
        """A bearer token of a demo account."""
        body = {"email": f"{account}@lantern.example", "password": PASSWORD}
        answer = httpx.post(f"{self.url}/api/v1/tokens", json=body, timeout=20)
        assert answer.status_code == 201, answer.text
        token: str = answer.json()["token"]
        return token

    def get(self, path: str, token: str) -> Any:
        """What the API answers."""
        answer = httpx.get(f"{self.url}/api/v1{path}", headers={"authorization": f"Bearer {token}"}, timeout=20)
        assert answer.status_code == 200, answer.text
        return answer.json()
