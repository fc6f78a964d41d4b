"""Listening to a stream of events on a real server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

WITHIN_SECONDS = 20.0


@dataclass
class Told:
    """One event as it came over the wire."""

    event: str = ""
    id: str = ""
    data: list[str] = field(default_factory=list)
    comment: str = ""

    @property
    def body(self) -> Any:
        """The data, read as JSON."""
        return json.loads("\n".join(self.data))


class Stream:
    """The events of one answer, one after the other."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self._lines = answer.aiter_lines()

    async def next(self, *, comments: bool = False) -> Told:
        """The next event, but for those that say that the stream is there; comments too, where they are asked for."""
        async with asyncio.timeout(WITHIN_SECONDS):
            while True:
                told = await self._block()
                if told.event not in ("", "here") or (comments and told.comment):
                    return told

    async def _block(self) -> Told:
        told = Told()
        async for line in self._lines:
            name, _, value = line.partition(": ")
            match name:
                case "":
                    if not line:
                        return told
                    told.comment = value
                case "event":
                    told.event = value
                case "id":
                    told.id = value
                case "data":
                    told.data.append(value)
                case _:
                    pass
        raise EOFError


@asynccontextmanager
async def listening(http: httpx.AsyncClient, path: str, **headers: str) -> AsyncIterator[Stream]:
    """A stream that has begun."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with http.stream("GET", path, headers=named, timeout=WITHIN_SECONDS) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        stream = Stream(answer)
        first = await stream.next(comments=True)
        assert first.comment == "open"
        yield stream
