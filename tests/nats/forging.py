"""What somebody with the steward's power, or a dying disk, could do to a log."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from infra.nats.connection import Wire
from infra.nats.log.message import CHAIN, Raw
from infra.nats.log.reading import BATCH, fetch
from infra.nats.streams import Names, settings_of


async def prepare_unprotected(wire: Wire, names: Names) -> None:
    """The stream of events, but without the protection against deletion."""
    wanted = settings_of(names)[names.events] | {"deny_delete": False, "deny_purge": False}
    await wire.api(f"STREAM.CREATE.{names.events}", wanted)


async def stored(wire: Wire, names: Names) -> list[Raw]:
    """All messages, with their headers as they were written."""
    request = {"seq": 1, "next_by_subj": f"{names.root(names.events)}.>", "batch": BATCH}
    raws, _ = await fetch(wire, names.events, request)
    return [raw._replace(headers=_written(raw.headers)) for raw in raws]


def _written(headers: bytes) -> bytes:
    """The header block up to and with the chain."""
    end = headers.index(b"\r\n", headers.index(CHAIN))
    return headers[:end] + b"\r\n\r\n"


async def write(wire: Wire, raws: Sequence[Raw]) -> None:
    """Publish messages as they are, asking nobody."""
    for raw in raws:
        await wire.request_reply(raw.subject.decode(), raw.body, raw.headers)


def with_body(change: Callable[[bytes], bytes]) -> Callable[[Raw], Raw]:
    return lambda raw: raw._replace(body=change(raw.body))


def with_headers(old: bytes, new: bytes) -> Callable[[Raw], Raw]:
    return lambda raw: raw._replace(headers=raw.headers.replace(old, new))
