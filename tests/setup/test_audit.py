"""The gate asks for known vulnerabilities: a finding closes it, a missing network does not, and is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tools import audit

NEWS = {"id": "PYSEC-2026-1", "modified": "2026-01-01T00:00:00Z", "summary": "Told to everybody.", "affected": []}


class Service(BaseHTTPRequestHandler):
    """A service that knows of one vulnerability in *known*; answers *status*."""

    known = ""
    status = 200
    asked: tuple[str, ...] = ()

    def do_POST(self) -> None:
        queries = json.loads(self.rfile.read(int(self.headers["content-length"])))["queries"]
        names = [query["package"]["name"] for query in queries]
        type(self).asked = tuple(f"{name}=={query['version']}" for name, query in zip(names, queries, strict=True))
        self.answer({"results": [{"vulns": [NEWS]} if name == self.known else {} for name in names]})

    def do_GET(self) -> None:
        self.answer(NEWS)

    def answer(self, body: object) -> None:
        content = json.dumps(body).encode()
        self.send_response(self.status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's own name
        """Say nothing."""


@pytest.fixture(name="service")
def _service() -> Iterator[tuple[type[Service], str]]:
    kind = type("Fresh", (Service,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield kind, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_what_is_asked_about_is_what_is_locked(service: tuple[type[Service], str]) -> None:
    kind, url = service

    assert audit.main(["--service-url", url]) == 0

    assert kind.asked == tuple(f"{name}=={version}" for name, version in audit.pinned())
    assert {"litestar", "pytest", "psycopg"} <= {each.split("==")[0] for each in kind.asked}


def test_a_known_vulnerability_closes_the_gate_and_is_named(
    service: tuple[type[Service], str], capsys: pytest.CaptureFixture[str]
) -> None:
    service[0].known = "jinja2"

    assert audit.main(["--service-url", service[1]]) == 1
    assert "PYSEC-2026-1" in capsys.readouterr().out


@pytest.mark.parametrize("status", [403, 503])
def test_a_service_that_gives_no_answer_closes_nothing_and_is_told(
    service: tuple[type[Service], str], capsys: pytest.CaptureFixture[str], status: int
) -> None:
    service[0].status = status

    assert audit.main(["--service-url", service[1]]) == 0
    assert capsys.readouterr().out.startswith("not checked, because ")


def test_no_network_closes_nothing_and_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main(["--service-url", "http://127.0.0.1:1/"]) == 0
    assert capsys.readouterr().out.startswith("not checked, because ")


def test_what_uv_cannot_read_is_no_missing_network() -> None:
    assert audit.main(["--no-such-option"]) == 1


def test_what_is_accepted_has_its_reason() -> None:
    assert [name for name, why in audit.ACCEPTED.items() if not why.endswith(".")] == []
