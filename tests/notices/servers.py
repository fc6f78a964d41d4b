"""A mail server and a push service: real programs that speak the protocols, in the loop of the test."""

from __future__ import annotations

import asyncio
import base64
import os
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

import http_ece  # type: ignore[import-untyped]  # it has no types
import msgspec
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import ECKey

from domain.notice.wishes import Device
from tests.notices.parts import NOW


@dataclass
class MailBox:
    """What a mail server has taken; *refuses* are its answers to recipients."""

    port: int = 0
    refuses: dict[str, str] = field(default_factory=dict)
    refuses_data: str = ""
    mails: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802  the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refuses_data:
            return self.refuses_data
        content = cast("bytes", envelope.content)
        self.mails.append(message_from_bytes(content, policy=policy.default))
        self.envelopes.append(envelope)
        self.encrypted.append(session.ssl is not None)
        return "250 OK"


def knows(name: str, password: str) -> Any:
    """Lets in whoever says *name* and *password*."""

    def check(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, said: object) -> AuthResult:
        right = isinstance(said, LoginPassword) and (said.login, said.password) == (name.encode(), password.encode())
        return AuthResult(success=right, handled=False)

    return check


@asynccontextmanager
async def mail_server(
    box: MailBox | None = None, implicit: ssl.SSLContext | None = None, **more: Any
) -> AsyncIterator[Any]:
    """A mail server; with *implicit* encrypted from the beginning."""
    box, loop = box or MailBox(), asyncio.get_running_loop()
    make = lambda: SMTP(box, hostname="localhost", loop=loop, **more)  # noqa: E731  one for each connection
    server = await loop.create_server(make, "localhost", box.port, ssl=implicit)
    box.port = server.sockets[0].getsockname()[1]
    yield box
    server.close()


@dataclass
class Pushed:
    """One message as a browser reads it, and what the service was told about it."""

    words: dict[str, str]
    length: int
    claims: dict[str, Any]
    headers: dict[str, str]


class PushService:
    """Takes messages for one browser, whose keys it has too, so that a test reads what the browser would."""

    def __init__(self) -> None:
        self.status, self.port = "201 Created", 0
        self.got: list[Pushed] = []
        self._own = ec.generate_private_key(ec.SECP256R1())
        self._auth = os.urandom(16)

    @property
    def device(self) -> Device:
        point = self._own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        endpoint = f"http://127.0.0.1:{self.port}/left/for/you"
        return Device(id="d1", name="phone", endpoint=endpoint, p256dh=text(point), auth=text(self._auth), since=NOW)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one request."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:-2])}
        body = await reader.readexactly(int(headers["content-length"]))
        self.got.append(self._read(headers, body))
        writer.write(f"HTTP/1.1 {self.status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    def _read(self, headers: dict[str, str], body: bytes) -> Pushed:
        scheme, _, rest = headers["authorization"].partition(" ")
        parts = dict(part.strip().split("=", 1) for part in rest.split(","))
        assert (scheme, headers["content-encoding"]) == ("vapid", "aes128gcm")
        point = base64.urlsafe_b64decode(parts["k"] + "==")
        numbers = {"x": text(point[1:33]), "y": text(point[33:])}
        token = jwt.decode(parts["t"], ECKey.import_key({"kty": "EC", "crv": "P-256", **numbers}), algorithms=["ES256"])
        plain = http_ece.decrypt(body, private_key=self._own, auth_secret=self._auth, version="aes128gcm")
        return Pushed(msgspec.json.decode(plain), len(body), token.claims, {**headers, "k": parts["k"]})


@asynccontextmanager
async def push_service() -> AsyncIterator[PushService]:
    service = PushService()
    server = await asyncio.start_server(service.answer, "127.0.0.1", 0)
    service.port = server.sockets[0].getsockname()[1]
    yield service
    server.close()


def text(raw: bytes) -> str:
    """*raw* as browsers write it."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
