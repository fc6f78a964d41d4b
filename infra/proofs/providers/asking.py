"""What is asked of a provider over the network.

Invariant: only addresses that begin as the operator said are asked, without following a redirect, for some seconds and
some kilobytes; what a provider sends is never shown and never logged.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import msgspec
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_token_request

from web.proofs.providing import ProviderFault

SECONDS = 5.0
MOST_BYTES = 256 * 1024
REFUSED = 400
"""What a provider answers to a code that it does not take."""


def origin_of(address: str) -> str:
    """The scheme, host and port that *address* begins with; empty for what is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc and "@" not in parts.netloc else ""


class Asking:
    """Asks the providers that the operator named."""

    def __init__(self, allowed: frozenset[str]) -> None:
        """Ask nobody but whose address begins with one of *allowed*, each a scheme, a host and a port."""
        self._allowed = allowed

    def check(self, address: str) -> str:
        """*address*, if it may be asked. Raises :class:`ProviderFault`."""
        if origin_of(address) not in self._allowed:
            raise ProviderFault("not-allowed", urlsplit(address).hostname or "")
        return address

    async def document(self, address: str) -> Any:
        """The JSON object at *address*."""
        status, found = await self._ask(httpx.Request("GET", self.check(address), headers=_ACCEPT))
        if status != httpx.codes.OK:
            raise ProviderFault("away" if status >= httpx.codes.INTERNAL_SERVER_ERROR else "unfit", str(status))
        return found

    async def tokens(self, address: str, client: str, secret: str, method: str, said: Mapping[str, str]) -> Any:
        """What the provider gives for a code; *said* is what proves whose it is."""
        body = prepare_token_request("authorization_code", **said)
        if secret and method == "client_secret_basic":
            # RFC 6749, 2.3.1: both are encoded as in a form before they are put into the header.
            client, secret = quote(client, safe=""), quote(secret, safe="")
        auth = ClientAuth(client, secret, method if secret else "none")
        headers = {**_ACCEPT, "Content-Type": "application/x-www-form-urlencoded"}
        _, headers, body = auth.prepare("POST", self.check(address), headers, body)  # type: ignore[no-untyped-call]
        status, found = await self._ask(httpx.Request("POST", address, headers=headers, content=body))
        if status >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise ProviderFault("away", str(status))
        if status != httpx.codes.OK:
            error = found.get("error")
            raise ProviderFault("unfit" if error in ("invalid_client", "unauthorized_client") else "wrong", "code")
        return found

    async def _ask(self, request: httpx.Request) -> tuple[int, dict[str, Any]]:
        try:
            async with asyncio.timeout(SECONDS), _client() as client:
                answer = await client.send(request, stream=True)
                body = bytearray()
                async for part in answer.aiter_bytes():
                    body += part
                    if len(body) > MOST_BYTES:
                        raise ProviderFault("unfit", "too long")
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, OSError) as error:
            raise ProviderFault("away", type(error).__name__) from None
        try:
            found = msgspec.json.decode(bytes(body))
        except (msgspec.DecodeError, RecursionError):
            found = None
        if isinstance(found, dict):
            return answer.status_code, found
        if answer.status_code == httpx.codes.OK:
            raise ProviderFault("unfit", "no object")
        return answer.status_code, {}


_ACCEPT = {"Accept": "application/json"}


def _client() -> httpx.AsyncClient:
    return httpx.AsyncClient(verify=_trust(), timeout=SECONDS, follow_redirects=False)


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()
