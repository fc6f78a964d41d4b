"""Those who are on their way to a provider, until they are back.

Invariant: what is kept of a journey is sealed under a key that is in the person's own cookie alone, under a hash of it,
and is read once; what the provider is told to say back is made from the same secret, so that it fits no other journey.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import timedelta

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from nats.js.errors import KeyNotFoundError
from nats.js.kv import KeyValue

from domain.ports import Clock
from infra.identity.answering import answering, patiently
from web.proofs.providing import Journey

LASTS = timedelta(minutes=15)
"""As long as somebody looks for their telephone at the provider, twice."""

TOKEN_BYTES = 32
NONCE = b"lantern away"
"""A key seals one journey, so that its nonce need not differ."""

_decode = msgspec.json.Decoder(Journey).decode


class Journeys:
    """Journeys in a bucket whose entries die of age."""

    def __init__(self, bucket: KeyValue, clock: Clock) -> None:
        """Keep them in *bucket*."""
        self._bucket = bucket
        self._clock = clock

    async def begin(self, journey: Journey) -> str:
        """The token of *journey*."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        sealed = _cipher(token).encrypt(NONCE, msgspec.json.encode(journey), None)
        with answering():
            await self._bucket.create(_name(token), sealed)
        return token

    async def end(self, token: str) -> Journey | None:
        """The journey under *token*, once; None when it is over, took too long or never was one."""
        try:
            entry = await patiently(lambda: self._bucket.get(_name(token)))
        except KeyNotFoundError:
            return None
        await patiently(lambda: self._bucket.purge(_name(token)))
        try:
            journey = _decode(_cipher(token).decrypt(NONCE, entry.value or b"", None))
        except (InvalidTag, msgspec.DecodeError):
            return None
        over = self._clock.now() - journey.began_at
        return journey if timedelta(0) <= over < LASTS else None


def derived(token: str, what: str) -> str:
    """What is said of the journey under *token* as its *what*: 43 letters that tell nothing of the token."""
    made = hmac.digest(token.encode(), f"lantern {what}".encode(), "sha256")
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def _cipher(token: str) -> AESGCM:
    return AESGCM(hmac.digest(token.encode(), b"lantern journey", "sha256"))


def _name(token: str) -> str:
    return f"away.{hashlib.sha256(token.encode()).hexdigest()}"
