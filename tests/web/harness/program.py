"""A program that speaks to the HTTP API, and holds every answer to what is promised of it."""

from __future__ import annotations

from typing import Any, cast

import httpx

from tests.web.world import PASSWORD, World

PROBLEM = "urn:lantern:problem:"


class Program:
    """A client with a token, or without one."""

    def __init__(self, world: World) -> None:
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(cast("Any", world.app)), base_url="http://lantern.test"
        )
        self.last = httpx.Response(0)

    async def sign_in(self, name: str) -> Program:
        """Take a token for the member *name*."""
        body = await self.post("/api/v1/tokens", {"email": f"{name}@test.example", "password": PASSWORD}, 201)
        self.http.headers["authorization"] = f"Bearer {body['token']}"
        return self

    async def get(self, path: str, status: int = 200, /, **headers: str) -> Any:
        """What *path* answers."""
        return self._checked(await self.http.get(path, headers=_named(headers)), status)

    async def post(self, path: str, body: object = None, status: int = 200, /, **headers: str) -> Any:
        """What sending *body* to *path* answers."""
        sent = await self.http.post(path, json=body, headers=_named(headers))
        return self._checked(sent, status)

    async def post_raw(self, path: str, content: bytes, status: int, **headers: str) -> Any:
        """What sending these very bytes answers."""
        sent = await self.http.post(
            path, content=content, headers={"content-type": "application/json", **_named(headers)}
        )
        return self._checked(sent, status)

    def _checked(self, answer: httpx.Response, status: int) -> Any:
        self.last = answer
        assert answer.status_code == status, answer.text
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        if not answer.content:
            return None
        body = answer.json()
        if status >= 400:
            assert answer.headers["content-type"] == "application/problem+json"
            assert body["type"].startswith(PROBLEM)
            assert body["status"] == status
            assert body["title"]
            assert body["detail"]
            assert body["instead"]
        return body


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
