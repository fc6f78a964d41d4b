"""A nats-server for tests: the wheel's own, on a free port, durable like the embedded one, and easy to hurt."""

from __future__ import annotations

import json
import socket
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from infra.nats.server import binary

READY = "Server is ready"


class RealServer:
    def __init__(self, folder: Path, *, config: dict[str, Any] | None = None, **jetstream: Any) -> None:
        self.folder = folder
        self._config = config or {}
        self.store = folder / "store"
        self.port = -1
        self._jetstream = jetstream
        self._process: subprocess.Popen[str] | None = None
        self.said: list[str] = []

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
        ready = threading.Event()
        threading.Thread(target=self._listen, args=(self._process, ready), daemon=True).start()
        assert ready.wait(30), "".join(self.said)
        assert self._process.poll() is None, "".join(self.said)

    def _listen(self, process: subprocess.Popen[str], ready: threading.Event) -> None:
        # To its end: a server whose words nobody takes stands still.
        assert process.stderr is not None
        with process.stderr as lines:
            for line in lines:
                self.said.append(line)
                if "Listening for client connections" in line:
                    self.port = int(line.rsplit(":", 1)[1])
                if READY in line:
                    ready.set()
        ready.set()

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        assert self._process is not None
        self._process.terminate()
        self._process.wait()

    def holds(self, *texts: str) -> bool:
        """Whether the bytes of any of *texts* are anywhere in the store, which is large and read once."""
        files = (file.read_bytes() for file in self.store.rglob("*") if file.is_file())
        return any(text.encode() in content for content in files for text in texts)

    def _configuration(self) -> dict[str, Any]:
        return {
            "host": "127.0.0.1",
            "port": self.port,
            "max_payload": 4 * 1024 * 1024,
            "jetstream": {"store_dir": str(self.store), "sync_interval": "always", **self._jetstream},
            "feature_flags": {"js_ack_fc_v2": False},
            **self._config,
        }


class RealCluster:
    """Three servers on one machine; a client may ask any of them."""

    def __init__(self, folder: Path) -> None:
        ports = [_free_port() for _ in range(3)]
        routes = [f"nats://127.0.0.1:{port}" for port in ports]
        self.servers = []
        for place, port in enumerate(ports):
            own = folder / str(place)
            own.mkdir()
            listen = {"name": "test", "host": "127.0.0.1", "port": port, "routes": routes}
            self.servers.append(RealServer(own, config={"server_name": f"s{place}", "cluster": listen}))

    def options(self) -> dict[str, Any]:
        return {"servers": [server.url for server in self.servers]}

    def start(self) -> None:
        # None is ready before it has found the others.
        with ThreadPoolExecutor() as starters:
            list(starters.map(RealServer.start, self.servers))

    def kill(self) -> None:
        for server in self.servers:
            server.kill()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
