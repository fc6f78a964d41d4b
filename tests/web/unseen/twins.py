"""Two applications over the same people and sessions: what somebody is shown of one story, and of another.

Everything else that could differ is the same in both: the moment, the fresh identifiers, the bookmarks.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

import httpx
from litestar import Litestar

from domain.case.decider import DECIDER as CASE
from domain.deciding.handling import Handler
from domain.looking import LookReason
from domain.privacy import Clear, Erased, Private
from domain.task.decider import DECIDER as TASK
from projections.views import Fact
from tests.projections.given.facts import Log
from tests.web.harness.browser import ORIGIN, Browser
from tests.web.harness.program import Program
from tests.web.unseen.folded import Folded
from tests.web.world import World
from web.access.pacing import Pace
from web.access.sittings import Sittings
from web.answers import shared
from web.app import create_app
from web.live import Hub
from web.ports import Asker, Desk, Looked, Place
from web.services import Services


class Still:
    """The moment at which everybody looks."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


class Counted:
    """Fresh identifiers, the same in both worlds; begun anew for each answer."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self._next = itertools.count(1)

    def new(self) -> str:
        return f"{next(self._next):032x}"


class Marked:
    """Bookmarks that say nothing, as sealed ones do; each leads to the beginning."""

    def mark(self, _position: int) -> str:
        return "bookmark"

    def find(self, bookmark: str | None) -> int | None:
        return 0 if bookmark == "bookmark" else None


class Opened:
    """Opens a text as what stands in its seal."""

    async def open(self, texts: Sequence[tuple[Private, Place]]) -> list[Clear | Erased]:
        return [Clear(getattr(text, "text", "")) for text, _place in texts]


class Desks:
    """Desks in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Desk] = {}

    async def find(self, owner: str) -> Desk:
        return self.kept.get(owner, Desk())

    async def change(self, owner: str, alter: Callable[[Desk], Desk]) -> Desk:
        self.kept[owner] = alter(await self.find(owner))
        return self.kept[owner]


class Looks:
    """A record of who looked, in memory: *others* looked before, and everybody works on the case."""

    def __init__(self, others: Sequence[Looked]) -> None:
        self.lines = list(others)

    async def reason(self, _asker: Asker, _case: str) -> LookReason | None:
        return LookReason.DUTY

    async def justify(self, *_what: object) -> None: ...

    async def record(self, *_what: object) -> None: ...

    async def note(self, *_what: object) -> None: ...

    async def lately(self, most: int, _before: int | None = None) -> Sequence[Looked]:
        return list(reversed(self.lines))[:most]

    async def of_case(self, case: str) -> Sequence[Looked]:
        return [each for each in reversed(self.lines) if each.case == case]

    async def between(self, country: str, _month: str) -> Sequence[Looked]:
        return [each for each in self.lines if each.agency.endswith(country)]


@dataclass(frozen=True)
class Answer:
    """Every byte that somebody was given."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class Twin:
    """One of the two: an application that is told a story anew for each example."""

    def __init__(self, world: World, at: datetime) -> None:
        self._world = world
        self._ids = Counted()
        self.app: Litestar = create_app(self._services((), (), at))
        self._at = at

    def _services(self, facts: Sequence[Fact], looks: Sequence[Looked], at: datetime) -> Services:
        log = Log()
        log.facts = list(facts)
        return replace(
            self._world.services,
            cases=Handler(CASE, cast("Any", log)),
            tasks=Handler(TASK, cast("Any", log)),
            documents=cast("Any", Folded(facts, self._world.services.documents)),
            consultations=cast("Any", Looks(looks)),
            desks=Desks(),
            opener=Opened(),
            bookmarks=cast("Any", Marked()),
            hub=Hub(),
            clock=Still(at),
            ids=self._ids,
            sittings=Sittings(),
            pace=Pace(0),
        )

    def tell(self, facts: Sequence[Fact], looks: Sequence[Looked]) -> None:
        """Begin anew with this story."""
        shared._kept.clear()
        self.facts = facts
        self.app.state.services = self._services(facts, looks, self._at)

    async def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """What is answered to a request with these *headers*."""
        self._ids.begin()
        async with httpx.AsyncClient(transport=httpx.ASGITransport(cast("Any", self.app)), base_url=ORIGIN) as http:
            given = await http.request(method, path, headers=dict(headers), content=body)
        return Answer(given.status_code, tuple(given.headers.raw), given.content)

    async def listen(self, path: str, headers: Mapping[str, str]) -> Answer:
        """The news that somebody hears while the story is told, until the process stops."""
        hub: Hub = self.app.state.services.hub
        heard = asyncio.create_task(self.ask("GET", path, headers))
        while not hub.readers and not heard.done():  # noqa: ASYNC110  the hub tells nobody that somebody listens
            await asyncio.sleep(0)
        hub.publish(len(self.facts), self.facts)
        await asyncio.get_running_loop().run_in_executor(None, lambda: None)  # By then it has been passed on.
        hub.close()
        return await heard


@dataclass(frozen=True)
class Seat:
    """Somebody who is signed in, in a browser and with a program: the headers they send."""

    browser: Mapping[str, str]
    program: Mapping[str, str]
    csrf: str

    def headers(self, path: str) -> Mapping[str, str]:
        return self.program if path.startswith("/api/") else self.browser


async def seat(world: World, name: str) -> Seat:
    """A seat of the member *name*."""
    browser, program = await Browser(world).sign_in(name), await Program(world).sign_in(name)
    csrf = str((await browser.http.get("/session")).json()["token"])
    cookies = "; ".join(f"{key}={value}" for key, value in browser.http.cookies.items())
    given = Seat({"cookie": cookies}, {"authorization": program.http.headers["authorization"]}, csrf)
    await browser.http.aclose()
    await program.http.aclose()
    return given


@asynccontextmanager
async def twins(world: World) -> AsyncIterator[tuple[Twin, Twin]]:
    """Two applications over *world*, at one moment."""
    at = world.clock.now()
    yield Twin(world, at), Twin(world, at)
