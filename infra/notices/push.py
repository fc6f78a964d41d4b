"""A notice by web push: a few words, encrypted for one browser, left for it at the service of its maker.

Invariant: the service learns that a browser is sent something, and nothing else: every message is as long as any other,
and only the browser has the keys. Messages go to named services alone, so that nobody makes Lantern ask other machines.
"""

from __future__ import annotations

import base64
import binascii
from datetime import timedelta
from fnmatch import fnmatch
from urllib.parse import urlsplit

import http_ece  # type: ignore[import-untyped]  # it has no types
import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jwt
from joserfc.jwk import ECKey

from domain.notice.delivering import Answer, Outcome
from domain.notice.wishes import Device
from domain.ports import Clock
from infra.notices.settings import Telling
from web.texts.catalog import gettext as _

SECONDS = 10.0
TTL = timedelta(hours=24)
"""How long a service keeps a message for a browser that is off."""

SIGNED_FOR = timedelta(hours=12)
TOPIC = "awaits"
"""What has not reached a browser yet is replaced by the next: one is enough."""

LENGTH = 512
"""Bytes of every message before it is encrypted."""

GONE = frozenset({404, 410})
POINT_BYTES, AUTH_BYTES = 65, 16


class Pusher:
    """Leaves messages with push services."""

    def __init__(self, telling: Telling, key: ECKey, clock: Clock) -> None:
        """Sign with *key*."""
        self._telling = telling
        self._key = key
        self._clock = clock

    @property
    def public_key(self) -> str:
        """The key by which a browser knows that it is us who sends, as a browser wants it."""
        return _encoded(self._point())

    def accepts(self, endpoint: str, p256dh: str, auth: str) -> bool:
        """Whether messages can be left there: at a service that was named, with keys that are some."""
        parts = urlsplit(endpoint)
        named = any(fnmatch(parts.netloc.lower(), pattern) for pattern in self._telling.push_hosts)
        here = parts.hostname in ("127.0.0.1", "localhost")
        if not named or parts.scheme not in (("https", "http") if here else ("https",)):
            return False
        try:
            point, secret = _decoded(p256dh), _decoded(auth)
            ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        except (ValueError, binascii.Error):
            return False
        return len(point) == POINT_BYTES and len(secret) == AUTH_BYTES

    async def send(self, device: Device) -> Outcome:
        """Leave a message for *device*."""
        if not self.accepts(device.endpoint, device.p256dh, device.auth):
            return Outcome(Answer.NEVER, "not allowed")
        try:
            async with httpx.AsyncClient(timeout=SECONDS, follow_redirects=False) as client:
                answer = await client.post(
                    device.endpoint, content=self._sealed(device), headers=self._headers(device.endpoint)
                )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Outcome(Answer.NOT_NOW, type(error).__name__)
        code = str(answer.status_code)
        if answer.is_success:
            return Outcome(Answer.TAKEN, code)
        return Outcome(Answer.NEVER if answer.status_code in GONE else Answer.NOT_NOW, code)

    def _sealed(self, device: Device) -> bytes:
        words = {"title": "Lantern", "body": _("Something awaits you. Sign in to see what it is."), "url": "/"}
        text = msgspec.json.encode(words).ljust(LENGTH)
        own = ec.generate_private_key(ec.SECP256R1())
        sealed: bytes = http_ece.encrypt(
            text,
            private_key=own,
            dh=_decoded(device.p256dh),
            auth_secret=_decoded(device.auth),
            version="aes128gcm",
        )
        return sealed

    def _headers(self, endpoint: str) -> dict[str, str]:
        parts = urlsplit(endpoint)
        until = int((self._clock.now() + SIGNED_FOR).timestamp())
        claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": until, "sub": self._telling.contact}
        token = jwt.encode({"typ": "JWT", "alg": "ES256"}, claims, self._key)
        return {
            "authorization": f"vapid t={token}, k={self.public_key}",
            "content-encoding": "aes128gcm",
            "content-type": "application/octet-stream",
            "ttl": str(int(TTL.total_seconds())),
            "topic": TOPIC,
            "urgency": "high",
        }

    def _point(self) -> bytes:
        parts = self._key.as_dict(private=False)
        return b"\x04" + _decoded(str(parts["x"])) + _decoded(str(parts["y"]))


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
