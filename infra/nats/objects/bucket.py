"""Sealed files in the object store: put, got and removed under a name.

Invariant: what is put under a name is whole or not there, since its note comes after its parts; nothing in
here knows what the bytes are.
"""

from __future__ import annotations

import asyncio

from nats.js.errors import Error as JetStreamError
from nats.js.errors import NotFoundError
from nats.js.object_store import ObjectStore

from domain.ports import StoreAway
from infra.identity.answering import answering, patiently
from infra.nats.connection import Wire
from infra.nats.errors import StreamUnfit
from infra.nats.streams import LANTERN, Names

GET_SECONDS = 10


class Objects:
    """The files of one bucket."""

    def __init__(self, store: ObjectStore) -> None:
        """Use *store*."""
        self._store = store

    async def put(self, name: str, content: bytes) -> None:
        """Keep *content* under *name*. Raises the faults of the store."""
        with answering():
            await self._store.put(name, content)

    async def get(self, name: str) -> bytes | None:
        """What is kept under *name*; None where nothing is. Raises the faults of the store."""
        try:
            # The library waits for parts that are gone for as long as it takes.
            async with asyncio.timeout(GET_SECONDS):
                found = await patiently(lambda: self._store.get(name))
        except NotFoundError:
            return None
        except TimeoutError as fault:
            raise StoreAway("a file did not come") from fault
        return found.data

    async def remove(self, name: str) -> None:
        """Keep nothing under *name*; removing it twice changes nothing. Raises the faults of the store."""
        try:
            await patiently(lambda: self._store.delete(name))
        except NotFoundError:
            return


async def open_objects(wire: Wire, names: Names = LANTERN) -> Objects:
    """The bucket of sealed files. Raises :class:`StreamUnfit` when it is not there or not ours to open."""
    try:
        return Objects(await wire.jetstream().object_store(names.attachments))
    except JetStreamError as error:
        raise StreamUnfit(f"the bucket {names.attachments} cannot be opened") from error
