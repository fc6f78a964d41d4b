"""What the client library's errors mean to the rest of Lantern, for those parts that speak to it directly.

Invariant: a store that does not answer is :class:`StoreAway`, whatever the library calls it, so that it is never taken
for a session that ended or a password that is wrong.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from nats.errors import Error as NatsError
from nats.js.errors import APIError, NotFoundError

from domain.ports import StoreAway
from infra.nats.errors import fault_of

T = TypeVar("T")

PATIENCE_SECONDS = 2.0
"""For how long what changes nothing is asked again: a server that restarts is back by then."""

PAUSE_SECONDS = 0.05


async def patiently(ask: Callable[[], Awaitable[T]]) -> T:
    """What *ask* answers, asked again while the store is away. Raises :class:`StoreAway` once patience ends."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + PATIENCE_SECONDS
    while True:
        try:
            with answering():
                return await ask()
        except StoreAway:
            if loop.time() >= deadline:
                raise
        await asyncio.sleep(PAUSE_SECONDS)


@contextmanager
def answering() -> Iterator[None]:
    """Raise faults of the store in place of the library's errors; what was not found stays as it is."""
    try:
        yield
    except NotFoundError:
        raise
    except APIError as error:
        raise fault_of({"err_code": error.err_code or 0, "code": error.code or 0}) from error
    except (NatsError, TimeoutError, OSError) as error:
        raise StoreAway(type(error).__name__) from error
