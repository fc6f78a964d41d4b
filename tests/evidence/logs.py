"""Logs as bytes, with their checkpoints, and ways to write them anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from infra.nats.checkpoints import Record, leaf_of
from infra.nats.log.message import CHAIN, NO_CHAIN, Outgoing, Raw, compose
from merkle.checkpoints import Checkpoint, sign
from merkle.edges import Edge
from merkle.notes import COSIGNATURE, ED25519, Signer

ROOT = "lantern.events"
SIGNER = Signer("lantern-test/events", ED25519, Ed25519PrivateKey.from_private_bytes(bytes(32)))
KEY = SIGNER.key
STRANGER = Signer(SIGNER.name, ED25519, Ed25519PrivateKey.from_private_bytes(bytes(31) + b"1")).key
AGENCY = Signer("police-be", COSIGNATURE, Ed25519PrivateKey.from_private_bytes(bytes(31) + b"2"))
SIGNED_AT = "2026-03-01T21:31:00+00:00"


def a_log(count: int = 100, histories: int = 7, salt: bytes = b"", root: str = ROOT) -> list[Raw]:
    """So many messages of so many histories, in turns."""
    tails: dict[str, tuple[int, bytes]] = {}
    raws: list[Raw] = []
    for number in range(count):
        originator = f"case.{number % histories:032x}.file"
        version, chain = tails.get(originator, (0, NO_CHAIN))
        body = b'{"data":{"note":"' + salt + b"%d" % number + b'"}}'
        at = f"2026-03-01T21:{number // 60:02}:{number % 60:02}.000000Z"
        outgoing = Outgoing("SomethingHappened", f"{number:032x}", 1, at, body)
        subject, headers, entry = compose(root, originator, outgoing, version + 1, chain)
        tails[originator] = (version + 1, entry.chain)
        raws.append(Raw(number + 1, subject.encode(), headers + b"\r\n", body))
    return raws


def rechained(raws: Sequence[Raw], place: int, change: Callable[[bytes], bytes]) -> list[Raw]:
    """The log with another body at *place*, and every chain behind it made to fit again."""
    written = list(raws)
    written[place] = written[place]._replace(body=change(written[place].body))
    tails: dict[bytes, bytes] = {}
    for number, raw in enumerate(written):
        originator, _, name = raw.subject[len(ROOT) + 1 :].rpartition(b".")
        lines = [line.partition(b": ")[2].decode() for line in raw.headers.split(b"\r\n")[1:5]]
        outgoing = Outgoing(name.decode(), lines[0], int(lines[2]), lines[3], raw.body)
        before = tails.get(originator, NO_CHAIN)
        _, headers, entry = compose(ROOT, originator.decode(), outgoing, int(lines[1]), before)
        tails[originator] = entry.chain
        written[number] = raw._replace(headers=headers + b"\r\n")
    return written


def checkpointed(raws: Sequence[Raw], every: int = 40, signer: Signer = SIGNER) -> list[Record]:
    """The checkpoints that a log would have got, one for *every* so many messages."""
    edge, records = Edge(), []
    for start in range(0, len(raws), every):
        leaves = [leaf_of(raw) for raw in raws[start : start + every]]
        edge = edge.grown(leaves)
        note = sign(Checkpoint(signer.name, edge.size, edge.root), signer).text
        records.append(
            Record(note=note, size=edge.size, at=SIGNED_AT, leaves=b"".join(leaves), edge=b"".join(edge.hashes))
        )
    return records


def chain_of(raw: Raw) -> bytes:
    """The chain in the headers of *raw*."""
    start = raw.headers.index(CHAIN) + len(CHAIN)
    return bytes.fromhex(raw.headers[start : start + 64].decode())
