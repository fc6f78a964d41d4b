r"""How a fact stands in a stream: subject, headers in the contract's order, body, and the chain over them.

Invariant: the chain is taken over the bytes as they are stored; nothing here is ever written anew from what was read.

    content of a message = SHA-256(subject ‖ 0x00 ‖ header lines ‖ 0x00 ‖ body)
    chain of version n   = SHA-256(0x02 ‖ chain of version n - 1, or 32 zero bytes ‖ content of version n)

The header lines are Nats-Msg-Id, Lantern-Version, Lantern-Schema and Lantern-Recorded-At in this order, each as
``Name: value\r\n``. Whatever the server or the client adds follows after Lantern-Chain and is not part of it.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import NamedTuple

import msgspec

from domain.ids import is_token
from domain.ports import HistoryDamaged

NO_CHAIN = bytes(32)
PREAMBLE = b"NATS/1.0\r\n"
CHAINED = (b"Nats-Msg-Id: ", b"Lantern-Version: ", b"Lantern-Schema: ", b"Lantern-Recorded-At: ")
CHAIN = b"Lantern-Chain: "
VALUE = rb"([^\r]*)\r\n"
LINES = b"".join([re.escape(name) + VALUE for name in CHAINED])
BLOCK = rb"NATS/1\.0[^\r]*\r\n(" + LINES + b")" + re.escape(CHAIN) + VALUE
"""A header block up to and with the chain: the chained lines, and what stands in them and in that of the chain."""

_as_written = re.compile(BLOCK).match
_in_any_case = re.compile(BLOCK, re.IGNORECASE).match

LOCATION = "the log"
"""Stands for the originator where a fault has none."""


class Raw(NamedTuple):
    """A stored message as it came."""

    position: int
    subject: bytes
    headers: bytes
    body: bytes


class Outgoing(msgspec.Struct, frozen=True, gc=False):
    """A message before it has a place: *recorded_at* as text of the contract's form, *body* written for good.

    One that is *kept* for so many seconds is let go of by the server afterwards; one that is not is there for ever.
    """

    name: str
    id: str
    schema: int
    recorded_at: str
    body: bytes
    kept: int = 0


class Tail(msgspec.Struct, frozen=True, gc=False):
    """Where a history ends."""

    version: int
    position: int
    chain: bytes


class Entry(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A message as it stands in the log; *content* is the hash that the chain is made of."""

    originator: str
    name: str
    position: int
    version: int
    id: str
    schema: int
    recorded_at: str
    chain: bytes
    content: bytes
    body: bytes

    @property
    def tail(self) -> Tail:
        """Where a history ends whose last message this is."""
        return Tail(self.version, self.position, self.chain)


def next_chain(before: bytes, content: bytes) -> bytes:
    """The chain after a message of that *content*."""
    return sha256(b"\x02" + before + content).digest()


def compose(root: str, originator: str, outgoing: Outgoing, version: int, before: bytes) -> tuple[str, bytes, Entry]:
    """Subject and headers of *outgoing* (without the blank line that ends them), and its entry, at position 0."""
    if not is_token(outgoing.id):
        raise ValueError("an event id is a token")
    subject = f"{root}.{originator}.{outgoing.name}"
    lines = (
        f"Nats-Msg-Id: {outgoing.id}\r\nLantern-Version: {version}\r\nLantern-Schema: {outgoing.schema}\r\n"
        f"Lantern-Recorded-At: {outgoing.recorded_at}\r\n"
    ).encode()
    content = _content(subject.encode(), lines, outgoing.body)
    chain = next_chain(before, content)
    headers = b"".join((PREAMBLE, lines, CHAIN, chain.hex().encode(), b"\r\n"))
    entry = Entry(
        originator=originator,
        name=outgoing.name,
        position=0,
        version=version,
        id=outgoing.id,
        schema=outgoing.schema,
        recorded_at=outgoing.recorded_at,
        chain=chain,
        content=content,
        body=outgoing.body,
    )
    return subject, headers, entry


def _content(subject: bytes, lines: bytes, body: bytes) -> bytes:
    return sha256(b"\x00".join((subject, lines, body))).digest()


def parse(raw: Raw, root: int) -> Entry:
    """The entry that a stored message is; *root* is how many bytes of the subject stand before the originator.

    Raises :class:`HistoryDamaged` for a message that lacks what every message has.
    """
    position, subject, headers, body = raw
    originator = ""
    try:
        originator, _, name = subject[root:].decode().rpartition(".")
        # At once where the lines stand as they are written; else one by one.
        found = _as_written(headers) or _in_any_case(_in_order(headers))
        if found is None:
            raise ValueError  # noqa: TRY301  like every other value that cannot be read
        lines, identifier, version, schema, recorded_at, chain = found.groups()
        return Entry(
            originator,
            name,
            position,
            int(version),
            identifier.decode(),
            int(schema),
            recorded_at.decode(),
            bytes.fromhex(chain.decode()),
            _content(subject, lines, body),
            body,
        )
    except ValueError:
        raise HistoryDamaged(originator or LOCATION, 0, position, "it lacks the headers of a fact") from None


def _in_order(headers: bytes) -> bytes:
    """The lines in the contract's order, for a block that somebody on the way has put into another."""
    found = {line.split(b":", 1)[0].lower(): line for line in headers.split(b"\r\n")[1:] if b":" in line}
    lines = [found.get(name.split(b":", 1)[0].lower(), b"") for name in (*CHAINED, CHAIN)]
    return PREAMBLE + b"".join([line + b"\r\n" for line in lines])


def verify(before: Tail | None, entry: Entry, first: frozenset[int]) -> None:
    """Check that *entry* follows *before* (or begins a history, with a version in *first*).

    Raises :class:`HistoryDamaged` naming the message, never its content.
    """
    if before is None:
        if entry.version not in first:
            raise damaged(entry, "the history before it is missing")
    elif entry.version != before.version + 1:
        raise damaged(entry, f"it follows version {before.version}: a message is missing or was put in")
    if next_chain(before.chain if before else NO_CHAIN, entry.content) != entry.chain:
        raise damaged(entry, "it does not fit the chain: it, or the one before it, was changed")


def begins(entry: Entry) -> bool:
    """Whether a history begins with *entry*."""
    return next_chain(NO_CHAIN, entry.content) == entry.chain


def damaged(entry: Entry, why: str) -> HistoryDamaged:
    """The fault of *entry*."""
    return HistoryDamaged(entry.originator, entry.version, entry.position, why)
