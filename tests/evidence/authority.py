"""An authority that is a program of others: `openssl ts`, behind a small server on this machine."""

from __future__ import annotations

import http.server
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

BEGUN, ENDS = datetime(2020, 1, 1, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC)
SETTINGS = """[tsa]
default_tsa = authority
[authority]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""
PEM = serialization.Encoding.PEM


class OpenSsl:
    """An authority with certificates of its own; *answer* replaces what it says, where a test wants that."""

    def __init__(self, folder: Path, name: str = "Authority") -> None:
        program = shutil.which("openssl")
        if program is None:
            pytest.skip("there is no openssl program on this machine")
        self.program: str = program
        self.folder = folder
        self.asked = 0
        self.answer: tuple[int, bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)
        self.root = _certificates(folder, name)
        (folder / "serial").write_text("01\n")
        (folder / "settings").write_text(SETTINGS)

    @property
    def certificates(self) -> Path:
        """The file with the certificate that vouches for it."""
        return self.folder / "root.pem"

    def reply(self, question: bytes) -> bytes:
        """What it says to *question*."""
        self.asked += 1
        (self.folder / "question").write_bytes(question)
        command = ["ts", "-reply", "-config", "settings", "-queryfile", "question", "-out", "reply"]
        keys = ["-signer", "authority.pem", "-inkey", "authority.key"]
        subprocess.run([self.program, *command, *keys], cwd=self.folder, check=True, capture_output=True)
        return (self.folder / "reply").read_bytes()

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Its address, as long as it listens."""
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/tsa"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def _handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        authority = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                question = self.rfile.read(int(self.headers["Content-Length"]))
                status, said = authority.answer or (200, authority.reply(question))
                self.send_response(status)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, *_: object) -> None:
                """Tests print nothing."""

        return Handler


def _certificates(folder: Path, name: str) -> x509.Certificate:
    root, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    basic = x509.BasicConstraints(ca=True, path_length=None)
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    above = _certificate(f"{name} root", root, f"{name} root").add_extension(basic, critical=True)
    below = _certificate(name, own, f"{name} root").add_extension(purpose, critical=True)
    signed = above.sign(root, hashes.SHA256())
    (folder / "root.pem").write_bytes(signed.public_bytes(PEM))
    (folder / "authority.pem").write_bytes(below.sign(root, hashes.SHA256()).public_bytes(PEM))
    key = own.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "authority.key").write_bytes(key)
    return signed


def _certificate(name: str, key: ec.EllipticCurvePrivateKey, by: str) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, by)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGUN)
        .not_valid_after(ENDS)
    )
