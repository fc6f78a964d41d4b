"""Asks an authority, over HTTP as RFC 3161 says it (section 3.4).

Invariant: what it answers is bounded in size and time, and checked before anybody keeps it.
"""

from __future__ import annotations

import asyncio

import httpx

from infra.evidence.timestamps.tokens import LARGEST, Certificates, Timestamp, TimestampRefused, read_token, request_for

PATIENCE_SECONDS = 10.0
OK = 200
QUERY = {
    "Content-Type": "application/timestamp-query",
    "Accept": "application/timestamp-reply",
    "Accept-Encoding": "identity",
}


class AuthorityAway(Exception):
    """The authority cannot be reached, or does not answer as one; its text says how, and nothing of its answer."""


class Authority:
    """The authority at one address; implements :class:`infra.evidence.timestamps.stamping.Stamps`."""

    def __init__(self, address: str, certificates: Certificates) -> None:
        """Ask at *address*, and believe what *certificates* vouch for."""
        self._address = address
        self._certificates = certificates

    async def ask(self, text: bytes) -> tuple[bytes, Timestamp]:
        """A token for *text*, and what it says. Raises :class:`AuthorityAway` and ``TimestampRefused``."""
        request = request_for(text)
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                token = await self._post(request.as_bytes())
        except (TimeoutError, httpx.HTTPError, httpx.InvalidURL) as fault:
            raise AuthorityAway(type(fault).__name__) from None
        return token, await asyncio.to_thread(read_token, token, text, self._certificates, request.nonce)

    async def _post(self, question: bytes) -> bytes:
        found = bytearray()
        async with (
            httpx.AsyncClient(timeout=PATIENCE_SECONDS, follow_redirects=False) as client,
            client.stream("POST", self._address, content=question, headers=QUERY) as answer,
        ):
            if answer.status_code != OK:
                raise AuthorityAway(f"status {answer.status_code}")
            async for chunk in answer.aiter_raw():
                found += chunk
                if len(found) > LARGEST:
                    raise TimestampRefused("it is too long")
        return bytes(found)
