"""`python -m bench.crowd PORT`: many open boards in one process, each doing what the page does with news.

It reads the sessions' tokens, one a line, from its standard input until an empty line, opens a board for each and says
how many listen. For each further line, the words that every board shows once it is up to date, it says when each of
them had been refreshed to its last byte, as JSON, on the clock that all processes of a machine share.

Invariant: a board asks again only when the stream tells it to, at once and at most twice a second, with its mark, and
takes the answer packed, like the page in a browser; the words are looked for in every answer.
"""

from __future__ import annotations

import asyncio
import gzip
import sys
from time import perf_counter

import msgspec
import uvloop

THROTTLE = 0.5
PATIENCE = 30.0
BOARD = "/board"


class Board:
    """One open board: its stream, its connection for everything else, and what it showed when."""

    def __init__(self, port: int, token: str) -> None:
        """Open nothing yet."""
        self._port = port
        self._cookie = f"Cookie: lantern_session={token}"
        self._mark = ""
        self._next = 0.0
        self.body = b""
        self.fresh = asyncio.Event()
        self.at = 0.0

    async def open(self) -> None:
        """Look at the board and begin to listen."""
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port, limit=2**22)
        await self._refresh()
        self._stream, writer = await asyncio.open_connection("127.0.0.1", self._port)
        writer.write(self._request("/live"))
        await self._stream.readuntil(b": open")
        self._listening = asyncio.create_task(self._listen(writer))

    async def _listen(self, writer: asyncio.StreamWriter) -> None:
        try:
            async for line in self._stream:
                if line.strip() == b"event: board-changed":
                    await asyncio.sleep(max(0.0, self._next - perf_counter()))
                    self._next = perf_counter() + THROTTLE
                    await self._refresh()
        finally:
            writer.close()

    async def _refresh(self) -> None:
        self._writer.write(self._request(BOARD, "HX-Request: true", "Accept-Encoding: gzip", *self._marked()))
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode()
        about = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
        body = await self._reader.readexactly(int(about.get("content-length", 0)))
        if head.split(" ", 2)[1] == "200":
            self._mark, self.body, self.at = about["etag"], body, perf_counter()
            self.fresh.set()

    def _marked(self) -> tuple[str, ...]:
        return (f"If-None-Match: {self._mark}",) if self._mark else ()

    def _request(self, path: str, *headers: str) -> bytes:
        return "\r\n".join((f"GET {path} HTTP/1.1", "Host: 127.0.0.1", self._cookie, *headers, "", "")).encode()


async def _until_shown(board: Board, words: bytes, known: dict[bytes, bool]) -> float:
    """When *board* was up to date; the same bytes are unpacked once for all."""
    async with asyncio.timeout(PATIENCE):
        while True:
            await board.fresh.wait()
            board.fresh.clear()
            if board.body not in known:
                known[board.body] = words in gzip.decompress(board.body)
            if known[board.body]:
                return board.at


async def main(port: int) -> None:
    """Open the boards, then answer line by line."""
    source = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(source), sys.stdin)
    boards = []
    while token := (await source.readline()).decode().strip():
        boards.append(Board(port, token))
    for board in boards:
        await board.open()
    print(len(boards), flush=True)
    while words := (await source.readline()).strip():
        for board in boards:
            board.fresh.clear()
        print("begin", flush=True)
        known: dict[bytes, bool] = {}
        times = await asyncio.gather(*(_until_shown(board, words, known) for board in boards))
        print(msgspec.json.encode(times).decode(), flush=True)


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
