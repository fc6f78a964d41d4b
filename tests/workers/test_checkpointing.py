"""Checkpoints go on from each other through every break, and no two roots of one size are ever signed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from domain.ports import StoreAway, VersionTaken
from merkle.checkpoints import opened
from merkle.edges import Edge
from merkle.hashing import leaf_hash
from merkle.notes import ED25519, Key, Signer
from tests.merkle import naive
from workers.checkpointing import Checkpointing, Head, LogRewritten, Signing, Stored

SIGNER = Signer("lantern/events", ED25519, Ed25519PrivateKey.from_private_bytes(bytes(32)))
OTHER = Signer("lantern/events", ED25519, Ed25519PrivateKey.from_private_bytes(bytes(31) + b"1"))


class Ended(Exception):
    """A log in a test is not followed for ever, and a process in a test is killed."""


class Log:
    """Leaves in memory, given in batches of some size."""

    def __init__(self, count: int, batch: int = 3, salt: bytes = b"") -> None:
        self.leaves = [leaf_hash(salt + b"%d" % number) for number in range(count)]
        self.batch = batch

    async def follow(self, after: int) -> AsyncGenerator[list[bytes], None]:
        for start in range(after, len(self.leaves), self.batch):
            yield self.leaves[start : start + self.batch]
        raise Ended


class Kept:
    """Checkpoints in memory; *breaks* says what happens at each attempt to store one."""

    def __init__(self, *breaks: str) -> None:
        self.stored: list[Stored] = []
        self.breaks = list(breaks)

    async def newest(self) -> Stored | None:
        return self.stored[-1] if self.stored else None

    async def keep(self, note: str, edge: Edge, _: Sequence[bytes], at: str, after: int) -> int:
        fate = self.breaks.pop(0) if self.breaks else ""
        if fate == "killed before":
            raise Ended
        if after != len(self.stored) or not at:
            raise VersionTaken
        self.stored.append(Stored(note, edge, after + 1))
        if fate:
            raise StoreAway if fate == "answer lost" else Ended
        return after + 1


class Remembered:
    """What was about to be signed, in memory, and all that ever was."""

    def __init__(self, head: Head | None = None) -> None:
        self.heads = [head] if head else []

    def last(self) -> Head | None:
        return self.heads[-1] if self.heads else None

    async def remember(self, head: Head) -> None:
        self.heads.append(head)


class Own:
    """Keys in memory, the newest first, and those that went."""

    def __init__(self, *signers: Signer, gone: Sequence[Signer] = ()) -> None:
        self.held, self.gone = signers, gone
        self.origin = signers[0].name

    def signers(self) -> Sequence[Signer]:
        return self.held

    def keys(self) -> Sequence[Key]:
        return [each.key for each in (*self.held, *self.gone)]


class Fixed:
    def now(self) -> datetime:
        return datetime(2026, 3, 1, tzinfo=UTC)


OWN = Own(SIGNER)


async def at_once(_: timedelta) -> None:
    """Nobody waits in a test."""


async def run(log: Log, kept: Kept, memory: Remembered, signing: Signing = OWN) -> None:
    with pytest.raises(Ended):
        await Checkpointing(log, kept, memory, signing, Fixed(), at_once).run()


def sizes(kept: Kept) -> list[int]:
    return [stored.edge.size for stored in kept.stored]


async def test_whatever_comes_gets_a_checkpoint_over_all_there_is() -> None:
    log, kept = Log(7), Kept()

    await run(log, kept, Remembered())

    assert sizes(kept) == [3, 6, 7]
    for stored in kept.stored:
        checkpoint, _ = opened(stored.note, SIGNER.key)
        assert checkpoint.root == stored.edge.root == naive.root(log.leaves[: checkpoint.size])


@given(st.lists(st.sampled_from(["", "killed before", "killed after", "answer lost"]), max_size=8), st.data())
def test_no_two_roots_of_one_size_are_signed_however_often_it_breaks(breaks: list[str], data: st.DataObject) -> None:
    log, kept, memory = Log(20), Kept(*breaks), Remembered()

    async def all_of_it() -> None:
        while not kept.stored or kept.stored[-1].edge.size < 20:
            log.batch = data.draw(st.integers(min_value=1, max_value=6))
            await run(log, kept, memory)

    asyncio.run(all_of_it())

    assert all(head.root == naive.root(log.leaves[: head.size]) for head in memory.heads)
    assert sizes(kept) == sorted(set(sizes(kept)))


async def test_of_two_that_sign_at_once_one_goes_on_from_the_other() -> None:
    log, kept = Log(12), Kept()
    both = (run(log, kept, Remembered()), run(log, kept, Remembered()))

    await asyncio.gather(*both)

    assert sizes(kept) == [3, 6, 9, 12]


@pytest.mark.parametrize("seen", [2, 3, 5])
async def test_a_log_that_was_rewritten_is_an_alarm_and_not_signed(seen: int) -> None:
    memory, kept = Remembered(Head(seen, naive.root(Log(6, salt=b"true").leaves[:seen]))), Kept()

    with pytest.raises(LogRewritten, match=f"another root at {seen} than was signed"):
        await Checkpointing(Log(6), kept, memory, OWN, Fixed(), at_once).run()

    assert kept.stored == []


async def test_a_checkpoint_that_others_rewrote_is_an_alarm() -> None:
    kept = Kept()
    await run(Log(6, salt=b"forged"), kept, Remembered())

    with pytest.raises(LogRewritten):
        await Checkpointing(Log(9), kept, Remembered(Head(6, bytes(32))), OWN, Fixed(), at_once).run()


async def test_a_log_under_another_key_is_left_to_that_key() -> None:
    log, kept = Log(6), Kept()
    await run(log, kept, Remembered(), Own(OTHER))
    log.leaves += Log(3).leaves

    await Checkpointing(log, kept, Remembered(), OWN, Fixed(), at_once).run()

    assert sizes(kept) == [3, 6]
